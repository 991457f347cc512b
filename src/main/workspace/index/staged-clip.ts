import { partsOfClip } from './clip-parts.ts';
import { newBytes, type Allocate } from './columns.ts';
import { sensorFlags, type IndexedClip } from './indexed-clip.ts';

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
  const cameras = clip.sensors.filter((sensor) => sensor.modality === 'camera');
  const imageCount = cameras.reduce((sum, camera) => sum + camera.flags.length, 0);
  const present = cameras.reduce(
    (sum, camera) => sum + camera.flags.filter((flag) => flag & sensorFlags.present).length,
    0,
  );
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
    absentImageCount: imageCount - present,
    meanSpeedMps: clip.meanSpeedMps,
    manoeuvre: clip.manoeuvre,
    words: clip.words,
  };
}
