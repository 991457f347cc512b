import {
  DEFAULT_METRIC,
  displacementMetrics,
  horizonsS,
  metricInfoOf,
  metricKey,
  scoreInfoOf,
  scoreRates,
  type MetricInfo,
} from '../../shared/domain/score.ts';
import { useSession } from '../state/session.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { videoMetricKey, videoMetrics, type VideoMetric } from '../../shared/domain/video-metric.ts';
import { metricNames, rateNames, videoMetricNames } from './metric-names.ts';

/** Shows the chosen metric with some of it changed. */
function show(part: Partial<Pick<MetricInfo, 'metric' | 'horizonS' | 'rate'>>): void {
  const now = metricInfoOf(useSession.getState().metric) ?? metricInfoOf(DEFAULT_METRIC);
  if (!now) return;
  const { metric, horizonS, rate } = { ...now, ...part };
  useSession.getState().set({ metric: metricKey(metric, horizonS, rate) });
}

/** Shows how near predicted pictures come to recorded ones, after as many seconds as are shown now. */
function showVideo(metric: VideoMetric): void {
  const now = scoreInfoOf(useSession.getState().metric);
  useSession.getState().set({ metric: videoMetricKey(metric, now?.family === 'video' ? now.horizonS : 4) });
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
  ...videoMetrics.map((metric) =>
    judge(metric, `Show ${videoMetricNames[metric]} of predicted pictures`, () => showVideo(metric)),
  ),
  ...scoreRates.map((rate) => judge(rate, `Score at the ${rateNames[rate]}`, () => show({ rate }))),
];

/** The choice of metric, for the palette and for keys of the user's own. */
export const useMetricCommands = (): void => useCommands(commands);
