import { useState } from 'react';
import type { LabFigures, QuotedValue } from '../../../shared/domain/lab.ts';
import { plural } from '../../ui/numbers.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useElementSize } from '../../ui/use-element-size.ts';
import { Figure } from './figure-svg.tsx';
import { diagnosisForest, motionForest, probeForest, quotedProbeForest, type ForestModel } from './forest-models.ts';
import { Forest } from './forest.tsx';

type FiguresOf<K extends LabFigures['kind']> = Extract<LabFigures, { kind: K }>;

/** A forest as wide as its place. */
export function ForestRoom({
  model,
  label,
  namesShare = 0.27,
}: {
  model: ForestModel;
  label: string;
  /** Of the width, for the names. */
  namesShare?: number;
}) {
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} className="lab-forest">
      <Forest
        label={label}
        width={width}
        rows={model.rows}
        columns={model.columns}
        namesPx={Math.min(190, Math.round(width * namesShare))}
      />
    </div>
  );
}

const sourcesOf = (quoted: readonly QuotedValue[]): string =>
  [...new Set(quoted.map((q) => `${q.on}; ${q.source}${q.secondHand ? ', second hand' : ''}`))].join(' · ');

const Sources = ({ quoted }: { quoted: readonly QuotedValue[] }) =>
  quoted.length === 0 ? null : (
    <p className="lab-source" title={sourcesOf(quoted)}>
      {`quoted, other data: ${sourcesOf(quoted)}`}
    </p>
  );

export function MotionFigure({ figures, quoted }: { figures: FiguresOf<'motion'>; quoted: readonly QuotedValue[] }) {
  const of = quoted.filter((q) => q.kind === 'motion');
  const model = motionForest(figures, of);
  return (
    <Figure
      foot={`Pairs of pictures at ${figures.atS.map((s) => `+${String(s)}`).join(', ')} s. 1 is as much as the recording moves; intervals 95 % over clips.`}
    >
      {model ? <ForestRoom model={model} label="Motion of predicted pictures by that of recorded ones" /> : <Nothing />}
      <Sources quoted={of} />
    </Figure>
  );
}

export function DiagnosisFigure({ figures }: { figures: FiguresOf<'diagnosis'> }) {
  const horizons = [...new Set(figures.rows.map((r) => r.horizonS))].sort((a, b) => a - b);
  const [wanted, setHorizon] = useState<number | null>(null);
  const horizonS = wanted !== null && horizons.includes(wanted) ? wanted : (horizons.at(-1) ?? 0);
  const model = diagnosisForest(figures, horizonS);
  return (
    <Figure
      foot="Twins of equal size, steps and data that differ in one thing; intervals 95 % over clips, tests in the table."
      controls={
        <>
          <Segmented
            label="Horizon"
            value={String(horizonS)}
            options={horizons.map((h) => ({ value: String(h), label: `+${String(h)} s` }))}
            onChange={(h) => setHorizon(Number(h))}
          />
        </>
      }
    >
      {model ? <ForestRoom model={model} label={`Twins at ${String(horizonS)} s`} /> : <Nothing />}
    </Figure>
  );
}

export function ProbeFigure({ figures, quoted }: { figures: FiguresOf<'probe'>; quoted: readonly QuotedValue[] }) {
  const model = probeForest(figures);
  const of = quoted.filter(
    (q) => q.kind === 'probe' && (q.metric === 'steering RMSE' || q.metric === 'acceleration RMSE'),
  );
  const paper = quotedProbeForest(of);
  return (
    <Figure
      foot={`Trained on ${plural(figures.trainClips, 'clip')}, tested on ${plural(figures.testClips, 'other')}, ${plural(figures.seeds.length, 'seed')}; normalised units, less is better; intervals 95 % over clips.`}
    >
      {model ? <ForestRoom model={model} label="Errors of a probe on frozen encoders" /> : <Nothing />}
      {paper && (
        <section data-quoted>
          <h3 className="lab-quoted-head">
            <b>Quoted</b> own axes: other data, other networks
          </h3>
          <ForestRoom model={paper} label="Errors of probes as a paper reports them" />
        </section>
      )}
      <Sources quoted={of} />
    </Figure>
  );
}

const Nothing = () => <p className="lab-absent">Nothing in this result has a value.</p>;
