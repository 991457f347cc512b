import { describe, expect, it } from 'vitest';
import { instantInForce, neighbourInstant } from '../../../src/renderer/viewer/predicted-video/instant.ts';

const S = 1e6;
const video = (frame: number, atS: number[]) => ({ frame, timeUs: frame * S, atS });
// A run with a video every 2 s to +8 s, one with jumps, and a last one that the log cuts short.
const videos = [video(0, [1, 2, 8]), video(2, [1, 2, 8]), video(4, [2, 4, 6, 8]), video(16, [1, 2])];
const frameAt = (seconds: number) => instantInForce(videos, seconds * S)?.frame ?? null;

describe('the instant whose video is in force', () => {
  it.each([
    [-1, null],
    [0, 0],
    [1.9, 0],
    [2, 2],
    [11, 4],
    [12.1, null],
    [16, 16],
    [18, 16],
    [18.1, null],
  ])('at %d s is %s', (seconds, frame) => expect(frameAt(seconds)).toBe(frame));
  it('goes on with an earlier one that reaches further', () => {
    const short = [video(0, [8]), video(2, [1])];
    expect(instantInForce(short, 3 * S)?.frame).toBe(2);
    expect(instantInForce(short, 4 * S)?.frame).toBe(0);
  });
  it('is none without videos', () => expect(instantInForce([], 0)).toBeNull());
});

describe('the neighbouring instant', () => {
  it.each([
    [2, 1, 4],
    [2, -1, 0],
    [3, -1, 2],
    [16, 1, null],
    [0, -1, null],
  ] as const)('of %d s in direction %i is %s', (seconds, direction, frame) => {
    expect(neighbourInstant(videos, seconds * S, direction)?.frame ?? null).toBe(frame);
  });
});
