import type { ClipScores, ScoreInfo } from '../../../shared/domain/score.ts';
import type { ReportClip, RunLetter } from './report-data.ts';

/** Clips whose A − B is smaller than this count as equal: 5 cm, half a point of a share, 0.005 of an index, 0.05 dB. */
export const EQUAL_WITHIN = { m: 0.05, share: 0.005, index: 0.005, dB: 0.05 } as const;

/** Pictures a side of the gallery. */
export const GALLERY_SIZE = 8;

export interface GalleryChoice {
  clip: ReportClip;
  /** A − B with two runs, A alone with one: what the clips are ranked by. */
  rank: number;
}

/**
 * Clips where A does worst and best: by A − B with two runs, by A's own value with one. With two, worst means losses only
 * and best gains only, beyond `EQUAL_WITHIN`, so that a run that wins everywhere has an empty list of losses.
 */
export function chooseGallery(
  clips: readonly ReportClip[],
  letters: readonly RunLetter[],
  metric: string,
  { better, unit }: { better: 'lower' | 'higher'; unit: ScoreInfo['unit'] },
): { worst: GalleryChoice[]; best: GalleryChoice[] } {
  const isPaired = letters.length > 1;
  const choices = clips.flatMap((clip): GalleryChoice[] => {
    const a = clip.values.A?.[metric];
    const b = clip.values.B?.[metric];
    if (a === undefined) return [];
    if (!isPaired) return [{ clip, rank: a }];
    return b === undefined ? [] : [{ clip, rank: a - b }];
  });
  const sign = better === 'lower' ? 1 : -1;
  const byLoss = choices.toSorted((x, y) => sign * (y.rank - x.rank));
  if (isPaired) {
    return {
      worst: byLoss.filter(({ rank }) => sign * rank >= EQUAL_WITHIN[unit]).slice(0, GALLERY_SIZE),
      best: byLoss
        .filter(({ rank }) => sign * rank <= -EQUAL_WITHIN[unit])
        .reverse()
        .slice(0, GALLERY_SIZE),
    };
  }
  // With one run the halves must not show a clip twice.
  const half = Math.ceil(byLoss.length / 2);
  return {
    worst: byLoss.slice(0, Math.min(GALLERY_SIZE, half)),
    best: byLoss.slice(half).reverse().slice(0, GALLERY_SIZE),
  };
}

/** The key frame where a clip's choice shows most, by the same rank; null when no frame has the metric. */
export function chooseFrame(
  scores: Partial<Record<RunLetter, ClipScores>>,
  letters: readonly RunLetter[],
  metric: string,
  pick: 'largest' | 'smallest',
): { frame: number; values: Record<string, number> } | null {
  const valueAt = (letter: RunLetter, frame: number) =>
    scores[letter]?.frames.find((f) => f.frame === frame)?.values[metric];
  const frames = (scores.A?.frames ?? []).flatMap(({ frame }) => {
    const values = letters.map((letter) => valueAt(letter, frame));
    if (values.some((value) => value === undefined)) return [];
    const known = values.filter((value) => value !== undefined);
    const rank = known.length > 1 ? known[0] - known[1] : known[0];
    return [{ frame, rank, values: Object.fromEntries(letters.map((letter, i) => [letter, known[i]])) }];
  });
  if (frames.length === 0) return null;
  const sign = pick === 'largest' ? 1 : -1;
  return frames.reduce((best, next) => (sign * (next.rank - best.rank) > 0 ? next : best));
}
