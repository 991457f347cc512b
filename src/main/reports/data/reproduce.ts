import type { ReportRequest } from '../../../shared/api/report.ts';
import type { ClipFilter } from '../../../shared/domain/clip.ts';
import type { VideoRunOptions } from '../../../shared/domain/video-prediction.ts';
import { runLetters } from './report-data.ts';

/** Selections of more named clips than this are given as the list that lies beside the report. */
const CLIPS_ON_LINE = 20;

/** A word of a POSIX shell line, quoted where it must be. */
export const shellWord = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** The options of the command line that make a filter. */
export function filterOptions(filter: ClipFilter): string[] {
  const each = (option: string, values: readonly string[] | undefined) =>
    (values ?? []).flatMap((value) => [option, value]);
  const clipIds = filter.clipIds ?? [];
  return [
    ...each('--text', filter.text === undefined || filter.text === '' ? [] : [filter.text]),
    ...each('--dataset', filter.datasetIds),
    ...each('--location', filter.locations),
    ...each('--word', filter.words),
    ...each('--tag', filter.tagTypeIds),
    ...each('--manoeuvre', filter.manoeuvres),
    ...(filter.reviewed === undefined ? [] : [filter.reviewed ? '--reviewed' : '--not-reviewed']),
    ...(clipIds.length > CLIPS_ON_LINE ? ['--clips', 'clips.csv'] : each('--clip', clipIds)),
  ];
}

/** The options of the command line that run a world model so. */
export const videoOptions = (video: Partial<VideoRunOptions>): string[] =>
  Object.entries(video).flatMap(([setting, value]) => [`--${setting === 'everyS' ? 'every' : setting}`, String(value)]);

/**
 * Commands that make a report again from the data sets.
 * @param runs in the order of the report; `video` is what each was told beside the defaults
 */
export function reproduceCommands(
  request: Pick<ReportRequest, 'title' | 'filter' | 'metric'>,
  datasets: readonly { version: string }[],
  runs: readonly { modelId: string; video: Partial<VideoRunOptions> }[],
): string[] {
  const line = (...words: string[]) => ['foresight', ...words].map(shellWord).join(' ');
  const filter = filterOptions(request.filter);
  return [
    ...datasets.map(
      ({ version }) =>
        `${line('index')} DATA_SET_FOLDER ${['--version', version, '--workspace', 'w'].map(shellWord).join(' ')}`,
    ),
    ...new Set(
      runs.map(({ modelId, video }) => line('run', modelId, ...videoOptions(video), ...filter, '--workspace', 'w')),
    ),
    line(
      'report',
      '--out',
      'report.html',
      '--title',
      request.title,
      ...chosenBy(runs.map(({ modelId }) => modelId)),
      '--metric',
      request.metric,
      ...filter,
      '--workspace',
      'w',
    ),
  ];
}

/** The newest run of each model; two runs of one model are told apart by the ids that `run` prints. */
const chosenBy = (modelIds: readonly string[]): string[] =>
  new Set(modelIds).size === modelIds.length
    ? modelIds.flatMap((id) => ['--model', id])
    : modelIds.flatMap((_, i) => ['--run', `RUN_ID_${runLetters[i]}`]);
