import { describe, expect, it } from 'vitest';
import { defaultMetric } from '../../../src/renderer/score/default-metric.ts';
import { decidingPart, instantOf, partVerdict } from '../../../src/renderer/score/pdm/part-instant.ts';
import { causeOf, filterWords, named, partWords, reasonOf } from '../../../src/renderer/score/pdm/reason.ts';
import { shownScore } from '../../../src/renderer/score/pdm/shown-score.ts';
import { infractionMarks } from '../../../src/renderer/timeline/infraction-marks.ts';
import { evidencePicture, firstInfraction } from '../../../src/renderer/viewer/birds-eye/evidence-picture.ts';
import type { PdmCollision, PdmEvidence, PdmResult, PdmTerm, PdmTermResult } from '../../../src/shared/domain/pdm.ts';
import { pdmFormula } from '../../../src/shared/domain/pdm.ts';
import { withMetric } from '../../../src/renderer/state/session.ts';

const labelOf = (token: string) => (token === 'a1' ? 'ped 17' : null);
const pointsOf = (flat: number[]) => flat.flatMap((x, i) => (i % 2 === 0 ? [[x, flat[i + 1]]] : []));
const ego = [2, 1, -2, 1, -2, -1, 2, -1];
const hit: PdmCollision = {
  step: 27,
  timeS: 2.7,
  token: 'a1',
  objectKind: 'pedestrian',
  type: 'ACTIVE_FRONT_COLLISION',
  atFault: true,
  because: 'the front edge of the ego meets it: at fault',
  part: 'front bumper',
  x: 2,
  y: 0,
  ego,
  object: [3, 0.5, 2, 0.5, 2, -0.5, 3, -0.5],
  egoSpeedMps: 9.43,
  objectSpeedMps: 1.2,
  bearingRad: 0,
};
const hits: PdmEvidence = { kind: 'collisions', events: [{ ...hit, timeS: 1.1, atFault: false }, hit] };

const { gates, weights } = pdmFormula.v2;
const parts = (changed: Partial<Record<PdmTerm, Partial<PdmTermResult>>>): PdmTermResult[] =>
  [...gates, ...(Object.keys(weights) as PdmTerm[])].map((term) => ({
    term,
    role: gates.includes(term) ? 'gate' : 'weighted',
    weight: weights[term] ?? 0,
    value: 1,
    unfiltered: 1,
    human: null,
    missing: null,
    evidence: null,
    sentence: `1: ${term}.`,
    ...changed[term],
  }));
const result = (changed: Parameters<typeof parts>[0], total: number | null = 0): PdmResult => ({
  scene: 's',
  plan: 'p',
  context: { version: 'v2', stage: 'one', filter: 'human', traffic: 'log-replay', reference: 'pdm-closed' },
  terms: parts(changed),
  product: null,
  weighted: null,
  total,
  totalMissing: total === null ? 'there is no map' : null,
  sentence: '',
  notes: [],
});
const failedHit = {
  nc: { value: 0, unfiltered: 0, human: 1, evidence: hits, sentence: '0 because the pedestrian a1 is hit.' },
};

describe('reasonOf', () => {
  const say = (r: PdmResult) => {
    const { lead, rest, verdict } = reasonOf(r, 'A', labelOf);
    return `${verdict} ${lead}${rest}`;
  };
  it.each([
    [
      'a hit, with what it costs',
      result({ ...failedHit, ttc: { value: 0 } }),
      'fail Hits ped 17 at +2.7 s with the front bumper. A drives 9.43 m/s. The human did not. Without the hit this plan would score 68.8.',
    ],
    ['all is met', result({}, 1), 'pass A meets every part.'],
    ['no total', result({}, null), 'na No EPDMS for A: there is no map.'],
    [
      'the term that loses most',
      result({ lk: { value: 0, sentence: '0 because of the lane.' }, ep: { value: 0.9 } }, 0.8),
      'fail A, LK: 0 because of the lane.',
    ],
  ])('%s', (_, given, expected) => {
    expect(say(given).replaceAll('\u00a0', ' ')).toBe(expected);
  });
});

it.each([
  ['a gate before any term', { ddc: 0.5, ttc: 0 }, 'ddc'],
  ['the dearer gate', { nc: 0.5, tlc: 0 }, 'tlc'],
  ['the heavier term', { ep: 0.8, hc: 0.4 }, 'hc'],
  ['nothing lost', {}, null],
] as const)('deciding part: %s', (_, values, expected) => {
  const changed = Object.fromEntries(Object.entries(values).map(([term, value]) => [term, { value }]));
  expect(decidingPart(parts(changed))).toBe(expected);
});

