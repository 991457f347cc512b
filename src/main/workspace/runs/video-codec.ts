import { z } from 'zod';
import { partsOfClipId, type ClipId } from '../../../shared/domain/clip.ts';
import {
  cameraSquareSchema,
  picturePartSchema,
  type VideoPrediction,
} from '../../../shared/domain/video-prediction.ts';

/** Pictures predicted at one decision instant, as they are stored: `jpegs[k]` is the picture `atS[k]` seconds after it. */
export interface StoredVideo extends Omit<VideoPrediction, 'mediaBase'> {
  jpegs: readonly Uint8Array[];
}

/** What stands beside the bytes: everything but the pictures, and where each picture ends. */
const headSchema = z.object({
  timeUs: z.number(),
  channel: z.string(),
  shows: picturePartSchema,
  atS: z.array(z.number()),
  widthPx: z.number(),
  heightPx: z.number(),
  actionsFrom: z.string(),
  /** Byte behind each picture. */
  ends: z.array(z.number().int().nonnegative()),
});
type Head = z.infer<typeof headSchema>;

/** Runs of before knew squares alone, and held them beside the other facts. */
const squareHeadSchema = headSchema
  .omit({ shows: true })
  .extend({ square: cameraSquareSchema })
  .transform(({ square, ...facts }): Head => ({ ...facts, shows: { square } }));
const storedHeadSchema = z.union([headSchema, squareHeadSchema]);

/** One instant's pictures as a JSON head and a body of JPEGs end to end. Throws where there is not one picture for each time. */
export function encodeVideo({ jpegs, frame, ...facts }: StoredVideo): { head: string; body: Buffer } {
  if (jpegs.length !== facts.atS.length)
    throw new Error(`a video of frame ${frame} has ${jpegs.length} pictures for ${facts.atS.length} times`);
  let end = 0;
  const head: Head = headSchema.parse({ ...facts, ends: jpegs.map((jpeg) => (end += jpeg.length)) });
  return { head: JSON.stringify(head), body: Buffer.concat(jpegs) };
}

/** The facts of a stored video, with the address that its pictures are served at. */
export function decodeVideo(runId: string, clipId: ClipId, frame: number, head: string): VideoPrediction {
  const { ends: _, ...facts } = storedHeadSchema.parse(JSON.parse(head));
  return { frame, ...facts, mediaBase: mediaBaseOf(runId, clipId, frame) };
}

/** Where picture k lies in the body: from, to (exclusive); null where there is no such picture. */
export function pictureRange(head: string, k: number): { from: number; to: number } | null {
  const { ends } = storedHeadSchema.parse(JSON.parse(head));
  return Number.isInteger(k) && k >= 0 && k < ends.length ? { from: k === 0 ? 0 : ends[k - 1], to: ends[k] } : null;
}

function mediaBaseOf(runId: string, clipId: ClipId, frame: number): string {
  const { datasetId, token } = partsOfClipId(clipId);
  return ['/media', 'predicted', ...[runId, datasetId, token, String(frame)].map(encodeURIComponent)].join('/');
}
