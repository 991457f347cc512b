import type { Estimate, LabFigures, LabResult } from '../domain/lab.ts';

type Cell = string | number | null;

/** Rows of a table: a header and lines of equal length; no value is an empty field. */
interface Table {
  header: string[];
  rows: Cell[][];
}

/**
 * The figures of an experiment as CSV (RFC 4180): a line each point, model, row or encoder, tests below them in a table of their
 * own behind an empty line. Numbers in full precision; an estimate is four columns: mean, low, high, clips.
 */
export function labCsv({ figures }: Pick<LabResult, 'figures'>): string {
  return tablesOf(figures)
    .map(({ header, rows }) => csvText([header, ...rows]))
    .join('\r\n');
}

function tablesOf(figures: LabFigures): Table[] {
  switch (figures.kind) {
    case 'frontier':
      return [
        table(figures.points, {
          way: (p) => p.way,
          model: (p) => p.modelId,
          alpha: (p) => p.alpha,
          horizon_s: (p) => p.horizonS,
          windows: (p) => p.windows,
          feature_net: () => figures.featureNet?.modelId ?? null,
          [columnName(figures.featureNet?.kidName, 'kid')]: (p) => p.kid?.mean ?? null,
          [columnName(figures.featureNet?.kidName, 'kid', '_sd')]: (p) => p.kid?.sd ?? null,
          [columnName(figures.featureNet?.fidName, 'fid')]: (p) => p.fid,
          ...estimateColumns('cos_sim', (p) => p.cosSim),
          ...estimateColumns('ssim', (p) => p.ssim),
          ...estimateColumns('psnr_db', (p) => p.psnr),
          ...estimateColumns('sharpness', (p) => p.sharpness),
        }),
      ];
    case 'control':
      return [
        table(figures.models, {
          model: (m) => m.modelId,
          objective: (m) => m.objective,
          guidance: (m) => m.guidance,
          horizon_s: () => figures.horizonS,
          scenes: (m) => m.scenes.length,
          valid_scenes: (m) => m.validScenes,
          positive_share: (m) => m.positiveShare,
          ...estimateColumns('rho', (m) => m.rho),
          inverse_scenes: (m) => m.inverse?.scenes ?? null,
          inverse_error: (m) => m.inverse?.meanError ?? null,
          inverse_chance: (m) => m.inverse?.chance ?? null,
          inverse_ratio: (m) => m.inverse?.ratio ?? null,
          yaw_valid_scenes: (m) => m.yaw?.validScenes ?? null,
          yaw_positive_share: (m) => m.yaw?.positiveShare ?? null,
          ...estimateColumns('yaw_rho', (m) => m.yaw?.rho ?? null),
          yaw_probe_correlation: (m) => m.yaw?.probeCorrelation ?? null,
        }),
        table(
          figures.models.flatMap((model) => model.scenes.map((scene) => ({ model, scene }))),
          {
            model: ({ model }) => model.modelId,
            guidance: ({ model }) => model.guidance,
            clip_id: ({ scene }) => scene.clipId,
            frame: ({ scene }) => scene.frame,
            ...Object.fromEntries(
              figures.steering.map((value, i): [string, (row: SceneRow) => Cell] => [
                `shift_px at ${value}`,
                ({ scene }) => scene.shiftsPx[i] ?? null,
              ]),
            ),
            rho: ({ scene }) => scene.rho,
            slope: ({ scene }) => scene.slope,
          },
        ),
      ];
    case 'motion':
      return [
        table(figures.models, {
          model: (m) => m.modelId,
          title: (m) => m.title,
          way: (m) => m.way,
          ...estimateColumns('lf', (m) => m.lf),
          ...estimateColumns('hf', (m) => m.hf),
          ...estimateColumns('change', (m) => m.change),
          ...estimateColumns('direction', (m) => m.direction),
          direction_pairs: (m) => m.directionPairs,
          ...estimateColumns('magnitude', (m) => m.magnitude),
        }),
      ];
    case 'diagnosis':
      return [
        table(figures.rows, {
          model: (r) => r.modelId,
          changed: (r) => r.changed,
          horizon_s: (r) => r.horizonS,
          ...estimateColumns('cos_sim', (r) => r.cosSim),
          ...estimateColumns('ssim', (r) => r.ssim),
          ...estimateColumns('latent_mse', (r) => r.latentMse),
          feature_net: () => figures.featureNet?.modelId ?? null,
          [columnName(figures.featureNet?.kidName, 'kid')]: (r) => r.kid?.mean ?? null,
          [columnName(figures.featureNet?.kidName, 'kid', '_sd')]: (r) => r.kid?.sd ?? null,
          [columnName(figures.featureNet?.fidName, 'fid')]: (r) => r.fid,
        }),
        testTable(figures.tests),
      ];
    case 'probe':
      return [
        table(figures.encoders, {
          encoder: (e) => e.modelId,
          title: (e) => e.title,
          width: (e) => e.width,
          projected: (e) => (e.projected ? 'yes' : 'no'),
          frames: (e) => e.frames,
          ...estimateColumns('steering_rmse', (e) => e.steering),
          steering_rmse_deg: (e) => e.steeringDeg,
          ...estimateColumns('acceleration_rmse', (e) => e.acceleration),
        }),
        testTable(figures.tests),
      ];
  }
}

type SceneRow = {
  model: Extract<LabFigures, { kind: 'control' }>['models'][number];
  scene: Extract<LabFigures, { kind: 'control' }>['models'][number]['scenes'][number];
};

const testTable = (tests: Extract<LabFigures, { kind: 'probe' }>['tests']): Table =>
  table(tests, {
    a: (t) => t.a,
    b: (t) => t.b,
    metric: (t) => t.metric,
    ...estimateColumns('difference', (t) => t.difference),
    t: (t) => t.t,
    p: (t) => t.p,
    p_corrected: (t) => t.pCorrected,
    cohen_d: (t) => t.cohenD,
  });

function table<T>(items: readonly T[], columns: Record<string, (item: T) => Cell>): Table {
  const entries = Object.entries(columns);
  return { header: entries.map(([name]) => name), rows: items.map((item) => entries.map(([, cell]) => cell(item))) };
}

function estimateColumns<T>(name: string, of: (item: T) => Estimate | null): Record<string, (item: T) => Cell> {
  return {
    [name]: (item) => of(item)?.mean ?? null,
    [`${name}_low`]: (item) => of(item)?.low ?? null,
    [`${name}_high`]: (item) => of(item)?.high ?? null,
    [`${name}_clips`]: (item) => of(item)?.clips ?? null,
  };
}

/** `KID-small` → `kid_small`: a small net's column never bears the name of Inception's. */
const columnName = (name: string | undefined, otherwise: string, end = ''): string =>
  `${(name ?? otherwise).toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}${end}`;

const csvText = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');

const field = (cell: Cell): string => {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