it.each([
  [1, 'pass'],
  [0.9999, 'pass'],
  [0.5, 'half'],
  [0, 'fail'],
  [null, 'na'],
] as const)('a part of %s is %s', (value, expected) => {
  expect(partVerdict(value)).toBe(expected);
});

const lane = (samples: number): PdmEvidence => ({
  kind: 'lane keeping',
  deviationM: [0, 0.7],
  inIntersection: [false, false],
  limitM: 0.5,
  neededSteps: 20,
  run: { fromStep: 5, toStep: 30, samples },
});
it.each<[string, PdmEvidence | null, ReturnType<typeof instantOf>]>([
  ['nothing', null, null],
  ['the hit that counts', hits, { atS: 2.7, toS: null }],
  ['long enough off the lane', lane(26), { atS: 0.5, toS: 3 }],
  ['not long enough', lane(8), null],
  [
    'discomfort in the history is felt at the start',
    {
      kind: 'comfort',
      historySamples: 15,
      series: [{ name: 'jerk', unit: 'm/s³', low: -8, high: 8, values: [9], within: false, first: 3, worst: 3 }],
    },
    { atS: 0, toS: null },
  ],
])('instant of %s', (_, evidence, expected) => {
  expect(instantOf(evidence)).toEqual(expected);
});

it('marks name the part, the object and when, for what is not met only', () => {
  const marks = infractionMarks(
    'A',
    result({ ...failedHit, lk: { value: 0, evidence: lane(26) }, dac: { evidence: hits } }),
    8_000_000,
    labelOf,
  );
  expect(marks.map((m) => [m.text, m.timeUs, m.endUs, m.part?.verdict])).toEqual([
    ['NC, ped 17', 10_700_000, null, 'fail'],
    ['LK, 0.7 m off centre', 8_500_000, 11_000_000, 'fail'],
  ]);
  expect(marks[0].detail).toContain('ped 17 is hit');
});

it('names objects as the clip does, and leaves those that it does not know', () => {
  expect(named('0 because the stopped vehicle a1 is met, not the cone z9', labelOf)).toBe(
    '0 because the standing ped 17 is met, not the cone z9',
  );
});

it('tells what the human filter changed', () => {
  expect(filterWords(parts({}))).toBeNull();
  expect(filterWords(parts({ dac: { unfiltered: 0 }, lk: { unfiltered: 0 } }))).toBe('DAC 0 → 1, LK 0 → 1');
});

it.each([
  ['time of a hit', { ...failedHit.nc }, 0, '+2.7 s'],
  ['forgiven', { unfiltered: 0 }, 0, 'as human'],
  ['met: its weight', {}, 5, 'w 5'],
  ['not available', { value: null, missing: 'no map' }, 5, 'n/a'],
])('cause: %s', (_, changed, weight, expected) => {
  expect(causeOf(parts({ nc: changed })[0], weight).replaceAll('\u00a0', ' ')).toBe(expected);
});

