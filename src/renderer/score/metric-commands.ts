import {
  DEFAULT_METRIC,
  displacementMetrics,
  horizonsS,
  metricInfoOf,
  metricKey,
  scoreRates,
  type MetricInfo,
} from '../../shared/domain/score.ts';
import { useSession } from '../state/session.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { metricNames, rateNames } from './metric-names.ts';

/** Shows the chosen metric with some of it changed. */
function show(part: Partial<Pick<MetricInfo, 'metric' | 'horizonS' | 'rate'>>): void {
  const now = metricInfoOf(useSession.getState().metric) ?? metricInfoOf(DEFAULT_METRIC);
  if (!now) return;
  const { metric, horizonS, rate } = { ...now, ...part };
  useSession.getState().set({ metric: metricKey(metric, horizonS, rate) });
}

const judge = (id: string, title: string, run: () => void): Command => ({
  id: `score.${id}`,
  title,
  group: 'Judge',
  scope: 'judge',
  keys: [],
  run,
});

const commands: readonly Command[] = [
  ...displacementMetrics.map((metric) => judge(metric, `Show ${metricNames[metric]}`, () => show({ metric }))),
  ...horizonsS.map((horizonS) =>
    judge(`${String(horizonS)}s`, `Score over ${String(horizonS)} s`, () => show({ horizonS })),
  ),
  ...scoreRates.map((rate) => judge(rate, `Score at the ${rateNames[rate]}`, () => show({ rate }))),
];

/** The choice of metric, for the palette and for keys of the user's own. */
export const useMetricCommands = (): void => useCommands(commands);
