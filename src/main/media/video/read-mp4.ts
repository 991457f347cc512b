import { ProblemError } from '../../../shared/domain/problem.ts';
import { boxAt, boxesOf, boxHead, type Box } from './mp4-boxes.ts';
import { sampleRanges, type SampleRanges } from './mp4-samples.ts';
import { videoDamaged } from './video-problem.ts';

type VideoCodec = 'h264' | 'hevc' | 'av1' | 'vp9' | 'unknown';

/** What an MP4 tells of its first video track; no picture is decoded. */
export interface Mp4Facts {
  codec: VideoCodec;
  /** Four letters of the coding, as `avc1`. */
  fourCc: string;
  widthPx: number;
  heightPx: number;
  /** Presentation times in rising order, µs, as the samples tell them (an edit list is not applied). */
  presentationUs: Float64Array;
  /** For each of them where decoding must begin: decoding time of the sync sample that it depends on, µs. */
  decodeFromUs: Float64Array;
  /** For each of them its sample, and the sync sample that decoding must begin at; samples are numbered as they are decoded. */
  sampleOf: Uint32Array;
  syncSampleOf: Uint32Array;
  /** Where the samples lie in the video. */
  samples: SampleRanges;
  /** The avcC box of H.264 (ISO/IEC 14496-15): what a decoder must know beforehand. */
  avcConfig: Buffer | null;
}

/** Reads `length` bytes of the video from `offset`; fewer come back only at its end. */
export type ReadBytes = (offset: number, length: number) => Buffer;

const MOST_INDEX_BYTES = 64 * 2 ** 20;
const MOST_BOXES = 10_000;
/** Nine hours at 30 frames a second; no list longer than this is believed. */
const MOST_FRAMES = 1_000_000;

/** Fields of a visual sample entry before its boxes. */
const VISUAL_ENTRY_BYTES = 78;

const codecs: Record<string, VideoCodec> = {
  avc1: 'h264',
  avc3: 'h264',
  hvc1: 'hevc',
  hev1: 'hevc',
  av01: 'av1',
  vp09: 'vp9',
};

/**
 * Reads the index of an MP4 (ISO/IEC 14496-12) of `size` bytes. Throws ProblemError `media.video-damaged`: cut off, no
 * video track, tables that contradict each other, or fragmented (its frames are then not listed in one place).
 */
