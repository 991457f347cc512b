import { partsOfClip } from './clip-parts.ts';
import { newBytes, type Allocate } from './columns.ts';
import { sensorFlags, type IndexedClip, type IndexedWindow } from './indexed-clip.ts';

/** The columns of table `clip` but its key, and the words of the facet. */
export interface StagedRow {
  name: string;
  description: string;
  location: string;
  logName: string;
  startUs: number;
  endUs: number;
  frameCount: number;
  boxCount: number;
  imageCount: number;
  absentImageCount: number;
  meanSpeedMps: number;
  manoeuvre: string;
  words: string[];
  /** Set for a clip that is a stretch of a log. */
  log?: { bodyKey: number; window: ClipWindow };
}

/** The columns of a clip that is known by name only. */
export const nothingRecorded = {
  startUs: 0,
  endUs: 0,
  frameCount: 0,
  boxCount: 0,
  imageCount: 0,
  absentImageCount: 0,
  meanSpeedMps: 0,
  manoeuvre: 'unknown',
} as const satisfies Partial<StagedRow>;

/** Frames of a log, both included, and which of them are decision instants. Numbers are the log's. */
export interface ClipWindow {
  firstFrame: number;
  lastFrame: number;
  decisions: number[];
}

/** A clip as it is written: packed, so that one thread can make it and another write it. */
export interface StagedClip {
  token: string;
  row: StagedRow;
  /** Blobs by part name. */
  parts: Record<string, Uint8Array>;
}

/** Packs a clip; `allocate` gives the memory of its blobs. */
export const stagedClip = (clip: IndexedClip, allocate: Allocate = newBytes): StagedClip => ({
  token: clip.token,
  row: rowOfClip(clip),
  parts: partsOfClip(clip, allocate),
});

function rowOfClip(clip: IndexedClip): StagedRow {
  const { imageCount, absentImageCount } = imagesWithin(clip, [-Infinity, Infinity]);
  return {
    name: clip.name,
    description: clip.description,
    location: clip.location,
    logName: clip.logName,
    startUs: clip.startUs,
    endUs: clip.endUs,
    frameCount: clip.frames.tokens.length,
    boxCount: clip.objects.frames.length,
    imageCount,
    absentImageCount,
    meanSpeedMps: clip.meanSpeedMps,
    manoeuvre: clip.manoeuvre,
    words: clip.words,
  };
}

/** The row of a stretch of a log. `boxesByFrame` is boxesOfFrames(log), the same for all stretches of one log. */
export function rowOfWindow(
  log: IndexedClip,
  window: IndexedWindow,
  bodyKey: number,
  boxesByFrame: Uint32Array,
): StagedRow {
  const { firstFrame, lastFrame, decisions } = window;
  const startUs = log.frames.timesUs[firstFrame];
  const endUs = log.frames.timesUs[lastFrame];
  return {
    name: window.name,
    description: log.description,
    location: log.location,
    logName: log.logName,
    startUs,
    endUs,
    frameCount: lastFrame - firstFrame + 1,
    boxCount: boxesByFrame.subarray(firstFrame, lastFrame + 1).reduce((sum, boxes) => sum + boxes, 0),
    ...imagesWithin(log, [startUs, endUs]),
    meanSpeedMps: window.meanSpeedMps,
    manoeuvre: window.manoeuvre,
    words: log.words,
    log: { bodyKey, window: { firstFrame, lastFrame, decisions } },
  };
}

/** Number of boxes in each key frame. */
export function boxesOfFrames(clip: IndexedClip): Uint32Array {
  const boxes = new Uint32Array(clip.frames.tokens.length);
  for (const frame of clip.objects.frames) boxes[frame]++;
  return boxes;
}

function imagesWithin(
  clip: IndexedClip,
  [fromUs, toUs]: readonly [number, number],
): Pick<StagedRow, 'imageCount' | 'absentImageCount'> {
  let [imageCount, absentImageCount] = [0, 0];
  for (const { modality, timesUs, flags } of clip.sensors) {
    if (modality !== 'camera') continue;
    for (let i = 0; i < timesUs.length; i++) {
      if (timesUs[i] < fromUs || timesUs[i] > toUs) continue;
      imageCount++;
      if (!(flags[i] & sensorFlags.present)) absentImageCount++;
    }
  }
  return { imageCount, absentImageCount };
}
