import { describe, expect, it } from 'vitest';
import { chosenInReview } from '../../../src/renderer/lab/instant.ts';
import { movingInstant, recordedSpeed, standingWords, standsForS } from '../../../src/renderer/lab/standing.ts';
import type { ClipDetail, Signal } from '../../../src/shared/domain/clip.ts';

const S = 1e6;
const START_S = 100;
const at = (seconds: number): number => (START_S + seconds) * S;
/** 2 Hz for 20 s. */
const timesUs = Array.from({ length: 41 }, (_, i) => at(i / 2));

/** A straight drive whose speed follows from the time, told by the vehicle or by its path alone. */
function drive(speedMps: (seconds: number) => number, toldByVehicle = true) {
  let x = 0;
  const path = timesUs.map((_, i) => (x += i === 0 ? 0 : speedMps((i - 0.5) / 2) / 2));
  const signal: Signal = {
    name: 'speed',
    unit: 'm/s',
    source: 'test',
    timesUs,
    values: timesUs.map((_, i) => speedMps(i / 2)),
  };
  return {
    signals: toldByVehicle ? [signal] : [],
    ego: { timesUs, globalFromEgo: path.flatMap((px) => [px, 0, 0, 1, 0, 0, 0]), frontM: 4, rearM: 1, widthM: 2 },
    frames: timesUs.map((timeUs, i) => ({ token: String(i), timeUs, egoIndex: i })),
    endUs: timesUs[40],
  } satisfies Partial<ClipDetail>;
}

describe('recorded speed', () => {
  it.each([
    ['told by the vehicle', true, 4, 8],
    ['along its path', false, 4, 8],
    ['at the path’s first pose', false, 0, 0.5],
    ['at the path’s last pose', false, 20, 39.5],
  ])('%s', (_, told, seconds, expected) => {
    const speed = recordedSpeed(
      drive((s) => 2 * s, told),
      at(seconds),
    );
    expect(speed).toBeCloseTo(expected, 6);
  });
  it('is not known outside the recording', () => {
    expect(
      recordedSpeed(
        drive(() => 5),
        at(30),
      ),
    ).toBeNull();
  });
});

describe('how long a car stands', () => {
  it.each<[string, (s: number) => number, number | null]>([
    ['not at all', () => 5, 0.1],
    ['until it has gone half a metre', () => 1, 0.5],
    ['for ever', () => 0, null],
    ['backwards is not forwards', () => -3, null],
    ['until it drives off', (s) => (s < 3 ? 0 : 5), 3.1],
  ])('%s', (_, speed, seconds) => {
    const stands = standsForS(speed, 8);
    if (seconds === null) expect(stands).toBeNull();
    else expect(stands).toBeCloseTo(seconds, 6);
  });
});

describe('words beside the sliders', () => {
  const stopped = drive(() => 0);
  const leaving = drive((s) => (s < 5 ? 0 : 6));
  it.each<[string, Parameters<typeof standingWords>, RegExp | null]>([
    ['a moving car needs none', [drive(() => 5), at(4), 0, 8], null],
    ['a car that brakes to a halt has moved before', [drive(() => 5), at(4), -4, 8], null],
    ['a standing one', [stopped, at(4), 0, 8], /^The car stands: steering does nothing until it moves\./],
    ['a standing one that brakes', [stopped, at(4), -2, 8], /^The car stands/],
    ['a standing one that accelerates well', [stopped, at(4), 2, 8], null],
    ['a standing one that creeps', [stopped, at(4), 0.25, 8], /^The car hardly moves for 2\.\d s/],
    ['one that drives off as it was driven', [leaving, at(2), null, 8], /^The car hardly moves for 2\.8 s/],
    ['one that stands beyond the horizon', [leaving, at(0), null, 4], /^The car stands/],
    ['one of which no speed is known', [stopped, at(90), 0, 8], null],
  ])('%s', (_, given, words) => {
    const told = standingWords(...given);
    if (words === null) expect(told).toBeNull();
    else expect(told).toMatch(words);
  });
});

describe('the instant that is looked at first', () => {
  const all = timesUs.map((_, i) => i);
  const front = { timesUs, present: timesUs.map((): 0 | 1 => 1) };
  it('is the first one of a car that moves', () => {
    expect(
      movingInstant(
        drive((s) => 5 + s),
        all,
        front,
      ),
    ).toBe(0);
  });
  it('is the fastest one with the whole horizon after it, where the car stands at first', () => {
    // Fastest at its end, but then nothing is recorded any more: 12 s is the last with 8 s after it.
    expect(
      movingInstant(
        drive((s) => (s < 2 ? 0 : s)),
        all,
        front,
      ),
    ).toBe(24);
  });
  it('is the fastest of all where it moves too late for that', () => {
    expect(
      movingInstant(
        drive((s) => (s < 14 ? 0 : s)),
        all,
        front,
      ),
    ).toBe(40);
  });
  it('has a picture', () => {
    const present = timesUs.map((_, i): 0 | 1 => (i === 24 ? 0 : 1));
    expect(
      movingInstant(
        drive((s) => (s < 2 ? 0 : s)),
        all,
        { timesUs, present },
      ),
    ).toBe(23);
  });
  it('is the first one of a car that never moves, or that no camera looks out of', () => {
    expect(
      movingInstant(
        drive(() => 0),
        all,
        front,
      ),
    ).toBe(0);
    expect(
      movingInstant(
        drive((s) => (s < 2 ? 0 : s)),
        all,
        null,
      ),
    ).toBe(0);
  });
});

it('Review’s instant counts where somebody went to it', () => {
  const decisions = { timesUs: [at(0), at(2), at(4)], frames: [0, 4, 8] };
  expect(chosenInReview({ decisions, timeUs: at(1), pinnedUs: null })).toBeNull();
  expect(chosenInReview({ decisions, timeUs: at(3), pinnedUs: null })).toBe(4);
  expect(chosenInReview({ decisions, timeUs: at(3), pinnedUs: at(0) })).toBe(0);
  expect(chosenInReview({ decisions: { timesUs: [], frames: [] }, timeUs: at(3), pinnedUs: null })).toBeNull();
});
