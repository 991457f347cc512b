import type { ClipDetail } from '../../../shared/domain/clip.ts';
import { pdmMetricKey, pdmTermsOf, type PdmMetricInfo, type PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import { pdmTermWords, pdmTitles } from '../../../shared/domain/pdm.ts';
import { figure, metricValue } from '../../ui/numbers.ts';
import { VerdictGlyph } from '../../ui/verdict-glyph.tsx';
import { RunName } from '../run-name.tsx';
import { whyNotScored } from '../scored-clip.ts';
import { partVerdict } from './part-instant.ts';
import type { ScoredRun } from './pdm-clip-score.tsx';
import { selectPart, usePdmFocus } from './pdm-focus.ts';
import { plainValue } from './reason.ts';

const share = { unit: 'share' } as const;

/** Every shown run at the decision instant: its score, its mean over the clip, and the parts it does not meet. A row takes that run apart. */
export function PdmRuns({
  scored,
  setting,
  clip,
  frame,
  info,
}: {
  scored: readonly ScoredRun[];
  setting: PdmSetting;
  clip: ClipDetail;
  frame: number | null;
  info: PdmMetricInfo;
}) {
  const focus = usePdmFocus((s) => s.letter);
  const total = pdmMetricKey(setting, 'total');
  if (scored.length < 2 && clip.decisions.length < 2) return null;
  return (
    <table className="metric-table pdm-runs">
      <caption className="visually-hidden">{`${pdmTitles[setting.version]} of the shown runs, × 100`}</caption>
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">at t0</th>
          <th scope="col">clip mean</th>
          <th scope="col">not met at t0</th>
        </tr>
      </thead>
      <tbody>
        {scored.map(({ run, score }) => {
          const { key } = run;
          const lost = pdmTermsOf(setting.version).flatMap((term) => {
            const value = score?.values[term] ?? null;
            const verdict = partVerdict(value);
            return value === null || verdict === 'pass' ? [] : [{ term, value, verdict }];
          });
          return (
            <tr
              key={key}
              aria-selected={key === focus}
              onClick={() => {
                if (key === 'reference') return;
                selectPart(null, null);
                usePdmFocus.setState({ letter: key });
              }}
            >
              <th scope="row">
                {key === 'reference' ? (
                  <RunName series={key}>{run.short}</RunName>
                ) : (
                  <button type="button" aria-label={`Take the score of ${key} apart`}>
                    <RunName series={key}>{run.short}</RunName>
                  </button>
                )}
              </th>
              <td>{metricValue(score?.from === 'clip' ? null : score?.total, share)}</td>
              <td>{metricValue(run.scores?.values[total], share)}</td>
              <td className="pdm-lost">
                {score === null
                  ? (whyNotScored(run, clip.clipId, frame, info) ?? 'not scored')
                  : lost.map(({ term, value, verdict }) => (
                      <span key={term} title={`${pdmTermWords[term].title} ${figure(value)}`}>
                        <VerdictGlyph verdict={verdict} size={9} />
                        {` ${pdmTermWords[term].short}${verdict === 'half' ? ` ${plainValue(value)}` : ''}`}
                      </span>
                    ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
