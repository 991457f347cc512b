import type { Estimate, LabFigures, LabResult, PairTest } from '../../../shared/domain/lab.ts';
import { ABSENT, duration, figure, fixed, percent, plural, pValue, signed } from '../../../shared/words/numbers.ts';
import { textTable, type Column } from './text-table.ts';

/** The result of an experiment on a terminal: its tables, then what a reader must know beside them. */
export function labWords({ record, figures }: LabResult): string {
  const { labId, clips, windows, durationS, provider, threads, skipped, notes } = record;
  return [
    `${plural(windows, 'window')} of ${plural(clips, 'clip')} in ${duration(durationS)} on ${provider}, ${plural(threads, 'thread')}  ${labId}`,
    ...tables(figures),
    'Means over clips [95 % interval, 1 000 resamples of clips].',
    ...notes,
    ...(skipped.length > 0 ? [`${plural(skipped.length, 'clip')} left out, the first: ${skipped[0].reason}.`] : []),
  ].join('\n');
}

const right = <T>(title: string, text: (row: T) => string): Column<T> => ({ title, align: 'right', text });
const left = <T>(title: string, text: (row: T) => string): Column<T> => ({ title, text });

function tables(figures: LabFigures): string[] {
  switch (figures.kind) {
    case 'frontier': {
      const { kidName, fidName } = figures.featureNet ?? { kidName: 'KID', fidName: 'FID' };
      type Row = (typeof figures.points)[number];
      return [
        textTable<Row>(
          [
            right('s', (p) => figure(p.horizonS)),
            left('way', (p) => p.way),
            left('model', (p) => p.modelId ?? ABSENT),
            right('alpha', (p) => (p.alpha === null ? '' : fixed(p.alpha, 2))),
            right('windows', (p) => String(p.windows)),
            right(kidName, (p) => (p.kid ? `${fixed(p.kid.mean, 4)} ± ${fixed(p.kid.sd, 4)}` : ABSENT)),
            right(fidName, (p) => maybe(p.fid)),
            right('CosSim', (p) => interval(p.cosSim)),
            right('SSIM', (p) => interval(p.ssim)),
            right('PSNR dB', (p) => interval(p.psnr, 1)),
            right('sharpness', (p) => interval(p.sharpness, 2)),
          ],
          figures.points,
        ),
      ];
    }
    case 'control': {
      type Row = (typeof figures.models)[number];
      return [
        `Steering ${figures.steering.map((value) => fixed(value, 3)).join(', ')} (of 6 rad at the wheel), ${figure(figures.horizonS)} s ahead`,
        textTable<Row>(
          [
            left('model', (m) => m.modelId),
            right('w', (m) => figure(m.guidance)),
            right('rho', (m) => interval(m.rho)),
            right('moved', (m) => `${m.validScenes} of ${m.scenes.length}`),
            right('rho > 0', (m) => share(m.positiveShare)),
            right('inverse error', (m) => maybe(m.inverse?.meanError)),
            right('by chance', (m) => (m.inverse ? `${fixed(m.inverse.ratio, 2)} ×` : ABSENT)),
            right('yaw rho', (m) => interval(m.yaw?.rho ?? null)),
            right('yaw rho > 0', (m) => share(m.yaw?.positiveShare ?? null)),
            right('probe r', (m) => fixed(m.yaw?.probeCorrelation ?? NaN, 2)),
          ],
          figures.models,
        ),
      ];
    }
    case 'motion': {
      type Row = (typeof figures.models)[number];
      return [
        `Pictures at ${figures.atS.map((s) => figure(s)).join(', ')} s; predicted by recorded`,
        textTable<Row>(
          [
            left('model', (m) => m.title),
            right('LF', (m) => interval(m.lf, 2)),
            right('HF', (m) => interval(m.hf, 2)),
            right('change', (m) => interval(m.change, 2)),
            right('direction', (m) => interval(m.direction, 2)),
            right('pairs', (m) => String(m.directionPairs)),
            right('magnitude', (m) => interval(m.magnitude, 2)),
          ],
          figures.models,
        ),
      ];
    }
    case 'diagnosis': {
      const { kidName, fidName } = figures.featureNet ?? { kidName: 'KID', fidName: 'FID' };
      type Row = (typeof figures.rows)[number];
      return [
        textTable<Row>(
          [
            left('model', (r) => r.title),
            left('changed', (r) => r.changed ?? 'reference'),
            right('s', (r) => figure(r.horizonS)),
            right('CosSim', (r) => interval(r.cosSim)),
            right('SSIM', (r) => interval(r.ssim)),
            right('latent MSE', (r) => interval(r.latentMse)),
            right(kidName, (r) => (r.kid ? fixed(r.kid.mean, 4) : ABSENT)),
            right(fidName, (r) => maybe(r.fid)),
          ],
          figures.rows,
        ),
        testTable(figures.tests),
      ];
    }
    case 'probe': {
      type Row = (typeof figures.encoders)[number];
      return [
        `Trained on ${plural(figures.trainClips, 'clip')}, tested on ${plural(figures.testClips, 'clip')}, seeds ${figures.seeds.join(', ')}`,
        textTable<Row>(
          [
            left('encoder', (e) => e.title),
            right('width', (e) => `${e.width}${e.projected ? ' → 384' : ''}`),
            right('frames', (e) => String(e.frames)),
            right('steering RMSE', (e) => interval(e.steering, 4)),
            right('wheel', (e) => `${fixed(e.steeringDeg, 2)}°`),
            right('acceleration RMSE', (e) => interval(e.acceleration, 4)),
          ],
          figures.encoders,
        ),
        testTable(figures.tests),
      ];
    }
  }
}

const testTable = (tests: readonly PairTest[]): string =>
  textTable<PairTest>(
    [
      left('paired test', (t) => `${t.a} − ${t.b}`),
      left('metric', (t) => t.metric),
      right('clips', (t) => String(t.clips)),
      right('difference', (t) => signed(t.difference.mean, fixed(t.difference.mean, 4))),
      right('t', (t) => (t.t === null ? ABSENT : fixed(t.t, 2))),
      right('p′', (t) => pValue(t.pCorrected)),
      right('d', (t) => (t.cohenD === null ? ABSENT : fixed(t.cohenD, 2))),
    ],
    tests,
  );

const maybe = (value: number | null | undefined): string => figure(value ?? NaN);
const share = (value: number | null): string => (value === null ? ABSENT : percent(value));

/** `0.471 [0.452, 0.490]`; a dash where nothing could be measured. */
function interval(estimate: Estimate | null, decimals = 3): string {
  if (!estimate || estimate.clips === 0) return ABSENT;
  const { mean, low, high } = estimate;
  const ends = low === null || high === null ? '' : ` [${fixed(low, decimals)}, ${fixed(high, decimals)}]`;
  return `${fixed(mean, decimals)}${ends}`;
}
