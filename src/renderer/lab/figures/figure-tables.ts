import type { LabFigures, PairTest, QuotedValue } from '../../../shared/domain/lab.ts';
import { ABSENT, count, figure, fixed, percent, pValue, signed } from '../../ui/numbers.ts';
import { estimateWritten, numberWritten } from './estimates.ts';
import { wayName } from './frontier-model.ts';

/** A table as it is read: the twin of a figure. */
export interface FigureTable {
  caption: string;
  columns: string[];
  rows: string[][];
  quoted?: boolean;
}

/** The figures as tables. A small net's distances stand in columns of their name, quoted values in a table of their own. */
export function figureTables(figures: LabFigures, quoted: readonly QuotedValue[]): FigureTable[] {
  const own = quoted.filter((q) => q.kind === figures.kind);
  return [...measured(figures), ...(own.length > 0 ? [quotedTable(own)] : [])];
}

function measured(figures: LabFigures): FigureTable[] {
  switch (figures.kind) {
    case 'frontier': {
      const net = figures.featureNet;
      return [
        {
          caption: `Ways to make the future${net ? `; features of ${net.title}` : ''}`,
          columns: [
            'Way',
            'Model',
            'Horizon',
            net?.fidName ?? 'FID',
            net?.kidName ?? 'KID',
            'CosSim',
            'SSIM',
            'PSNR, dB',
            'Sharpness',
            'Windows',
          ],
          rows: figures.points.map((p) => [
            wayName(p),
            p.modelId ?? ABSENT,
            `+${String(p.horizonS)} s`,
            numberWritten(p.fid),
            p.kid ? `${figure(p.kid.mean)} ± ${figure(p.kid.sd)}` : ABSENT,
            estimateWritten(p.cosSim),
            estimateWritten(p.ssim),
            estimateWritten(p.psnr, 1),
            estimateWritten(p.sharpness, 2),
            count(p.windows),
          ]),
        },
      ];
    }
    case 'control':
      return [
        {
          caption: `Steering and the picture at +${String(figures.horizonS)} s`,
          columns: [
            'Model',
            'w',
            'ρ',
            'Scenes moved',
            'ρ > 0',
            'Inverse error',
            'Chance',
            'Error / chance',
            'Yaw ρ (probe)',
          ],
          rows: figures.models.map((m) => [
            m.title,
            figure(m.guidance),
            estimateWritten(m.rho, 2),
            `${count(m.validScenes)} of ${count(m.scenes.length)}`,
            m.positiveShare === null ? ABSENT : percent(m.positiveShare),
            numberWritten(m.inverse?.meanError ?? null),
            numberWritten(m.inverse?.chance ?? null),
            numberWritten(m.inverse?.ratio ?? null),
            estimateWritten(m.yaw?.rho ?? null, 2),
          ]),
        },
      ];
    case 'motion':
      return [
        {
          caption: 'Motion by that of the recording',
          columns: ['Model', 'LF', 'HF', 'Change', 'Direction', 'Pairs', 'Magnitude'],
          rows: figures.models.map((m) => [
            m.title,
            estimateWritten(m.lf, 2),
            estimateWritten(m.hf, 2),
            estimateWritten(m.change, 2),
            estimateWritten(m.direction, 2),
            count(m.directionPairs),
            estimateWritten(m.magnitude, 2),
          ]),
        },
      ];
    case 'diagnosis': {
      const net = figures.featureNet;
      return [
        {
          caption: 'Twins that differ in one thing',
          columns: [
            'Model',
            'Changed',
            'Horizon',
            'CosSim',
            'SSIM',
            'Latent MSE',
            net?.fidName ?? 'FID',
            net?.kidName ?? 'KID',
          ],
          rows: figures.rows.map((r) => [
            r.title,
            r.changed ?? 'reference',
            `+${String(r.horizonS)} s`,
            estimateWritten(r.cosSim),
            estimateWritten(r.ssim),
            estimateWritten(r.latentMse),
            numberWritten(r.fid),
            r.kid ? `${figure(r.kid.mean)} ± ${figure(r.kid.sd)}` : ABSENT,
          ]),
        },
        ...testTable(figures.tests),
      ];
    }
    case 'probe':
      return [
        {
          caption: 'Probe on frozen encoders, RMSE in normalised units',
          columns: ['Encoder', 'Width', 'Pictures', 'Steering', 'as wheel angle', 'Acceleration'],
          rows: figures.encoders.map((e) => [
            e.title,
            e.projected ? `${count(e.width)} → 384` : count(e.width),
            count(e.frames),
            estimateWritten(e.steering, 4),
            `${fixed(e.steeringDeg, 2)}°`,
            estimateWritten(e.acceleration, 4),
          ]),
        },
        ...testTable(figures.tests),
      ];
  }
}

const testTable = (tests: readonly PairTest[]): FigureTable[] =>
  tests.length === 0
    ? []
    : [
        {
          caption: 'Paired t tests over clips; p′ by Bonferroni',
          columns: ['A', 'B', 'Metric', 'A − B', 't', 'p′', 'Cohen d', 'Clips'],
          rows: tests.map((t) => [
            t.a,
            t.b,
            t.metric,
            signed(t.difference.mean, estimateWritten(t.difference, 4)),
            t.t === null ? ABSENT : fixed(t.t, 2),
            pValue(t.pCorrected),
            t.cohenD === null ? ABSENT : fixed(t.cohenD, 2),
            count(t.clips),
          ]),
        },
      ];

const quotedTable = (quoted: readonly QuotedValue[]): FigureTable => ({
  caption: 'Quoted from papers, on other data',
  columns: ['Of', 'Metric', 'Quoted value', 'On', 'Source'],
  rows: quoted.map((q) => [
    q.of,
    q.metric,
    `${figure(q.value)}${q.low !== null && q.high !== null ? ` [${figure(q.low)}, ${figure(q.high)}]` : ''}`,
    q.on,
    `${q.source}${q.secondHand ? ', second hand' : ''}`,
  ]),
  quoted: true,
});
