import type { WorldRequest } from '../layout.ts';
import { uuidToken } from '../tokens.ts';

/** Clips that share the archives of one chunk. */
const CHUNK_CLIPS = 100;

export const clipId = ({ seed }: Pick<WorldRequest, 'seed'>, index: number): string =>
  uuidToken(`physicalai/${seed}/${index}`);
/** Number of the chunk that a clip lies in. */
export const chunkOf = (index: number): number => Math.floor(index / CHUNK_CLIPS);
