import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandFromFuture } from '../../../src/main/pipelines/baselines/command.ts';
import { createConstantVelocity } from '../../../src/main/pipelines/baselines/constant-velocity.ts';
import { egoStatus, egoMlpParameters } from '../../../src/main/pipelines/baselines/ego-mlp.ts';
import type { ClipDetail, EgoTrack } from '../../../src/shared/domain/clip.ts';
import { modelManifestSchema } from '../../../src/shared/domain/model.ts';
import { POSE_STRIDE } from '../../../src/shared/maths/se3.ts';
import { straightTrack, trackOf } from '../../synthetic/ego-tracks.ts';

const manifestOf = (model: string) =>
  modelManifestSchema.parse(
    JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../models', model, 'manifest.json'), 'utf8')),
  );
const constantVelocity = createConstantVelocity(manifestOf('constant-velocity'));
const parameters = egoMlpParameters(manifestOf('ego-mlp'));

/** A clip with key frames at these times, s. */
const clipOf = (ego: EgoTrack, framesS: number[]) =>
  ({
    clipId: 'd:c',
    ego,
    frames: framesS.map((t) => ({ token: '', timeUs: Math.round(t * 1e6), egoIndex: 0 })),
    decisions: framesS.map((_, frame) => frame),
  }) as unknown as ClipDetail;
const times = (seconds: number, stepS: number) =>
  Array.from({ length: Math.round(seconds / stepS) + 1 }, (_, i) => i * stepS);

/** The same track with everything after a time moved far away. */
const otherFuture = (track: EgoTrack, afterS: number): EgoTrack => ({
  ...track,
  globalFromEgo: track.globalFromEgo.map((v, i) =>
    track.timesUs[Math.floor(i / POSE_STRIDE)] > afterS * 1e6 && i % POSE_STRIDE < 2 ? v - 500 : v,
  ),
});

describe('constant velocity', () => {
  it('holds speed and direction on a straight track, whatever the heading in the world', async () => {
    const { predictions } = await constantVelocity.plan(
      clipOf(straightTrack({ speedMps: 10, seconds: 10, stepS: 0.5, yaw: 2 }), [5]),
    );
    const [{ trajectories, poses, modes, stepS }] = predictions.predictions;
    expect([poses, modes, stepS]).toEqual([8, 1, 0.5]);
    for (let i = 0; i < 8; i++) {
      expect(trajectories[i * 3]).toBeCloseTo(5 * (i + 1), 6);
      expect(trajectories[i * 3 + 1]).toBeCloseTo(0, 6);
      expect(trajectories[i * 3 + 2]).toBe(0);
    }
  });

  it('moves the way the vehicle moved, not the way it points', async () => {
    // Slides to its left at 2 m/s while pointing along x.
    const { predictions } = await constantVelocity.plan(
      clipOf(
        trackOf(times(4, 0.5), (t) => [0, 2 * t, 0]),
        [2],
      ),
    );
    expect(predictions.predictions[0].trajectories.slice(-3)).toEqual([0, 8, 0]);
  });

  it('takes the mean velocity of the last half second', async () => {
    // x = t²: between 1.5 and 2 s that is 3.5 m/s.
    const { predictions } = await constantVelocity.plan(
      clipOf(
        trackOf(times(4, 0.1), (t) => [t * t, 0, 0]),
        [2],
      ),
    );
    expect(predictions.predictions[0].trajectories[0]).toBeCloseTo(1.75, 9);
  });

  it('knows nothing of what comes after the instant', async () => {
    const track = trackOf(times(8, 0.1), (t) => [4 * t, Math.sin(t), 0.1 * t]);
    const plans = [track, otherFuture(track, 3)].map((ego) => constantVelocity.plan(clipOf(ego, [3])));
    expect((await plans[0]).predictions).toEqual((await plans[1]).predictions);
  });

  it('says why a key frame has no plan', async () => {
    const { predictions } = await constantVelocity.plan(
      clipOf(straightTrack({ speedMps: 5, seconds: 2, stepS: 0.1, yaw: 0 }), [0, 0.2, 0.3, 9]),
    );
    expect(predictions.skipped).toEqual([
      { frame: 0, reason: 'history shorter than 0.25 s' },
      { frame: 1, reason: 'history shorter than 0.25 s' },
      { frame: 3, reason: 'no ego pose at this instant' },
    ]);
    expect(predictions.predictions.map((p) => p.frame)).toEqual([2]);
  });

  it('plans nothing without a path', async () => {
    const { predictions } = await constantVelocity.plan(
      clipOf(
        trackOf([], () => [0, 0, 0]),
        [1],
      ),
    );
    expect(predictions.skipped).toHaveLength(1);
  });
});

describe('ego status', () => {
  const curve = trackOf(times(10, 0.1), (t) => [4 * t + 0.3 * t * t, 0.2 * t * t, 0.05 * t]);

  it('is null where the recording does not reach back 1.5 s', () => {
    expect(egoStatus(curve, 1_400_000, parameters)).toBeNull();
    expect(egoStatus(curve, 1_500_000, parameters)).not.toBeNull();
  });

  it('has derivatives in the ego frame of the instant, divided by the scales of the manifest', () => {
    // Along x at 4 + 0.6 t: the mean of the last half second is the speed 0.25 s ago.
    const straight = trackOf(times(10, 0.1), (t) => [4 * t + 0.3 * t * t, 0, 0]);
    const status = egoStatus(straight, 5_000_000, parameters);
    expect((status?.velocity[0] ?? NaN) * parameters.scales.velocity[0]).toBeCloseTo(4 + 0.6 * 4.75, 9);
    expect((status?.acceleration[0] ?? NaN) * parameters.scales.acceleration[0]).toBeCloseTo(0.6, 9);
    expect(status?.history.slice(-3)).toEqual([0, 0, 0]);
  });

  it('differs with the future in its command only', () => {
    const [before, after] = [curve, otherFuture(curve, 5)].map((track) => egoStatus(track, 5_000_000, parameters));
    expect({ ...after, command: before?.command }).toEqual(before);
    expect(after?.command).not.toEqual(before?.command);
  });
});

describe('the command of the logged future', () => {
  it.each([
    ['left', 2.5],
    ['straight', 1.5],
    ['straight', -1.5],
    ['right', -2.5],
  ])('is %s for %f m aside', (command, side) => {
    expect(
      commandFromFuture(
        trackOf(times(6, 0.5), (t) => [5 * t, (side * t) / 4, 0]),
        0,
        4,
        2,
      ),
    ).toBe(command);
  });

  it('is unknown where the log ends before', () => {
    expect(commandFromFuture(straightTrack({ speedMps: 5, seconds: 6, stepS: 0.5, yaw: 0 }), 2_500_000, 4, 2)).toBe(
      'unknown',
    );
  });
});