describe('on the ground', () => {
  it('a hit shows who, where and which part', () => {
    const picture = evidencePicture({ term: 'nc', evidence: hits }, 'A', [], labelOf);
    expect(picture?.callout).toMatchObject({ title: 'ped 17', x: 2, y: 0 });
    expect(picture?.callout?.detail).toContain('A front bumper');
    expect(picture?.rings.map((r) => r.role)).toEqual(['ego', 'offending']);
    expect(picture?.ring).toMatchObject({ x: 2.5, y: 0 });
  });
  it('leaving the road shows the ego, the polygon that a corner left and those that held the others', () => {
    const square = (x: number) => [x, 0, x + 10, 0, x + 10, 10, x, 10];
    const evidence: PdmEvidence = {
      kind: 'drivable area',
      stretches: [{ fromStep: 4, toStep: 5 }],
      exits: [{ step: 4, timeS: 0.4, corner: 'front right', x: 12, y: -1, leftPolygon: 'r2' }],
      ego,
      heldBy: [
        { token: 'r1', corners: ['rear left', 'rear right'], left: false, rings: [square(0)] },
        {
          token: 'r2',
          corners: ['front left', 'front right'],
          left: true,
          rings: [square(10), [12, 2, 13, 2, 13, 3]],
        },
      ],
    };
    const driven = Array.from({ length: 41 }, (_, i) => [i, 0, 0]).flat();
    const picture = evidencePicture({ term: 'dac', evidence }, 'A', driven, labelOf);
    expect(picture?.areas).toEqual([
      { left: false, rings: [pointsOf(square(0))] },
      {
        left: true,
        rings: [
          pointsOf(square(10)),
          [
            [12, 2],
            [13, 2],
            [13, 3],
          ],
        ],
      },
    ]);
    expect(picture?.rings).toEqual([{ role: 'ego', points: pointsOf(ego) }]);
    expect(picture?.ring).toMatchObject({ x: 12, y: -1 });
    const { lead, rest } = partWords({ ...parts({})[1], evidence }, 'A', labelOf);
    expect(`${lead} ${rest}`.replaceAll('\u00a0', ' ')).toBe(
      'Leaves the drivable area at +0.4 s. A’s front right corner is outside polygon r2.',
    );
  });
  it('the wrong way is the driven stretch', () => {
    const driven = Array.from({ length: 41 }, (_, i) => [i, 0, 0]).flat();
    const evidence: PdmEvidence = {
      kind: 'driving direction',
      travelM: [],
      compliantBelowM: 2,
      violatedFromM: 6,
      window: { fromStep: 3, toStep: 5, metres: 7 },
    };
    expect(evidencePicture({ term: 'ddc', evidence }, 'B', driven, labelOf)?.lines).toEqual([
      {
        role: 'wrong',
        points: [
          [3, 0],
          [4, 0],
          [5, 0],
        ],
      },
    ]);
  });
  it('the gate that costs most comes first, and only what lies on the ground', () => {
    const comfort: PdmEvidence = { kind: 'comfort', historySamples: 0, series: [] };
    expect(firstInfraction(parts({ hc: { value: 0, evidence: comfort } }))).toBeNull();
    expect(firstInfraction(parts({ ...failedHit, lk: { value: 0, evidence: lane(26) } }))).toBe('nc');
  });
});

describe('shownScore', () => {
  const setting = { version: 'v1', filter: 'none', traffic: 'log-replay' } as const;
  const values = { 'pdms/log-replay': 0.5, 'pdms/log-replay:nc': 1, 'epdms/human/log-replay:dac': 0 };
  it('of an imported run is that of the clip', () => {
    const score = shownScore({ values, frames: [] }, null, setting, null);
    expect(score).toMatchObject({ total: 0.5, from: 'clip', result: null });
    expect(score?.values).toMatchObject({ nc: 1, dac: null });
  });
  it('of a frame is as stored; another setting is never read', () => {
    const frames = [{ frame: 3, values: { 'pdms/log-replay': 0.25 } }];
    expect(shownScore({ values, frames }, 3, setting, null)).toMatchObject({ total: 0.25, from: 'frame' });
    expect(shownScore({ values, frames }, 4, setting, null)).toBeNull();
    expect(shownScore({ values, frames: [] }, 3, { ...setting, traffic: 'reactive-idm' }, null)).toBeNull();
  });
});

it.each([
  [
    'EPDMS where a run has it',
    [{ 'pdms/log-replay': 1, 'epdms/human/log-replay': 1, 'ade@4s/10Hz': 1 }],
    'epdms/human/log-replay',
  ],
  ['another setting', [{ 'epdms/none/reactive-idm': 1, 'pdms/log-replay': 1 }], 'epdms/none/reactive-idm'],
  ['ADE without', [{ 'ade@4s/10Hz': 1 }], 'ade@4s/10Hz'],
])('default metric: %s', (_, scored, expected) => {
  const interval = { mean: 1, low: 1, high: 1, clips: 1, resamples: 1, seed: 1 };
  const summaries = scored.map((keys) => ({
    metrics: Object.fromEntries(Object.keys(keys).map((k) => [k, interval])),
  }));
  expect(defaultMetric(summaries)).toBe(expected);
});

it('a list by score stays worst first when the metric turns round', () => {
  const now = { metric: 'ade@4s/10Hz', sort: { by: 'delta', direction: 'descending' } } as const;
  expect(withMetric(now, { metric: 'epdms/human/log-replay' })).toEqual({
    metric: 'epdms/human/log-replay',
    metricChosen: true,
    sort: { by: 'delta', direction: 'ascending' },
  });
  expect(withMetric(now, { metric: 'fde@4s/10Hz' })).not.toHaveProperty('sort');
  expect(
    withMetric({ ...now, sort: { by: 'name', direction: 'ascending' } }, { metric: 'pdms/log-replay' }),
  ).not.toHaveProperty('sort');
});
