import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { ClipScores } from '../../shared/domain/score.ts';
import {
  videoHorizonsS,
  videoMetricInfos,
  videoMetricKey,
  videoMetrics,
  type VideoMetricInfo,
} from '../../shared/domain/video-metric.ts';
import type { RunLetter } from '../../shared/domain/series.ts';
import { unitAfter, unitInHeading } from '../../shared/words/score-units.ts';
import { useClock } from '../state/clock.ts';
import { useSession } from '../state/session.ts';
import { clipTime, metricValue } from '../ui/numbers.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Absent, Loading } from '../ui/states.tsx';
import { Headline, Unscored } from './clip-score.tsx';
import { ErrorStrip } from './error-strip.tsx';
import { videoMetricNames } from './metric-names.ts';
import { ReasonLine } from './reason-line.tsx';
import { RunName } from './run-name.tsx';
import { plansNothing, usePanelRuns, type PanelRun } from './scored-clip.ts';
import { worstFrame } from './worst-frame.ts';

const show = (metric: string) => useSession.getState().set({ metric });

/** How near the predicted pictures of the shown runs come to the recorded ones on the open clip. */
export function VideoClipScore({ clip, info }: { clip: ClipDetail; info: VideoMetricInfo }) {
  const all = usePanelRuns(clip);
  if (!all) return <Loading what="Reading the scores" rows={6} />;
  // The reference plans: it has no pictures to stand beside.
  const runs = all.filter((r) => r.key !== 'reference');
  const made = runs.filter(plansNothing);
  if (runs.length > 0 && made.length === 0)
    return (
      <Absent>
        {runs.length === 1 ? 'No video: this family predicts none.' : 'No video: these families predict none.'}
      </Absent>
    );
  return (
    <section aria-label="This clip">
      <Headline runs={made} info={info} />
      <WorstInstant runs={made} info={info} clip={clip} />
      <Unscored runs={runs} clip={clip} info={info} frame={null} timeUs={null} />
      <div className="metric-choice" onMouseDown={(event) => event.preventDefault()}>
        <Segmented
          label="Seconds after the decision instant"
          value={String(info.horizonS)}
          options={videoHorizonsS.map((s) => ({ value: String(s), label: `${String(s)} s` }))}
          onChange={(s) => show(videoMetricKey(info.metric, Number(s)))}
        />
      </div>
      <VideoTable runs={made} info={info} />
      <ErrorStrip clip={clip} runs={made} info={info} />
    </section>
  );
}

/** Where the first run's pictures are worst, in a sentence; null where it has no two instants to choose from. */
export function worstInstantWords(
  runs: readonly { letter: RunLetter; scores: Pick<ClipScores, 'frames'> | null }[],
  info: VideoMetricInfo,
  clip: Pick<ClipDetail, 'startUs' | 'frames'>,
): { lead: string; rest: string; timeUs: number } | null {
  const first = runs.find((r) => r.scores?.frames.some((f) => f.values[info.key] !== undefined));
  const scored = first?.scores?.frames.filter((f) => f.values[info.key] !== undefined) ?? [];
  const worst = scored.length > 1 ? worstFrame({ frames: scored }, info.key) : null;
  if (!first || !worst) return null;
  const { timeUs } = clip.frames[worst.frame];
  const value = (v: number) => `${metricValue(v, info)}${unitAfter(info.unit)}`;
  const others = runs.flatMap(({ letter, scores }) => {
    const there = scores?.frames.find((f) => f.frame === worst.frame)?.values[info.key];
    return letter === first.letter || there === undefined ? [] : [`${letter} ${value(there)}`];
  });
  return {
    lead: `${first.letter} predicts worst from ${clipTime(timeUs - clip.startUs)}`,
    rest: `: ${info.title} ${value(worst.value)}.${others.length > 0 ? ` There: ${others.slice(0, 3).join(', ')}.` : ''}`,
    timeUs,
  };
}

function WorstInstant({ runs, info, clip }: { runs: readonly PanelRun[]; info: VideoMetricInfo; clip: ClipDetail }) {
  const lettered = runs.flatMap(({ key, scores }) => (key === 'reference' ? [] : [{ letter: key, scores }]));
  const words = worstInstantWords(lettered, info, clip);
  if (!words) return null;
  return (
    <ReasonLine verdict="pass" glyph="na" lead={words.lead} rest={words.rest}>
      <button type="button" className="score-go" onClick={() => useClock.getState().seek(words.timeUs)}>
        Go there
      </button>
    </ReasonLine>
  );
}

/** Clip means: a metric a row, a second a column, run by run. A cell's metric can be chosen. */
function VideoTable({ runs, info }: { runs: readonly PanelRun[]; info: VideoMetricInfo }) {
  return (
    <table className="metric-table video-table">
      <caption className="visually-hidden">
        Clip means of the fidelity of predicted pictures, by seconds after t0
      </caption>
      <thead>
        <tr>
          <th scope="col">Clip mean at</th>
          {videoHorizonsS.map((s) => (
            <th key={s} scope="col">{`+${String(s)} s`}</th>
          ))}
        </tr>
      </thead>
      {runs.map((run) => (
        <tbody key={run.key}>
          {runs.length > 1 && (
            <tr>
              <th scope="rowgroup" className="metric-group" colSpan={videoHorizonsS.length + 1}>
                <RunName series={run.key}>{run.short}</RunName>
              </th>
            </tr>
          )}
          {videoMetrics.map((metric) => {
            const row = videoMetricInfos.filter((i) => i.metric === metric);
            const chosen = row.find((i) => i.horizonS === info.horizonS);
            return (
              <tr key={metric} aria-selected={metric === info.metric} onClick={() => chosen && show(chosen.key)}>
                <th scope="row">
                  <button type="button" aria-label={`Show ${chosen?.title ?? metric}`}>
                    {`${videoMetricNames[metric]}${unitInHeading(row[0].unit)}`}
                  </button>
                </th>
                {row.map((i) => (
                  <td key={i.key}>{metricValue(run.scores?.values[i.key], i)}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}
