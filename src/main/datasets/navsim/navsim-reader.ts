import { join } from 'node:path';
import type { DatasetProbe } from '../../../shared/domain/dataset.ts';
import type { DatasetReader } from '../dataset-reader.ts';
import { bytesOf } from '../files/on-disk.ts';
import { indexNavsim } from './index-navsim.ts';
import { picklesIn, versionsOf } from './layout.ts';
import { packPickle } from './pack-pickle.ts';
import { probeNavsim } from './probe-navsim.ts';
import { indexScoreTables, probeScoreTables, SCORE_TABLES, tokensOfTables } from './score-samples.ts';

/** Pickles that are tried until one can be read. */
const TRIES = 5;

export const navsimReader: DatasetReader = {
  looksLike:
    'NAVSIM: navsim_logs/<split> with log pickles, navhard_two_stage with synthetic scenes, or score tables of its kit (CSV)',
  probe: (realPath) => {
    const found = probeNavsim(realPath);
    return found.length > 0 ? found : probeScoreTables(realPath);
  },
  index: (db, request) => (request.version === SCORE_TABLES ? indexScoreTables(db, request) : indexNavsim(db, request)),
  missingClips: (probe, tokens) => Promise.resolve(missingSamples(probe, tokens)),
};

/**
 * Tokens stand inside pickles of up to 100 MB: the smallest that can be read is looked into. Where its samples are among
 * the clips the data set is the same.
 */
function missingSamples(probe: DatasetProbe, tokens: readonly string[]): number {
  if (probe.version === SCORE_TABLES) {
    const held = tokensOfTables(probe.rootPath);
    return tokens.filter((token) => !held.has(token)).length;
  }
  const version = versionsOf(probe.rootPath).find((candidate) => candidate.version === probe.version);
  if (!version) return tokens.length;
  const known = new Set(tokens);
  for (const name of smallestPickles(join(probe.rootPath, version.folder))) {
    try {
      const { logs, clips } = packPickle(probe.rootPath, version, name);
      const held = [...logs.flatMap(({ windows }) => windows), ...clips];
      if (held.length > 0) return held.some(({ token }) => known.has(token)) ? 0 : tokens.length;
    } catch {
      // One that cannot be read tells nothing; the next may.
    }
  }
  return 0;
}

function smallestPickles(folder: string): string[] {
  return picklesIn(folder)
    .map((name) => ({ name, bytes: bytesOf(join(folder, name)) }))
    .sort((a, b) => a.bytes - b.bytes)
    .slice(0, TRIES)
    .map(({ name }) => name);
}
