import { basename, join } from 'node:path';
import type { IndexedClip, IndexedWindow } from '../../workspace/index/indexed-clip.ts';
import { countFrames, noClips, type ClipCounts } from '../clip/count-clip.ts';
import { nothingSkipped, skip, type SkippedRows } from '../clip/skipped-rows.ts';
import type { NavsimVersion } from './layout.ts';
import { clipOfFrames, clipOfStretch } from './log-clip.ts';
import { pickleBytes, readLog } from './read-log.ts';
import { SensorFiles } from './sensor-files.ts';
import { syntheticDescription } from './synthetic-clip.ts';
import { readSyntheticScene } from './synthetic-scene.ts';
import { FUTURE_FRAMES, HISTORY_FRAMES, stretchesOf } from './windows.ts';

/** What one pickle gives the index. */
export interface PackedPickle {
  /** Stretches of a log, each with the samples that are cut out of it. */
  logs: { log: IndexedClip; windows: IndexedWindow[] }[];
  /** Synthetic scenes, each a clip of its own. */
  clips: IndexedClip[];
  location: string;
  /** Every frame once, however many samples it is in. */
  counts: ClipCounts;
  skipped: SkippedRows;
}

/** Reads a pickle of a version. Throws ProblemError. */
export function packPickle(root: string, version: NavsimVersion, name: string): PackedPickle {
  const file = `${version.folder}/${name}`;
  const bytes = pickleBytes(join(root, file), file);
  const skipped = nothingSkipped();
  const files = new SensorFiles(root, version.sensors, skipped);
  return version.pickles === 'logs' ? packLog(bytes, file, files, skipped) : packScene(bytes, file, files, skipped);
}

function packLog(bytes: Buffer, file: string, files: SensorFiles, skipped: SkippedRows): PackedPickle {
  const frames = readLog(bytes, file);
  const logName = basename(file, '.pkl');
  const stretches = stretchesOf(frames);
  if (stretches.length === 0) skip(skipped, 'logs with fewer than 12 frames in a row', file);
  const sources = { logName, frames, files, skipped };
  const packed = emptyPack(frames[0]?.location ?? '', skipped);
  packed.logs = stretches.map((stretch, row) => clipOfStretch(sources, stretch, row));
  packed.logs.forEach(({ log }, i) => {
    const next = stretches.at(i + 1);
    // The others belong to the next stretch.
    const ownFrames =
      next && next.from < stretches[i].to ? next.from - stretches[i].from : stretches[i].to - stretches[i].from;
    countFrames(packed.counts, log, ownFrames);
  });
  const tracks = new Set(frames.flatMap((frame) => frame.boxes?.trackTokens ?? []));
  packed.counts.tracks = tracks.size;
  return packed;
}

function packScene(bytes: Buffer, file: string, files: SensorFiles, skipped: SkippedRows): PackedPickle {
  const scene = readSyntheticScene(bytes, file);
  const { token, sceneToken, logName, current, frames } = scene;
  const from = Math.max(0, current - HISTORY_FRAMES + 1);
  const kept = frames.slice(from, current + FUTURE_FRAMES + 1);
  const clip = clipOfFrames(kept, { token, name: `${logName} ${sceneToken}`, logName }, files, skipped);
  clip.description = syntheticDescription(scene.originalToken);
  clip.words = ['synthetic'];
  clip.decisions = [current - from];
  clip.absences.push('A synthetic scene: its pictures are rendered, and nobody drove it on from the current frame.');
  const packed = emptyPack(frames[0].location, skipped);
  packed.clips = [clip];
  countFrames(packed.counts, clip, kept.length);
  packed.counts.clips = 1;
  packed.counts.tracks = clip.objects.tracks.length;
  return packed;
}

const emptyPack = (location: string, skipped: SkippedRows): PackedPickle => ({
  logs: [],
  clips: [],
  location,
  counts: noClips(),
  skipped,
});
