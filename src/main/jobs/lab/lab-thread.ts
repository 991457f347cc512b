import { frechetDistance } from '../../metrics/fidelity/frechet-distance.ts';
import { kernelDistance } from '../../metrics/fidelity/kernel-distance.ts';
import { psnr } from '../../metrics/fidelity/psnr.ts';
import { sharpness } from '../../metrics/fidelity/sharpness.ts';
import { ssim } from '../../metrics/fidelity/ssim.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import { centreSquareRgb } from '../../media/picture-square.ts';
import { changeBands, type ChangeBands } from '../../metrics/motion/change-bands.ts';
import { displacements } from '../../metrics/motion/direction.ts';
import { displacement, type Displacement } from '../../metrics/motion/displacement.ts';
import { fitYawProbe, type YawProbe } from '../../metrics/control/yaw-probe.ts';
import { probeErrors, type ClipError } from '../../metrics/probe/clip-errors.ts';
import type { CallContext } from '../../runtime/calls.ts';
import { serveThread } from '../../runtime/thread.ts';

/** Values of picture pairs, one each. */
export interface PictureValues {
  ssim: number[];
  psnr: number[];
  sharpness: number[];
  /** Of the recorded pictures. */
  recordedSharpness: number[];
}

/** How pictures of one window follow each other. */
export interface WindowMotion {
  bands: ChangeBands;
  displacements: Displacement[];
}

/** PSNR of equal pictures, which has no finite value: beyond what 8 bits can tell apart. */
const EQUAL_DB = 100;

const rowsOf = (values: Float32Array, width: number): Float32Array[] =>
  Array.from({ length: values.length / width }, (_, i) => values.subarray(i * width, (i + 1) * width));

const operations = {
  pictures({ predicted, recorded }: { predicted: RgbImage[]; recorded: RgbImage[] }): PictureValues {
    return {
      ssim: predicted.map((picture, i) => ssim(picture, recorded[i])),
      psnr: predicted.map((picture, i) => Math.min(EQUAL_DB, psnr(picture, recorded[i]))),
      sharpness: predicted.map(sharpness),
      recordedSharpness: recorded.map(sharpness),
    };
  },
  /** Square pictures brought to another size, as recorded ones are. */
  resize({ pictures, sizePx }: { pictures: RgbImage[]; sizePx: number }): RgbImage[] {
    return pictures.map(({ rgb, widthPx, heightPx }) => ({
      widthPx: sizePx,
      heightPx: sizePx,
      rgb: centreSquareRgb({ widthPx, heightPx, channels: 3, data: rgb }, sizePx),
    }));
  },
  /** KID and FID of features [rows, width]. */
  async distances(
    { real, made, width, seed }: { real: Float32Array; made: Float32Array; width: number; seed: number },
    { signal }: CallContext,
  ): Promise<{ kid: { mean: number; sd: number } | null; fid: number | null }> {
    const [a, b] = [rowsOf(real, width), rowsOf(made, width)];
    return { kid: await kernelDistance(a, b, seed, { signal }), fid: await frechetDistance(a, b, { signal }) };
  },
  /** Pictures of each window in the order of time. */
  motion(windows: RgbImage[][]): WindowMotion[] {
    return windows.map((pictures) => ({ bands: changeBands(pictures), displacements: displacements(pictures) }));
  },
  /** Pixels to the right of each picture against one of them. */
  shifts({ pictures, middle }: { pictures: RgbImage[]; middle: RgbImage }): number[] {
    return pictures.map((picture) => displacement(middle, picture).rightPx);
  },
  /** A linear probe of yaw on features [rows, width] of pairs of latents; null for too few clips. */
  yawProbe({ features, width, yawRad, clipIds, seed }: YawRequest, { signal }: CallContext): Promise<YawProbe | null> {
    const examples = rowsOf(features, width).map((row, i) => ({
      features: row,
      yawRad: yawRad[i],
      clipId: clipIds[i],
    }));
    return fitYawProbe(examples, seed, { signal });
  },
  /** Trains a probe for each seed and answers the errors of each test clip; reports the share that is done. */
  probe({ width, train, test, seeds }: ProbeRequest, { signal, report }: CallContext): Promise<ClipError[]> {
    const set = ({ features, ...rest }: ProbeRows) => ({ ...rest, features: rowsOf(features, width) });
    return probeErrors(set(train), set(test), seeds, { signal, onProgress: (done, total) => report(done / total) });
  },
};
export type LabOperations = typeof operations;

export interface ProbeRequest {
  width: number;
  train: ProbeRows;
  test: ProbeRows;
  seeds: number[];
}

/** Features [rows, width] with the recorded actions, normalised, and the clip of each row. */
export interface ProbeRows {
  features: Float32Array;
  steering: number[];
  acceleration: number[];
  clipIds: string[];
}

export interface YawRequest {
  features: Float32Array;
  width: number;
  /** One a row, left positive, and the clip of each row. */
  yawRad: number[];
  clipIds: string[];
  seed: number;
}

serveThread(operations);
