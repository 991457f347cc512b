import { memo, useMemo, type KeyboardEvent } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { ScoreInfo } from '../../shared/domain/score.ts';
import { unitInHeading } from '../../shared/words/score-units.ts';
import { nearestIndex } from '../../shared/maths/track.ts';
import { useClock } from '../state/clock.ts';
import { useDecision } from '../state/decision.ts';
import { useElementSize } from '../ui/use-element-size.ts';
import { niceCeil } from '../timeline/ticks.ts';
import { clipTime, figure, metricValue } from '../ui/numbers.ts';
import { SeriesLine } from './series-line.tsx';
import type { PanelRun } from './scored-clip.ts';

const HEIGHT = 58;
/** So few values would hardly show as a line: each has its marker. */
const FEW_POINTS = 3;
const LEFT = 30;
const RIGHT = 10;
const TOP = 6;
const BOTTOM = 6;

/** The metric at every decision instant of the clip; a click or the arrow keys take the clock to one. */
export function ErrorStrip({ clip, runs, info }: { clip: ClipDetail; runs: readonly PanelRun[]; info: ScoreInfo }) {
  const { ref, width } = useElementSize();
  const decision = useDecision();
  const times = useMemo(() => clip.decisions.map((frame) => clip.frames[frame].timeUs), [clip]);
  const lines = useMemo(
    () =>
      runs.map(({ key, short, scores }) => ({
        key,
        short,
        values: (scores?.frames ?? []).flatMap((f) => {
          const value = f.values[info.key];
          return value === undefined ? [] : [{ frame: f.frame, value }];
        }),
      })),
    [runs, info],
  );
  const x = (timeUs: number) =>
    LEFT + ((timeUs - clip.startUs) / Math.max(1, clip.endUs - clip.startUs)) * (width - LEFT - RIGHT);
  const seekTo = (index: number) => {
    const timeUs = times.at(Math.max(0, Math.min(times.length - 1, index)));
    if (timeUs !== undefined) useClock.getState().seek(timeUs);
  };
  const frame = decision?.frame ?? clip.decisions.at(0) ?? 0;
  const index = Math.max(0, clip.decisions.indexOf(frame));
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || event.shiftKey) return;
    event.preventDefault();
    seekTo(index + step);
  };
  const here = lines.flatMap((l) => {
    const value = l.values.find((v) => v.frame === frame)?.value;
    return value === undefined ? [] : [`${l.short} ${metricValue(value, info)}`];
  });
  const at = clipTime((times[index] ?? clip.startUs) - clip.startUs);
  return (
    <figure className="score-plot" ref={ref}>
      <figcaption>{`${info.title} at every key frame${info.unit === 'm' || info.unit === 'dB' ? unitInHeading(info.unit) : ''}`}</figcaption>
      <svg
        className="score-strip"
        width={width}
        height={HEIGHT}
        role="slider"
        tabIndex={0}
        aria-label="Key frame"
        aria-valuemin={0}
        aria-valuemax={times.length - 1}
        aria-valuenow={index}
        aria-valuetext={`${at}, ${here.length > 0 ? here.join(', ') : 'not scored'}`}
        onKeyDown={onKey}
        onClick={(event) => {
          const px = event.clientX - event.currentTarget.getBoundingClientRect().left;
          const share = (px - LEFT) / Math.max(1, width - LEFT - RIGHT);
          seekTo(nearestIndex(times, clip.startUs + share * (clip.endUs - clip.startUs)));
        }}
      >
        <rect width={width} height={HEIGHT} fill="transparent" />
        {width > 0 && <Lines clip={clip} lines={lines} info={info} width={width} />}
        {decision && (
          <>
            <line className="tl-decision" x1={x(decision.timeUs)} x2={x(decision.timeUs)} y1={2} y2={HEIGHT - 2} />
            <path className="tl-decision-mark" d={`M${String(x(decision.timeUs) - 4)} 0h8l-4 6Z`} />
          </>
        )}
      </svg>
    </figure>
  );
}

const axisWord = (value: number, info: ScoreInfo): string =>
  info.family === 'displacement' && info.unit === 'share'
    ? value === 0
      ? 'hit'
      : 'miss'
    : info.unit === 'share'
      ? metricValue(value, info)
      : figure(value, 2);

const Lines = memo(function Lines({
  clip,
  lines,
  info,
  width,
}: {
  clip: ClipDetail;
  lines: readonly { key: PanelRun['key']; short: string; values: readonly { frame: number; value: number }[] }[];
  info: ScoreInfo;
  width: number;
}) {
  const high =
    info.unit === 'share' || info.unit === 'index'
      ? 1
      : niceCeil(Math.max(0.5, ...lines.flatMap((l) => l.values.map((v) => v.value))));
  const x = (timeUs: number) =>
    LEFT + ((timeUs - clip.startUs) / Math.max(1, clip.endUs - clip.startUs)) * (width - LEFT - RIGHT);
  const y = (v: number) => HEIGHT - BOTTOM - (v / high) * (HEIGHT - BOTTOM - TOP);
  const scored = new Set(lines.flatMap((l) => l.values.map((v) => v.frame)));
  // A world model is asked at some key frames only: those between are not missing.
  const missing = (info.family === 'video' ? [] : clip.decisions).flatMap((frame) =>
    scored.has(frame) ? [] : [x(clip.frames[frame].timeUs)],
  );
  return (
    <g>
      {[0, high].map((v) => (
        <g key={v}>
          <line className="score-grid" x1={LEFT} x2={width - RIGHT} y1={y(v)} y2={y(v)} />
          <text className="score-tick" x={LEFT - 5} y={y(v) + 3} textAnchor="end">
            {axisWord(v, info)}
          </text>
        </g>
      ))}
      {missing.map((at) => (
        <line key={at} className="score-missing" x1={at - 2} x2={at + 2} y1={y(0)} y2={y(0)} />
      ))}
      {lines.map((l) => (
        <SeriesLine
          key={l.key}
          series={l.key}
          label={l.short}
          points={l.values.map((v) => ({
            x: x(clip.frames[v.frame].timeUs),
            y: y(v.value),
            marked: l.values.length <= FEW_POINTS,
          }))}
        />
      ))}
    </g>
  );
});
