import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeRuns } from '../../../src/main/media/video/decode-runs.ts';
import { readMp4 } from '../../../src/main/media/video/read-mp4.ts';

/** Sync samples 0, 4 and 8; each frame is decoded where it is shown. */
const plain = {
  sampleOf: Uint32Array.from({ length: 12 }, (_, i) => i),
  syncSampleOf: Uint32Array.from({ length: 12 }, (_, i) => i - (i % 4)),
};
const run = (fromSample: number, toSample: number, ...wanted: number[]) => ({ fromSample, toSample, wanted });

it.each([
  ['nothing', [], []],
  ['one frame from its sync sample', [6], [run(4, 6, 6)]],
  ['neighbours in one run, over a sync sample too', [2, 3, 4, 5], [run(0, 5, 2, 3, 4, 5)]],
  ['a stretch without any is jumped over', [1, 9], [run(0, 1, 1), run(8, 9, 9)]],
  ['one within a group is not', [0, 3, 4], [run(0, 4, 0, 3, 4)]],
])('%s', (_, wanted, runs) => {
  expect(decodeRuns(plain, wanted)).toEqual(runs);
});

it('holds no more frames than allowed', () => {
  expect(decodeRuns(plain, [0, 1, 2], 2)).toEqual([run(0, 1, 0, 1), run(0, 2, 2)]);
});

it('decodes what a frame refers to, though it is shown later', () => {
  // Decoded I P B B, shown I B B P.
  const reordered = { sampleOf: Uint32Array.of(0, 2, 3, 1), syncSampleOf: new Uint32Array(4) };
  expect(decodeRuns(reordered, [3])).toEqual([run(0, 1, 3)]);
  expect(decodeRuns(reordered, [1])).toEqual([run(0, 2, 1)]);
});

it.each(['h264.mp4', 'h264-open-gop-index-last.mp4', 'h264-negative-offsets.mp4'])(
  'the samples of %s hold whole units of H.264, key frames where they are told',
  (name) => {
    const bytes = readFileSync(new URL(`../../golden/video/${name}`, import.meta.url));
    const { samples, syncSampleOf, avcConfig } = readMp4((at, n) => bytes.subarray(at, at + n), bytes.length, name);
    expect(avcConfig?.[0]).toBe(1);
    const syncs = new Set(syncSampleOf);
    samples.offsets.forEach((offset, i) => {
      const types: number[] = [];
      let at = offset;
      while (at < offset + samples.bytes[i]) {
        types.push(bytes[at + 4] & 31);
        at += 4 + bytes.readUInt32BE(at);
      }
      expect(at).toBe(offset + samples.bytes[i]);
      // 5: picture that resets the decoder; a group that is open begins with a plain one.
      if (types.includes(5)) expect(syncs.has(i), `sample ${i}`).toBe(true);
    });
    expect(samples.offsets.length).toBe(60);
  },
);
