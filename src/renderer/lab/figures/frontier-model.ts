import type { Estimate, FrontierPoint, LabFigures, QuotedValue } from '../../../shared/domain/lab.ts';
import { fixed } from '../../ui/numbers.ts';

type Frontier = Extract<LabFigures, { kind: 'frontier' }>;
export type Perception = 'fid' | 'kid';
export type Distortion = 'cosSim' | 'ssim' | 'psnr';

export const distortionNames: Record<Distortion, string> = { cosSim: 'CosSim', ssim: 'SSIM', psnr: 'PSNR' };
export const distortionTitles: Record<Distortion, string> = {
  cosSim: 'CosSim, patch vectors',
  ssim: 'SSIM',
  psnr: 'PSNR, dB',
};

/** A point of the plane; the distance of features may be missing. */
export interface FrontierMark {
  point: FrontierPoint;
  name: string;
  x: number | null;
  y: Estimate;
}

/** What a way is called beside its mark. */
export function wayName({ way, alpha }: Pick<FrontierPoint, 'way' | 'alpha'>): string {
  if (way === 'interpolation') return `α ${fixed(alpha ?? 0, 2)}`;
  return {
    direct: 'direct',
    diffusion: 'diffusion, raw',
    calibrated: 'calibrated',
    oracle: 'oracle',
    copy: 'copy',
    jump: 'jump',
  }[way];
}

export const horizonsOf = ({ points }: Pick<Frontier, 'points'>): number[] =>
  [...new Set(points.map((p) => p.horizonS))].sort((a, b) => a - b);

/** Points of one horizon, with what stands on the axes. */
export const marksAt = (
  { points }: Pick<Frontier, 'points'>,
  horizonS: number,
  perception: Perception,
  distortion: Distortion,
): FrontierMark[] =>
  points
    .filter((p) => p.horizonS === horizonS)
    .map((point) => ({
      point,
      name: wayName(point),
      x: perception === 'fid' ? point.fid : (point.kid?.mean ?? null),
      y: point[distortion],
    }));

/** Share of the direct twin of a way on the line from calibrated diffusion to direct; null for ways off it. */
export const alphaOf = ({ way, alpha }: Pick<FrontierPoint, 'way' | 'alpha'>): number | null =>
  way === 'direct' ? 1 : way === 'calibrated' ? 0 : way === 'interpolation' ? alpha : null;

/** The line of the frontier: what is mixed, by its share, from calibrated to direct. One a diffusion model. */
export function frontierLines(marks: readonly FrontierMark[]): FrontierMark[][] {
  const placed = marks.filter((m) => m.x !== null && alphaOf(m.point) !== null);
  const models = [...new Set(placed.filter((m) => m.point.way !== 'direct').map((m) => m.point.modelId))];
  return models.map((modelId) =>
    placed
      .filter((m) => m.point.way === 'direct' || m.point.modelId === modelId)
      .sort((a, b) => (alphaOf(a.point) ?? 0) - (alphaOf(b.point) ?? 0)),
  );
}

/** A way of a paper on its own axes. */
export interface QuotedMark {
  name: string;
  x: number;
  y: number;
  xValue: QuotedValue;
  yValue: QuotedValue;
}

const ways = ['direct', 'diffusion', 'calibrated', 'interpolation', 'oracle', 'copy', 'jump'];
/** Data set, horizon and windows, without what is said about a single value. */
const dataOf = (q: QuotedValue): string => q.on.split(/, standard deviation/)[0];

/** Quoted ways for which both values are known on the same data. FID of Inception only: it is never put on a small net's axis. */
export function quotedMarks(
  quoted: readonly QuotedValue[],
  perception: Perception,
  distortion: Distortion,
): QuotedMark[] {
  const of = quoted.filter((q) => q.kind === 'frontier' && ways.includes(q.of.split(',')[0]));
  const xName = perception === 'fid' ? 'FID' : 'KID';
  return of
    .filter((q) => q.metric === xName)
    .flatMap((xValue) => {
      const yValue = of.find(
        (q) => q.metric === distortionNames[distortion] && q.of === xValue.of && dataOf(q) === dataOf(xValue),
      );
      return yValue ? [{ name: xValue.of, x: xValue.value, y: yValue.value, xValue, yValue }] : [];
    });
}
