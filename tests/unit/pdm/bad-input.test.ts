import { describe, expect, test } from 'vitest';
import { parseLenient } from '../../../src/main/metrics/pdm/golden-schema.ts';
import { goldenResult } from '../../../src/main/metrics/pdm/golden-result.ts';
import { readGolden } from '../../../src/main/metrics/pdm/read-golden.ts';
import { createScorer } from '../../../src/main/metrics/pdm/score-batch.ts';
import { ProblemError } from '../../../src/shared/domain/problem.ts';
import { goldenFile } from '../../golden/pdm-files.ts';

/** Sets the value at a path like `proposals.0.poses.2.1` of the input. */
function put(input: unknown, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at: unknown = input;
  for (const key of keys) at = Reflect.get(at as object, key);
  Reflect.set(at as object, last, value);
}
const get = (input: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => Reflect.get(at as object, key), input);

function withInput(change: (input: object) => void): unknown {
  const file = goldenFile('s04_stopped_lead') as { input: object };
  change(file.input);
  return file;
}
const problemOf = (json: unknown): string => {
  try {
    readGolden(json, 'file.json');
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.title} | ${error.problem.whatHappened}`;
    throw error;
  }
  return 'no problem';
};

const track = { token: 'new', type: 'vehicle', length: 4, width: 2, height: 1.5 };
const far = (x: number) => Array.from({ length: 11 }, () => [x, 0, 0, 0, 0]);

const faults: [name: string, path: string, value: unknown, told: RegExp][] = [
  ['NaN pose', 'proposals.1.poses.2.1', NaN, /input\.proposals\.1\.poses\.2\.1.*NaN/],
  ['infinite pose', 'proposals.0.poses.7.0', Infinity, /input\.proposals\.0\.poses\.7\.0.*Infinity/],
  ['no poses', 'proposals.3.poses', [], /proposals\[3\]\.poses: no poses/],
  ['wrong count', 'proposals.2.poses', [[1, 0, 0]], /proposals\[2\]\.poses: 1 poses, expected 8/],
  ['wrong step', 'trajectory_sampling.interval_length', 0.1, /8 poses every 0.1 s reach 0.8 s, 4.0 s are scored/],
  ['step of 0', 'trajectory_sampling.interval_length', 0, /step between poses is 0 s/],
  ['no proposals', 'proposals', [], /input\.proposals: there are none/],
  ['pose of two numbers', 'proposals.0.poses.0', [1, 2], /input\.proposals\.0\.poses\.0/],
  ['empty polygon', 'map_polygons.1.exterior', [], /map_polygons\[1\].*0 corners/],
  [
    'polygon of two corners',
    'map_polygons.0.exterior',
    [
      [0, 0],
      [1, 1],
    ],
    /map_polygons\[0\].*2 corners/,
  ],
  ['empty hole', 'map_polygons.0.interiors', [[]], /map_polygons\[0\].*hole 1/],
  ['no map', 'map_polygons', [], /map_polygons: there are none/],
  [
    'route that is not connected',
    'centerline',
    [
      [0, 0, 0],
      [1, 0, 0],
      [2, 0, 0],
      [90, 0, 0],
      [91, 0, 0],
    ],
    /centerline\[3\].*88 m.*not connected/,
  ],
  ['no centreline', 'centerline', [], /centerline: 0 points/],
  [
    'centreline of one place',
    'centerline',
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    /centerline: has no length/,
  ],
  ['ego outside the map', 'ego_state.x', 9e6, /ego_state: .*outside the map/],
  ['zero-size box', 'tracks_2hz.0.width', 0, /tracks_2hz\[0\] veh_lead: its box is .* × 0 m/],
  ['negative box', 'tracks_2hz.0.length', -4, /tracks_2hz\[0\] veh_lead/],
  ['second track of a token', 'tracks_2hz.1.token', 'veh_lead', /a second track of that token/],
  ['track of another length', 'tracks_2hz.0.frames', [null], /input\.tracks_2hz\.0\.frames/],
  ['frame of four numbers', 'tracks_2hz.0.frames.2', [1, 2, 3, 4], /tracks_2hz\[0\]\.frames\[2\]: 4 numbers/],
  ['NaN in a track', 'tracks_2hz.0.frames.2.0', NaN, /input\.tracks_2hz\.0\.frames\.2\.0/],
  [
    'time stamps that do not rise',
    'past_ego_states.1.time_us',
    0,
    /past_ego_states\[1\]\.time_us: time stamps must rise/,
  ],
  ['time stamps that are the same', 'past_ego_states.2.time_us', 'same', /past_ego_states\[2\]\.time_us/],
  ['no history', 'past_ego_states', [], /past_ego_states: 0 states/],
  ['previous frame after this one', 'previous_ego_state.time_us', 9e15, /previous_ego_state\.time_us/],
  ['reference that is too short', 'reference_trajectory.poses', [[0, 0, 0]], /reference_trajectory\.poses: 1 poses/],
  ['reference at another step', 'reference_trajectory.interval_us', 500_000, /interval_us: is 500000/],
  ['human plan too short', 'human_trajectory', [[1, 0, 0]], /human_trajectory/],
  ['vehicle without wheel base', 'vehicle.wheel_base', 0, /vehicle\.wheelBaseM: is 0/],
  ['unknown map layer', 'map_polygons.0.type', 'SEA', /input\.map_polygons\.0\.type/],
];

describe('input that cannot be scored', () => {
  test.each(faults)('%s is told with scene and field', (_, path, value, told) => {
    const text = problemOf(
      withInput((input) => put(input, path, value === 'same' ? get(input, 'past_ego_states.1.time_us') : value)),
    );
    expect(text).toMatch(told);
    expect(text).toContain('s04_stopped_lead');
  });

  test('what is no golden file is told with the name of the file', () => {
    expect(problemOf({ schema: 'other' })).toMatch(/file\.json.*pdm-golden\/1/);
    expect(problemOf(null)).toMatch(/file\.json/);
    expect(problemOf({ schema: 'pdm-golden/1', input: { name: 'x' } })).toMatch(/Scene x .*input\.scene_type/);
  });

  test('NaN as Python writes it is told with its field; text in strings is left alone', () => {
    const text = JSON.stringify(goldenFile('s04_stopped_lead')).replace(/"ax":0(\.0)?\b/, '"ax": NaN');
    expect(problemOf(parseLenient(text))).toMatch(/\.ax: expected a number, found NaN/);
    expect(parseLenient('{"a": "NaN \\" Infinity", "b": -Infinity}')).toEqual({ a: 'NaN " Infinity', b: '-Infinity' });
    expect(() => parseLenient('{"a": 1')).toThrow(SyntaxError);
  });
});

describe('odd input that is scored', () => {
  const scorer = createScorer();

  test('a polygon that crosses itself is scored even-odd, with a note', () => {
    const json = withInput((input) => {
      const polygons = get(input, 'map_polygons') as object[];
      polygons.push({
        token: 'bow',
        type: 'CARPARK_AREA',
        exterior: [
          [0, 0],
          [9, 9],
          [9, 0],
          [0, 9],
        ],
        interiors: [],
      });
    });
    expect(readGolden(json, '').scene.notes.join()).toMatch(/bow crosses itself/);
  });

  test('tracks that appear and vanish, and a track that is never there', () => {
    const json = withInput((input) => {
      const frames = far(1e6).map((frame, i) => (i === 3 || i === 5 ? frame : null));
      (get(input, 'tracks_2hz') as object[]).push(
        { ...track, frames },
        { ...track, token: 'never', frames: frames.map(() => null) },
      );
    });
    const { derived } = goldenResult(readGolden(json, ''), scorer);
    expect(derived.tracks_10hz.find((t) => t.token === 'new')).toMatchObject({ first_step: 15 });
    expect(derived.tracks_10hz.find((t) => t.token === 'new')?.states).toHaveLength(11);
    expect(derived.tracks_10hz.some((t) => t.token === 'never')).toBe(false);
  });

  test('500 tracks leave the score as it was where they are far away', () => {
    const json = withInput((input) => {
      const more = Array.from({ length: 500 }, (_, i) => ({ ...track, token: `t${i}`, frames: far(1e5 + i) }));
      (get(input, 'tracks_2hz') as object[]).push(...more);
    });
    const scored = (file: unknown) => goldenResult(readGolden(file, ''), scorer).v2.proposals.map((p) => p.epdms);
    expect(scored(json)).toEqual(scored(goldenFile('s04_stopped_lead')));
  });
});
