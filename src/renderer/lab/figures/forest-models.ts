import type { Estimate, LabFigures, QuotedValue } from '../../../shared/domain/lab.ts';
import { figure, fixed } from '../../ui/numbers.ts';
import { axisOf, type Axis } from './axis.ts';
import { estimateWords, quotedWords } from './estimates.ts';
import type { ForestColumn, ForestRow, ForestValue } from './forest.tsx';

type FiguresOf<K extends LabFigures['kind']> = Extract<LabFigures, { kind: K }>;

/** Rows and columns of a forest; null where nothing has a value. */
export interface ForestModel {
  rows: ForestRow[];
  columns: ForestColumn[];
}

interface ColumnSpec<T> {
  title: string;
  decimals: number;
  reference?: number;
  /** Ends that the axis has at least. */
  include?: readonly number[];
  of: (item: T) => Estimate | null;
  /** Names of this metric among quoted values; none where quoted ones have axes of their own. */
  quotedAs?: string;
}

const valueOf = (estimate: Estimate | null, title: string, decimals: number, name: string): ForestValue | null =>
  estimate === null || !Number.isFinite(estimate.mean)
    ? null
    : {
        mean: estimate.mean,
        low: estimate.low,
        high: estimate.high,
        written: fixed(estimate.mean, decimals),
        words: `${name}: ${estimateWords(title, estimate, decimals)}`,
      };

const quotedValueOf = (q: QuotedValue | undefined): ForestValue | null =>
  q === undefined ? null : { mean: q.value, low: q.low, high: q.high, written: figure(q.value), words: quotedWords(q) };

const ends = (value: ForestValue | null): (number | null)[] =>
  value === null ? [] : [value.mean, value.low, value.high];

/** A forest of items, with rows of quoted values below; the columns that nobody has a value for are left out. */
function forestOf<T>(
  items: readonly { key: string; name: string; detail?: string; item: T }[],
  specs: readonly ColumnSpec<T>[],
  quoted: readonly QuotedValue[],
): ForestModel | null {
  const of = [...new Set(quoted.filter((q) => specs.some((s) => s.quotedAs === q.metric)).map((q) => q.of))];
  const rows: ForestRow[] = [
    ...items.map(({ key, name, detail, item }) => ({
      key,
      name,
      ...(detail === undefined ? {} : { detail }),
      values: specs.map((s) => valueOf(s.of(item), s.title, s.decimals, name)),
    })),
    ...of.map((name) => ({
      key: `quoted ${name}`,
      name,
      quoted: true,
      values: specs.map((s) =>
        quotedValueOf(
          s.quotedAs === undefined ? undefined : quoted.find((q) => q.of === name && q.metric === s.quotedAs),
        ),
      ),
    })),
  ];
  const axes = specs.map((s, c): Axis | null => {
    const values = rows.flatMap((row) => ends(row.values[c]));
    return values.length === 0 ? null : axisOf([...values, ...(s.include ?? [])], 4);
  });
  const kept = specs.flatMap((_, c) => (axes[c] ? [c] : []));
  if (kept.length === 0) return null;
  return {
    rows: rows.map((row) => ({ ...row, values: kept.map((c) => row.values[c]) })),
    columns: kept.map((c): ForestColumn => {
      const { title, reference } = specs[c];
      return { title, axis: axes[c]!, ...(reference === undefined ? {} : { reference }) };
    }),
  };
}

/** Motion of the prediction by that of the truth, and how far its directions agree. */
export const motionForest = ({ models }: FiguresOf<'motion'>, quoted: readonly QuotedValue[]): ForestModel | null =>
  forestOf(
    models.map((item) => ({ key: `${item.modelId ?? item.way} ${item.title}`, name: item.title, item })),
    [
      { title: 'LF / truth', decimals: 2, reference: 1, include: [0, 1], of: (m) => m.lf, quotedAs: 'LF' },
      { title: 'HF / truth', decimals: 2, reference: 1, include: [0, 1], of: (m) => m.hf, quotedAs: 'HF' },
      { title: 'change / truth', decimals: 2, reference: 1, include: [0, 1], of: (m) => m.change, quotedAs: 'change' },
      { title: 'direction', decimals: 2, reference: 0, include: [0, 1], of: (m) => m.direction, quotedAs: 'direction' },
      { title: 'magnitude / truth', decimals: 2, reference: 1, include: [0, 1], of: (m) => m.magnitude },
    ],
    quoted.filter((q) => q.kind === 'motion'),
  );

