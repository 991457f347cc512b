import { describe, expect, test } from 'vitest';
import { FrameFailureError } from '../../../src/renderer/viewer/frames/fetch-frame.ts';
import { undecodableVideo } from '../../../src/renderer/viewer/frames/video-failures.ts';
import type { VideoFrames } from '../../../src/renderer/viewer/frames/video-frames.ts';
import { VideoReader } from '../../../src/renderer/viewer/frames/video-reader.ts';
import { VideoReaders } from '../../../src/renderer/viewer/frames/video-readers.ts';

/** A video of numbered frames with a key frame every `gop`; notes what is decoded and whether it is open. */
function numbered(frameCount: number, gop: number, breaksAt = Infinity) {
  const log = { decoded: [] as number[], runs: [] as number[], closed: false };
  const video: VideoFrames<number> = {
    frameCount,
    keyBefore: (frame) => frame - (frame % gop),
    async *from(first) {
      log.runs.push(first);
      for (let frame = first - (first % gop); frame < Math.min(frameCount, breaksAt); frame++) {
        await Promise.resolve();
        log.decoded.push(frame);
        if (frame >= first) yield { frame, picture: frame };
      }
    },
    close: () => {
      log.closed = true;
    },
  };
  return { video, log };
}

const job = (frame: number) => ({ key: `v/${String(frame)}`, frame, url: 'v' });

function reading(open: () => Promise<VideoFrames<number>>) {
  const said: string[] = [];
  const reader = new VideoReader<ReturnType<typeof job>, number>(open, {
    deliver: (_, frame) => said.push(String(frame)),
    fail: ({ frame }, { problem }) => said.push(`${String(frame)}: ${problem.code}`),
    skip: () => undefined,
  });
  const want = async (...frames: number[]) => {
    said.length = 0;
    reader.want(frames.map(job));
    await new Promise((done) => setTimeout(done, 5));
    return said.join(' ');
  };
  return { reader, want };
}

describe('frames of a video', () => {
  test('frames that follow each other come from one run, none decoded twice', async () => {
    const { video, log } = numbered(60, 15);
    const { want } = reading(() => Promise.resolve(video));
    expect(await want(4, 5, 6)).toBe('4 5 6');
    expect(await want(7, 8)).toBe('7 8');
    expect(log.runs).toEqual([4]);
    expect(log.decoded).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('a jump beyond the next key frame starts there, a short one goes on', async () => {
    const { video, log } = numbered(60, 15);
    const { want } = reading(() => Promise.resolve(video));
    await want(2);
    expect(await want(9)).toBe('9');
    expect(await want(50)).toBe('50');
    expect(log.runs).toEqual([2, 50]);
  });

  test('wanted frames are delivered as they pass, in the order of the video', async () => {
    const { video, log } = numbered(60, 15);
    const { want } = reading(() => Promise.resolve(video));
    expect(await want(9, 8, 7, 6, 10)).toBe('9 0 1 2 3 4 5 6 7 8 10');
    expect(log.runs).toEqual([9, 0]);
  });

  test('going back delivers what had to be decoded, so that the next steps back are there', async () => {
    const { video, log } = numbered(60, 30);
    const { want } = reading(() => Promise.resolve(video));
    await want(55);
    expect(await want(54)).toBe(Array.from({ length: 17 }, (_, i) => String(38 + i)).join(' '));
    expect(log.runs).toEqual([55, 38]);
  });

  test('what is wanted no more is given up for what is', async () => {
    const { video, log } = numbered(600, 600);
    const { reader, want } = reading(() => Promise.resolve(video));
    reader.want([job(599)]);
    expect(await want(3)).toBe('3');
    expect(log.decoded.length).toBeLessThan(20);
  });

  test('a frame beyond the end is told, and so is one that the decoder never gives', async () => {
    const short = reading(() => Promise.resolve(numbered(10, 5).video));
    expect(await short.want(9, 10)).toBe('9 10: media.video-short');
    const broken = reading(() => Promise.resolve(numbered(10, 5, 7).video));
    expect(await broken.want(8, 6)).toBe('8: media.video-short 6');
  });

  test('a video that cannot be opened fails every wanted frame, and is opened again when asked again', async () => {
    let opened = 0;
    const { want } = reading(() => {
      opened++;
      return Promise.reject(new FrameFailureError(undecodableVideo('hevc')));
    });
    expect(await want(1, 2)).toBe('1: media.video-undecodable 2: media.video-undecodable');
    await want(3);
    expect(opened).toBe(2);
  });
});

test('a codec without a decoder is named', () => {
  expect(undecodableVideo('hevc').problem.title).toBe('H.265 video: this platform cannot decode it');
  expect(undecodableVideo(null).problem.title).toMatch(/^Unknown video/);
});

test('of many videos those used longest ago are closed, never one that is wanted', async () => {
  const logs = new Map<string, { closed: boolean }>();
  const readers = new VideoReaders<{ key: string; frame: number; url: string }, number>(
    (url) => {
      const { video, log } = numbered(10, 5);
      logs.set(url, log);
      return Promise.resolve(video);
    },
    { deliver: () => undefined, fail: () => undefined, skip: () => undefined },
  );
  for (let i = 0; i < 20; i++) {
    readers.want([{ key: String(i), frame: 0, url: String(i) }]);
    await new Promise((done) => setTimeout(done, 1));
  }
  const closed = [...logs].filter(([, log]) => log.closed).map(([url]) => url);
  expect(closed).toEqual(['0', '1', '2', '3', '4', '5']);
});
