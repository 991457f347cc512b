import {
  EncodedPacketSink,
  Input,
  MP4,
  QTFF,
  UrlSource,
  VideoSampleSink,
  type InputVideoTrack,
  type VideoSample,
} from 'mediabunny';
import { lastAtOrBefore, nearestIndex } from '../../../shared/maths/track.ts';
import { failureOfAnswer, FrameFailureError } from './fetch-frame.ts';
import { damagedVideo, undecodableVideo } from './video-failures.ts';

/** The frames of a video by their number in order of presentation. `P` is closed by whoever takes it. */
export interface VideoFrames<P> {
  readonly frameCount: number;
  /** The last frame at or before `frame` that can be decoded without others. */
  keyBefore(frame: number): number;
  /** Frames one after the other from `frame` on. */
  from(frame: number): AsyncGenerator<{ frame: number; picture: P }, void, undefined>;
  close(): void;
}

/** Opens a video at an address that serves byte ranges. Fails with FrameFailureError. */
export async function openVideo(url: string): Promise<VideoFrames<VideoSample>> {
  const head = await fetch(url, { headers: { range: 'bytes=0-0' } }).catch(() => null);
  if (!head?.ok) throw await failureOfAnswer(head);
  await head.arrayBuffer();
  const input = new Input({ source: new UrlSource(url, { getRetryDelay: () => null }), formats: [MP4, QTFF] });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new FrameFailureError(damagedVideo('there are no pictures in it'));
    if (!(await track.canDecode())) throw new FrameFailureError(undecodableVideo(await track.getCodec()));
    return await indexed(input, track);
  } catch (error) {
    input.dispose();
    throw error instanceof FrameFailureError
      ? error
      : new FrameFailureError(damagedVideo(error instanceof Error ? error.message : String(error)));
  }
}

async function indexed(input: Input, track: InputVideoTrack): Promise<VideoFrames<VideoSample>> {
  const times: number[] = [];
  const keyTimes: number[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })) {
    times.push(packet.timestamp);
    if (packet.type === 'key') keyTimes.push(packet.timestamp);
  }
  // Packets come in the order of decoding; frames are numbered in the order of presentation.
  times.sort((a, b) => a - b);
  const keys = keyTimes.map((t) => nearestIndex(times, t)).sort((a, b) => a - b);
  const sink = new VideoSampleSink(track);
  return {
    frameCount: times.length,
    keyBefore: (frame) => keys[Math.max(0, lastAtOrBefore(keys, frame))] ?? 0,
    async *from(frame) {
      for await (const picture of sink.samples(times[frame]))
        yield { frame: nearestIndex(times, picture.timestamp), picture };
    },
    close: () => input.dispose(),
  };
}
