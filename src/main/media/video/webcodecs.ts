import type * as Codecs from '@napi-rs/webcodecs';
import type { VideoFrame } from '@napi-rs/webcodecs';
import { setTimeout as pause } from 'node:timers/promises';
import type { DecodeRun } from './decode-runs.ts';
import { pixelsOf, type RgbaFrame } from './frame-pixels.ts';
import type { Mp4Facts, ReadBytes } from './read-mp4.ts';

let loaded: Promise<{ codecs: typeof Codecs } | { absent: string }> | null = null;

/** The decoder library, or in words why it cannot be had: it is optional, and not made for every platform. */
export function loadWebcodecs(): Promise<{ codecs: typeof Codecs } | { absent: string }> {
  return (loaded ??= import('@napi-rs/webcodecs').then(
    (codecs) => ({ codecs }),
    (error: unknown) => ({
      absent: `@napi-rs/webcodecs could not be loaded (${(error instanceof Error ? error.message : String(error)).split('\n')[0]})`,
    }),
  ));
}

/** Samples that may wait for the decoder: it works ahead in threads of its own, and its frames are large. */
const MOST_WAITING = 8;
const PAUSE_MS = 1;
/** Without any frame or sample taken for so long, the decoder is given up. */
const STALLED_MS = 20_000;

/**
 * Decodes the wanted frames of a run of H.264 and hands them on in rising order. Throws Error in words where the samples
 * cannot be decoded to just as many frames, AbortError.
 *
 * The decoder gives frames in the order of presentation, but its time stamps are not to be relied on where frames are
 * decoded in another order; so frames are counted. Frames that are shown before the sync sample that decoding begins at
 * lack what they refer to: a decoder leaves out all of them or none.
 */
export async function decodeRun(
  { VideoDecoder, EncodedVideoChunk }: typeof Codecs,
  facts: Mp4Facts,
  read: ReadBytes,
  run: DecodeRun,
  take: (i: number, frame: RgbaFrame) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { widthPx, heightPx, samples, avcConfig } = facts;
  if (!avcConfig) throw new Error('it does not tell how its H.264 is set up (avcC)');
  const { shownAt, leading } = presentationOf(facts, run);
  const wantedAt = new Map(run.wanted.map((i) => [shownAt.get(i)!, i]));
  const kept = new Map<number, VideoFrame>();
  let came = 0;
  const failures: Error[] = [];
  const decoder = new VideoDecoder({
    output(frame) {
      const at = came++;
      // Until it is known how many were left out, a frame may be one of two.
      if (wantedAt.has(at) || (leading > 0 && wantedAt.has(at + leading))) kept.set(at, frame);
      else frame.close();
    },
    error: (error) => void failures.push(error),
  });
  const handOn = async (skipped: number) => {
    for (const [at, frame] of [...kept].sort(([a], [b]) => a - b)) {
      kept.delete(at);
      try {
        const i = wantedAt.get(at + skipped);
        if (i !== undefined) take(i, await pixelsOf(frame, facts));
      } finally {
        frame.close();
      }
    }
  };
  try {
    decoder.configure({
      codec: `avc1.${avcConfig.toString('hex', 1, 4)}`,
      codedWidth: widthPx,
      codedHeight: heightPx,
      description: new Uint8Array(avcConfig),
      hardwareAcceleration: 'prefer-software',
    });
    for (let sample = run.fromSample; sample <= run.toSample && failures.length === 0; sample++) {
      signal?.throwIfAborted();
      const size = samples.bytes[sample];
      const data = read(samples.offsets[sample], size);
      if (data.length !== size || size === 0) throw new Error(`frame ${sample} of ${size} bytes lies outside of it`);
      const type = sample === run.fromSample ? 'key' : 'delta';
      decoder.decode(new EncodedVideoChunk({ type, timestamp: sample, data: new Uint8Array(data) }));
      if (decoder.decodeQueueSize > MOST_WAITING) await roomIn(decoder, () => failures.length > 0);
      if (leading === 0) await handOn(0);
    }
    if (failures.length === 0) await decoder.flush();
    signal?.throwIfAborted();
    if (failures.length > 0) throw new Error('the decoder failed');
    const skipped = run.toSample - run.fromSample + 1 - came;
    if (skipped !== 0 && skipped !== leading)
      throw new Error(`${came} of ${run.toSample - run.fromSample + 1} frames could be decoded`);
    await handOn(skipped);
  } catch (error) {
    // What the decoder said first tells more than what its end brought about.
    throw failures[0] ?? error;
  } finally {
    for (const frame of kept.values()) frame.close();
    if (decoder.state !== 'closed') decoder.close();
  }
}

/** At which place of the run's frames each wanted one is shown, and how many are shown before the first sync sample. */
function presentationOf(
  facts: Pick<Mp4Facts, 'sampleOf'>,
  run: DecodeRun,
): { shownAt: Map<number, number>; leading: number } {
  const wanted = new Set(run.wanted);
  const shownAt = new Map<number, number>();
  let [place, leading] = [0, 0];
  for (let i = 0; i < facts.sampleOf.length; i++) {
    const sample = facts.sampleOf[i];
    if (sample < run.fromSample || sample > run.toSample) continue;
    if (sample === run.fromSample) leading = place;
    if (wanted.has(i)) shownAt.set(i, place);
    place++;
  }
  return { shownAt, leading };
}

async function roomIn(decoder: { readonly decodeQueueSize: number }, isOver: () => boolean): Promise<void> {
  let size = decoder.decodeQueueSize;
  let since = performance.now();
  while (size > MOST_WAITING / 2 && !isOver()) {
    await pause(PAUSE_MS);
    const now = decoder.decodeQueueSize;
    if (now !== size) [size, since] = [now, performance.now()];
    if (performance.now() - since > STALLED_MS) throw new Error(`the decoder stood still for ${STALLED_MS / 1000} s`);
  }
}
