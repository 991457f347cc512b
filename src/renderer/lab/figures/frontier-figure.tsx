import { useState } from 'react';
import type { LabFigures, QuotedValue } from '../../../shared/domain/lab.ts';
import { figure, fixed, plural } from '../../ui/numbers.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useElementSize } from '../../ui/use-element-size.ts';
import { useLab } from '../lab-state.ts';
import { axisOf } from './axis.ts';
import { estimateWritten, quotedWords } from './estimates.ts';
import { Figure } from './figure-svg.tsx';
import {
  alphaOf,
  distortionNames,
  distortionTitles,
  frontierLines,
  horizonsOf,
  marksAt,
  quotedMarks,
  type Distortion,
  type FrontierMark,
  type Perception,
} from './frontier-model.ts';
import { Scatter, type ScatterPoint } from './scatter.tsx';

type Frontier = Extract<LabFigures, { kind: 'frontier' }>;

const distortions = ['cosSim', 'ssim', 'psnr'] as const;

/** Distance of features against likeness, and beside it, on axes of its own, what a paper reports. */
export function FrontierFigure({ figures, quoted }: { figures: Frontier; quoted: readonly QuotedValue[] }) {
  const horizons = horizonsOf(figures);
  const [wanted, setHorizon] = useState<number | null>(null);
  const [perception, setPerception] = useState<Perception>('fid');
  const [distortion, setDistortion] = useState<Distortion>('cosSim');
  const horizonS = wanted !== null && horizons.includes(wanted) ? wanted : (horizons.at(-1) ?? 0);
  const names = { fid: figures.featureNet?.fidName ?? 'FID', kid: figures.featureNet?.kidName ?? 'KID' };
  const marks = marksAt(figures, horizonS, perception, distortion);
  return (
    <Figure
      foot={`Intervals: 95 % over clips. ${names.kid} is a mean over subsets. Up and left is better.`}
      controls={
        <>
          <Segmented
            label="Horizon"
            value={String(horizonS)}
            options={horizons.map((h) => ({ value: String(h), label: `+${String(h)} s` }))}
            onChange={(h) => setHorizon(Number(h))}
          />
          <Segmented
            label="Across"
            value={perception}
            options={(['fid', 'kid'] as const).map((p) => ({ value: p, label: names[p] }))}
            onChange={setPerception}
          />
          <Segmented
            label="Upwards"
            value={distortion}
            options={distortions.map((d) => ({ value: d, label: distortionNames[d] }))}
            onChange={setDistortion}
          />
        </>
      }
    >
      <Measured
        marks={marks}
        xTitle={names[perception]}
        distortion={distortion}
        net={figures.featureNet?.title ?? null}
      />
      <QuotedPlane quoted={quoted} perception={perception} distortion={distortion} />
    </Figure>
  );
}

function Measured({
  marks,
  xTitle,
  distortion,
  net,
}: {
  marks: readonly FrontierMark[];
  xTitle: string;
  distortion: Distortion;
  net: string | null;
}) {
  const { ref, width, height } = useElementSize();
  const blend = useLab((s) => s.sliders.blend);
  const calibrate = useLab((s) => s.sliders.calibrate);
  const copy = marks.find((m) => m.point.way === 'copy');
  const shown = marks.filter((m) => m.x !== null && m.point.way !== 'copy');
  const x = axisOf(shown.map((m) => m.x));
  const y = axisOf([...shown, ...(copy ? [copy] : [])].flatMap((m) => [m.y.mean, m.y.low, m.y.high]));
  const windows = Math.max(0, ...marks.map((m) => m.point.windows));
  const isNow = (m: FrontierMark) =>
    calibrate && alphaOf(m.point) !== null && Math.abs((alphaOf(m.point) ?? -1) - blend) < 1e-6;
  const pointOf = (m: FrontierMark): ScatterPoint => ({
    x: m.x ?? 0,
    y: m.y.mean,
    yLow: m.y.low,
    yHigh: m.y.high,
    name: isNow(m) ? `now, ${m.name}` : m.name,
    words: `${m.name}: ${xTitle} ${figure(m.x ?? 0)}, ${distortionNames[distortion]} ${estimateWritten(m.y)}, ${plural(m.point.windows, 'window')}`,
    shape: alphaOf(m.point) === null ? 'square' : 'dot',
    isNow: isNow(m),
  });
  return (
    <section className="lab-plane">
      <h3>
        <b>Measured</b> {plural(windows, 'window')}
        {net !== null && `, features of ${net}`}
      </h3>
      <div ref={ref} className="lab-plot-room">
        {x && y ? (
          <Scatter
            label={`Measured ${distortionNames[distortion]} against ${xTitle}`}
            width={width}
            height={height}
            x={x}
            y={y}
            xTitle={xTitle}
            yTitle={distortionTitles[distortion]}
            points={shown.map(pointOf)}
            lines={frontierLines(marks).map((line) => line.map(pointOf))}
            levels={
              copy
                ? [
                    {
                      at: copy.y.mean,
                      name: `copy the present ${fixed(copy.y.mean, 2)}`,
                      words: `copy the present: ${distortionNames[distortion]} ${estimateWritten(copy.y)}${copy.x === null ? '' : `, ${xTitle} ${figure(copy.x)}`}`,
                    },
                  ]
                : []
            }
          />
        ) : (
          <p className="lab-absent">{`No ${xTitle} at this horizon: too few windows, or no feature net.`}</p>
        )}
      </div>
    </section>
  );
}

function QuotedPlane({
  quoted,
  perception,
  distortion,
}: {
  quoted: readonly QuotedValue[];
  perception: Perception;
  distortion: Distortion;
}) {
  const { ref, width, height } = useElementSize();
  const marks = quotedMarks(quoted, perception, distortion);
  const x = axisOf(
    marks.map((m) => m.x),
    4,
  );
  const y = axisOf(
    marks.map((m) => m.y),
    4,
  );
  if (!x || !y) return null;
  const name = perception === 'fid' ? 'FID' : 'KID';
  const sources = [...new Set(marks.map((m) => m.xValue.source))];
  return (
    <section className="lab-plane" data-quoted>
      <h3>
        <b>Quoted</b> {[...new Set(marks.map((m) => m.xValue.on.split(', standard')[0]))].join('; ')}
      </h3>
      <div ref={ref} className="lab-plot-room">
        <Scatter
          label={`Quoted ${distortionNames[distortion]} against ${name}, on other data`}
          width={width}
          height={height}
          x={x}
          y={y}
          xTitle={`${name} (Inception)`}
          yTitle={distortionTitles[distortion]}
          points={marks.map((m) => ({
            x: m.x,
            y: m.y,
            yLow: null,
            yHigh: null,
            name: m.name,
            words: `${quotedWords(m.xValue)}; ${distortionNames[distortion]} ${figure(m.y)}`,
            shape: 'quoted',
          }))}
        />
      </div>
      <p className="lab-source" title={sources.join('; ')}>
        {`quoted from ${sources.join('; ')}`}
      </p>
    </section>
  );
}
