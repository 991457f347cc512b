import { nearestIndex } from '../../../shared/maths/track.ts';

/** A camera that is shown, with the width its pictures are decoded to. */
export interface ShownCamera {
  channel: string;
  timesUs: readonly number[];
  /** 1 where there is a file to ask for. */
  present: readonly (0 | 1)[];
  mediaBase: string;
  /** Number of the first picture at its address or in its video. */
  firstImage: number;
  video: { url: string } | null;
  /** Size of a decoded picture, px. */
  decodeWidthPx: number;
  decodeHeightPx: number;
}

/** One picture to have: address and size decide what it is. */
export interface WantedFrame {
  key: string;
  /** Address of the picture, or of its video. */
  path: string;
  widthPx: number;
  heightPx: number;
  video: { mediaBase: string; frame: number } | null;
}

export interface Travel {
  timeUs: number;
  direction: 1 | -1;
  /** Speed of play; 1 while standing. */
  rate: number;
}

/** How far to read ahead and back, in pictures of one camera at normal speed. */
const AHEAD = 12;
const AHEAD_MAX = 32;
const BEHIND = 4;

type Source = Pick<ShownCamera, 'mediaBase' | 'firstImage' | 'video' | 'decodeWidthPx' | 'decodeHeightPx'>;

/** Name of a picture at a size. */
export const pictureKey = (mediaBase: string, picture: number, widthPx: number): string =>
  `${mediaBase}/${picture}@${widthPx}`;

export function wantedFrame(camera: Source, index: number): WantedFrame {
  const { mediaBase, video, decodeWidthPx: widthPx, decodeHeightPx: heightPx } = camera;
  const picture = camera.firstImage + index;
  return {
    key: pictureKey(mediaBase, picture, widthPx),
    path: video?.url ?? `${mediaBase}/${picture}`,
    widthPx,
    heightPx,
    video: video && { mediaBase, frame: picture },
  };
}

/** Size to decode to for a shown width: the next eighth of the source, which is what a JPEG scales to for nothing. */
export function decodeSize(
  source: { widthPx: number; heightPx: number },
  shownWidthPx: number,
): Pick<ShownCamera, 'decodeWidthPx' | 'decodeHeightPx'> {
  const eighths = Math.min(8, Math.max(1, Math.ceil((shownWidthPx * 8) / source.widthPx - 0.05)));
  return {
    decodeWidthPx: Math.ceil((source.widthPx * eighths) / 8),
    decodeHeightPx: Math.ceil((source.heightPx * eighths) / 8),
  };
}

/** What is to be on screen now: for each camera the picture nearest in time, or −1 where a camera has none at all. */
export const nowIndices = (cameras: readonly ShownCamera[], timeUs: number): number[] =>
  cameras.map((c) => nearestIndex(c.timesUs, timeUs));

/**
 * Pictures to have, most urgent first: those of now, then those in the direction of travel in the order in which they come,
 * the further the faster the play, then a few behind. Those of now are always named, the rest as long as they fit `budgetBytes`.
 */
export function planFrames(cameras: readonly ShownCamera[], travel: Travel, budgetBytes: number): WantedFrame[] {
  const now = nowIndices(cameras, travel.timeUs);
  const wanted: WantedFrame[] = [];
  let bytes = 0;
  const want = (c: number, index: number, mustHave: boolean): void => {
    const camera = cameras[c];
    if (index < 0 || index >= camera.timesUs.length || camera.present[index] !== 1) return;
    const frameBytes = camera.decodeWidthPx * camera.decodeHeightPx * 4;
    if (!mustHave && bytes + frameBytes > budgetBytes) return;
    bytes += frameBytes;
    wanted.push(wantedFrame(camera, index));
  };
  now.forEach((index, c) => want(c, index, true));
  const ahead = Math.min(AHEAD_MAX, Math.ceil(AHEAD * Math.max(1, Math.abs(travel.rate))));
  for (const [way, count] of [
    [travel.direction, ahead],
    [-travel.direction, BEHIND],
  ] as const) {
    for (let step = 1; step <= count; step++)
      now.forEach((index, c) => index >= 0 && want(c, index + way * step, false));
  }
  return wanted;
}
