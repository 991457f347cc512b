import type { ClipDetail } from '../../../shared/domain/clip.ts';

const SYNTHETIC = 'synthetic';

/** The description of a synthetic scene's clip, by which it is known again. `original` is the scene it follows. */
export const syntheticDescription = (original: string | null): string =>
  original === null ? SYNTHETIC : `${SYNTHETIC}, after ${original}`;

/** Whether a clip is a synthetic scene of the second stage: nobody drove it on, and its traffic reacts. */
export const isSyntheticClip = ({
  datasetKind,
  description,
}: Pick<ClipDetail, 'datasetKind' | 'description'>): boolean =>
  datasetKind === 'navsim' && (description === SYNTHETIC || description.startsWith(`${SYNTHETIC}, after `));