export function readMp4(read: ReadBytes, size: number, name: string): Mp4Facts {
  try {
    const moov = findMoov(read, size);
    const track = boxesOf(moov)
      .filter((box) => box.type === 'trak')
      .find(isVideo);
    if (!track) throw new Error('it has no video track');
    return factsOf(track.body, boxAt(moov, 'mvex') !== null);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw videoDamaged(name, error instanceof RangeError ? 'its index breaks off' : messageOf(error), error);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function findMoov(read: ReadBytes, size: number): Buffer {
  for (let at = 0, count = 0; at + 8 <= size && count < MOST_BOXES; count++) {
    const { type, headBytes, boxBytes } = boxHead(read(at, 16), size - at);
    if (boxBytes < headBytes || !Number.isSafeInteger(boxBytes)) throw new Error('it is no MP4 file');
    if (type === 'moov') {
      if (at + boxBytes > size) throw new Error('its index is cut off');
      if (boxBytes > MOST_INDEX_BYTES) throw new Error(`its index tells ${boxBytes} bytes`);
      return read(at + headBytes, boxBytes - headBytes);
    }
    at += boxBytes;
  }
  throw new Error('it has no index (moov): it is cut off or no MP4 file');
}

const isVideo = (track: Box): boolean => boxAt(track.body, 'mdia', 'hdlr')?.toString('latin1', 8, 12) === 'vide';

function factsOf(track: Buffer, fragmented: boolean): Mp4Facts {
  const media = need(boxAt(track, 'mdia'), 'mdia');
  const header = need(boxAt(media, 'mdhd'), 'mdhd');
  const timescale = header.readUInt32BE(header[0] === 1 ? 20 : 12);
  const tables = need(boxAt(media, 'minf', 'stbl'), 'stbl');
  const entry = need(boxesOf(need(boxAt(tables, 'stsd'), 'stsd').subarray(8))[0] ?? null, 'stsd');
  const frames = frameCount(tables);
  if (frames === 0 && fragmented) throw new Error('it is fragmented: its frames are not listed in one place');
  if (timescale === 0) throw new Error('it tells no time scale');
  return {
    codec: codecs[entry.type] ?? 'unknown',
    fourCc: entry.type,
    widthPx: entry.body.readUInt16BE(24),
    heightPx: entry.body.readUInt16BE(26),
    ...frameTimes(tables, frames, timescale),
    samples: sampleRanges(tables, frames),
    avcConfig: codecs[entry.type] === 'h264' ? boxAt(entry.body.subarray(VISUAL_ENTRY_BYTES), 'avcC') : null,
  };
}

function need<T>(found: T | null, type: string): T {
  if (found === null) throw new Error(`its index lacks ${type}`);
  return found;
}

function frameCount(tables: Buffer): number {
  const sizes = need(boxAt(tables, 'stsz') ?? boxAt(tables, 'stz2'), 'stsz');
  const count = sizes.readUInt32BE(8);
  if (count > MOST_FRAMES) throw new Error(`it tells ${count} frames`);
  return count;
}

function frameTimes(
  tables: Buffer,
  frames: number,
  timescale: number,
): Pick<Mp4Facts, 'presentationUs' | 'decodeFromUs' | 'sampleOf' | 'syncSampleOf'> {
  const decoded = new Float64Array(frames);
  let at = 0;
  let tick = 0;
  for (const [count, delta] of pairs(need(boxAt(tables, 'stts'), 'stts'), false)) {
    for (let i = 0; i < count && at < frames; i++, tick += delta) decoded[at++] = tick;
  }
  if (at < frames) throw new Error(`its index tells ${frames} frames and times for ${at}`);
  const shown = decoded.slice();
  let earliest = 0;
  at = 0;
  const offsets = boxAt(tables, 'ctts');
  // In version 0 they are unsigned by the standard; negative ones are written all the same, and never meant otherwise.
  for (const [count, offset] of offsets ? pairs(offsets, true) : []) {
    earliest = Math.min(earliest, offset);
    for (let i = 0; i < count && at < frames; i++) shown[at++] += offset;
  }
  const sync = syncSamples(tables, frames, shown);
  const order = Uint32Array.from(shown, (_, i) => i).sort((a, b) => shown[a] - shown[b] || a - b);
  const us = (ticks: number): number => (ticks / timescale) * 1e6;
  return {
    presentationUs: Float64Array.from(order, (sample) => us(shown[sample])),
    // Decoders count decoding time such that no frame is shown before it is decoded.
    decodeFromUs: Float64Array.from(order, (sample) => us(decoded[sync[sample]] + earliest)),
    sampleOf: order,
    syncSampleOf: order.map((sample) => sync[sample]),
  };
}

/** For each sample the sync sample to decode from; frames shown before their own sync sample need the one before it. */
function syncSamples(tables: Buffer, frames: number, shown: Float64Array): Uint32Array {
  const table = boxAt(tables, 'stss');
  const isSync = new Uint8Array(frames).fill(table ? 0 : 1);
  const count = table?.readUInt32BE(4) ?? 0;
  for (let i = 0; i < count; i++) {
    const sample = table!.readUInt32BE(8 + i * 4) - 1;
    if (sample >= 0 && sample < frames) isSync[sample] = 1;
  }
  const from = new Uint32Array(frames);
  let [last, before] = [0, 0];
  for (let i = 0; i < frames; i++) {
    if (isSync[i]) [last, before] = [i, last];
    from[i] = shown[i] < shown[last] ? before : last;
  }
  return from;
}

/** Count and value of each row of a run-length table. */
function* pairs(table: Buffer, signed: boolean): Generator<[number, number]> {
  const rows = table.readUInt32BE(4);
  for (let i = 0; i < rows; i++) {
    const at = 8 + i * 8;
    yield [table.readUInt32BE(at), signed ? table.readInt32BE(at + 4) : table.readUInt32BE(at + 4)];
  }
}
