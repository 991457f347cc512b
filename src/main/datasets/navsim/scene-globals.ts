import { numpyGlobals } from '../numpy/numpy-globals.ts';
import { PickleFault, type AllowedGlobals, type Make } from '../pickle/pickle-value.ts';

/** A path as its parts, joined as on the machine that wrote it. */
const path: Make = (parts) => {
  if (!parts.every((part) => typeof part === 'string'))
    throw new PickleFault('has a path of something other than texts');
  return parts.join('/').replace(/^\/\//, '/');
};

/** Names in pickles of synthetic scenes: plain data, arrays and paths. */
export const sceneGlobals: AllowedGlobals = new Map<string, Make | null>([
  ...numpyGlobals,
  ['pathlib PosixPath', path],
  ['pathlib PurePosixPath', path],
]);
