import { hasPlans, type ReportData } from '../data/report-data.ts';

type Cell = string | number | null | undefined;

/** Rows as CSV (RFC 4180): CRLF, quotes where a field holds a comma, quote or line break, quotes doubled. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');

/** Numbers in full precision; no value is an empty field. */
const field = (cell: Cell): string => {
  const text = cell === null || cell === undefined ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The runs, and constant velocity beside plans. */
const columnsOf = (data: ReportData): string[] => [
  ...data.runs.map((run) => run.letter),
  ...(hasPlans(data) ? ['CV'] : []),
];

/** A line a clip: what it is, what was written about it, and every metric of every run and of constant velocity (CV). */
export function clipsCsv(data: ReportData): string {
  const keys = data.metrics.map((metric) => metric.key);
  const columns = columnsOf(data);
  const header = [
    'clip_id',
    'name',
    'location',
    'manoeuvre',
    'mean_speed_mps',
    'key_frames',
    'reviewed',
    'tags',
    'note',
  ];
  return csvText([
    [...header, ...columns.flatMap((column) => keys.map((key) => `${column} ${key}`))],
    ...data.clips.map((clip) => [
      clip.clipId,
      clip.name,
      clip.location,
      clip.manoeuvre,
      clip.meanSpeedMps,
      clip.frameCount,
      clip.reviewed ? 'yes' : 'no',
      clip.tags.join(' '),
      clip.note,
      ...columns.flatMap((column) => keys.map((key) => clip.values[column]?.[key])),
    ]),
  ]);
}

const intervalColumns = ['mean', 'low', 'high', 'clips'] as const;

/** A line a metric: mean and interval of every run and of constant velocity, then A − B. */
export function metricsCsv(data: ReportData): string {
  const columns = columnsOf(data);
  const paired = data.runs.length > 1;
  const pairedHeader = [
    'delta_mean',
    'delta_low',
    'delta_high',
    'delta_clips',
    'p',
    'p_corrected',
    'better_a',
    'better_b',
    'equal',
  ];
  return csvText([
    [
      'metric',
      'title',
      'unit',
      'better',
      ...columns.flatMap((c) => intervalColumns.map((name) => `${c} ${name}`)),
      ...(paired ? pairedHeader : []),
    ],
    ...data.metrics.map((metric) => {
      const intervals = [...metric.runs, ...(hasPlans(data) ? [metric.constantVelocity] : [])];
      const p = metric.paired;
      const pairedCells = [
        p?.delta.mean,
        p?.delta.low,
        p?.delta.high,
        p?.delta.clips,
        p?.p,
        p?.pCorrected,
        p?.betterA,
        p?.betterB,
        p?.equal,
      ];
      return [
        metric.key,
        metric.title,
        metric.unit,
        metric.better,
        ...intervals.flatMap((interval) => intervalColumns.map((name) => interval?.[name])),
        ...(paired ? pairedCells : []),
      ];
    }),
  ]);
}
