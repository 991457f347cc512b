import type { VideoFrame } from '@napi-rs/webcodecs';
import type { Mp4Facts } from './read-mp4.ts';
import { yuvToRgba, type YuvCoding } from './yuv-to-rgba.ts';

/** A frame as it comes from a decoder. */
export interface RgbaFrame {
  widthPx: number;
  heightPx: number;
  /** 4 bytes a pixel, rows from the top. */
  rgba: Uint8Array;
}

/** By how many bits the planes of colour differences are smaller, of the 8-bit formats that are read. */
const chromaShifts: Record<string, { x: 0 | 1; y: 0 | 1 }> = {
  I420: { x: 1, y: 1 },
  I422: { x: 1, y: 0 },
  I444: { x: 0, y: 0 },
};

const matrices: Record<string, YuvCoding['matrix']> = {
  smpte170m: 'bt601',
  bt470bg: 'bt601',
  bt709: 'bt709',
  'bt2020-ncl': 'bt2020',
};

/** Profiles of H.264 that have colour differences at more than a quarter of the pixels: High 4:2:2, High 4:4:4, CAVLC 4:4:4. */
const FINE_CHROMA_PROFILES: readonly number[] = [122, 244, 44];

/**
 * Pixels of a decoded frame. Throws Error in words where it has another size than the index tells, or a format that is
 * not read here.
 */
export async function pixelsOf(frame: VideoFrame, facts: Mp4Facts): Promise<RgbaFrame> {
  const { widthPx, heightPx, avcConfig } = facts;
  if (frame.codedWidth !== widthPx || frame.codedHeight !== heightPx)
    throw new Error(
      `a frame of ${frame.codedWidth} x ${frame.codedHeight} came where the index tells ${widthPx} x ${heightPx}`,
    );
  const { matrix, fullRange } = frame.colorSpace;
  const coding = matrices[matrix ?? 'smpte170m'];
  // The library tells 4:2:0 of such pictures too, and hands over planes that are none of theirs.
  const mistold = fullRange === true && FINE_CHROMA_PROFILES.includes(avcConfig?.[1] ?? 0);
  if (frame.format === null || !(frame.format in chromaShifts) || coding === undefined || mistold)
    throw new Error(
      `its pictures are of the format ${frame.format ?? 'unknown'} (${matrix ?? 'BT.601'}), which is not read here`,
    );
  if (coding === 'bt601' && fullRange !== true) {
    const rgba = new Uint8Array(widthPx * heightPx * 4);
    await frame.copyTo(rgba, { format: 'RGBA' });
    return { widthPx, heightPx, rgba };
  }
  // The library takes all pictures for BT.601 of limited range.
  const planes = new Uint8Array(frame.allocationSize());
  const layout = await frame.copyTo(planes);
  const shift = chromaShifts[frame.format];
  const rgba = yuvToRgba(planes, layout, { widthPx, heightPx }, shift, {
    matrix: coding,
    fullRange: fullRange === true,
  });
  return { widthPx, heightPx, rgba };
}