/** Twins that differ in one thing from the first. FID and KID carry the name of their net and no interval. */
export const diagnosisForest = ({ rows, featureNet }: FiguresOf<'diagnosis'>, horizonS: number): ForestModel | null => {
  const bare = (mean: number | null): Estimate | null =>
    mean === null ? null : { mean, low: null, high: null, clips: 0 };
  return forestOf(
    rows
      .filter((row) => row.horizonS === horizonS)
      .map((item) => ({
        key: item.modelId,
        name: item.title,
        detail: item.changed === null ? 'reference' : `other ${item.changed}`,
        item,
      })),
    [
      { title: 'CosSim', decimals: 3, of: (r) => r.cosSim },
      { title: 'SSIM', decimals: 3, of: (r) => r.ssim },
      { title: 'latent MSE', decimals: 3, of: (r) => r.latentMse },
      ...(featureNet
        ? [{ title: featureNet.fidName, decimals: 1, of: (r: (typeof rows)[number]) => bare(r.fid) }]
        : []),
    ],
    [],
  );
};

/** Errors of the probe on each encoder's features. */
export const probeForest = ({ encoders }: FiguresOf<'probe'>): ForestModel | null =>
  forestOf(
    encoders.map((item) => ({
      key: item.modelId,
      name: item.title,
      detail: `${String(item.width)} numbers${item.projected ? ' → 384' : ''}${item.frames > 1 ? `, ${String(item.frames)} pictures` : ''}`,
      item,
    })),
    [
      { title: 'steering RMSE', decimals: 4, of: (e) => e.steering },
      { title: 'acceleration RMSE', decimals: 4, of: (e) => e.acceleration },
    ],
    [],
  );

/** What a paper reports of its probes, on axes of its own. */
export const quotedProbeForest = (quoted: readonly QuotedValue[]): ForestModel | null =>
  forestOf<never>(
    [],
    [
      { title: 'steering RMSE', decimals: 4, of: () => null, quotedAs: 'steering RMSE' },
      { title: 'acceleration RMSE', decimals: 4, of: () => null, quotedAs: 'acceleration RMSE' },
    ],
    quoted.filter((q) => q.kind === 'probe'),
  );

/** What a control model is called among quoted values. */
export const controlName = ({ objective, guidance }: { objective: string; guidance: number }): string =>
  objective === 'direct' || objective === 'jump'
    ? objective
    : guidance === 1
      ? 'diffusion'
      : `diffusion, guidance ${figure(guidance)}`;

/** Rank correlation of steering with the shift, model by model, a quoted value under the model that it is of. */
export function controlForest({ models }: FiguresOf<'control'>, quoted: readonly QuotedValue[]): ForestModel | null {
  const model = forestOf(
    models.map((item) => ({
      key: `${item.modelId} ${String(item.guidance)}`,
      name: item.title + (item.guidance === 1 ? '' : `, w ${figure(item.guidance)}`),
      detail: `${String(item.validScenes)} of ${String(item.scenes.length)} scenes moved`,
      item,
    })),
    [
      {
        title: 'Spearman ρ, steer to shift',
        decimals: 2,
        reference: 0,
        include: [0, 1],
        of: (m) => m.rho,
        quotedAs: 'rho',
      },
    ],
    quoted.filter((q) => q.kind === 'control' && models.some((m) => controlName(m) === q.of)),
  );
  if (!model) return null;
  const quotedRow = (of: string) => model.rows.filter((row) => row.quoted && row.name === of);
  const rows = models.flatMap((m, i) => {
    // Of several models of one name the first one carries the quoted value.
    const isFirst = models.findIndex((other) => controlName(other) === controlName(m)) === i;
    return [model.rows[i], ...(isFirst ? quotedRow(controlName(m)) : [])];
  });
  return { ...model, rows };
}
