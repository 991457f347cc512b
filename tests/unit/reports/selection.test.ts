import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { chooseFrame, chooseGallery } from '../../../src/main/reports/data/gallery.ts';
import { clipListHash, filterWords } from '../../../src/main/reports/data/filter-words.ts';
import type { ReportClip } from '../../../src/main/reports/data/report-data.ts';
import { filterOptions, reproduceCommands, shellWord } from '../../../src/main/reports/data/reproduce.ts';
import { slicesOf, speedBandOf } from '../../../src/main/reports/data/slices.ts';
import type { ClipFilter } from '../../../src/shared/domain/clip.ts';
import { HOSTILE } from '../../report-sample.ts';

const clip = (name: string, a: number | null, b: number | null, part: Partial<ReportClip> = {}): ReportClip => ({
  clipId: `d:${name}`,
  name,
  description: '',
  location: 'boston',
  manoeuvre: 'straight',
  meanSpeedMps: 6,
  frameCount: 40,
  reviewed: false,
  note: '',
  tags: [],
  values: { ...(a !== null && { A: { m: a } }), ...(b !== null && { B: { m: b } }) },
  ...part,
});

describe('slices', () => {
  const clips = [
    clip('1', 1, 2, { location: 'boston', tags: ['x.y', 'z'] }),
    clip('2', 3, 2, { location: 'onenorth', meanSpeedMps: 0.5, tags: ['z'] }),
    clip('3', 5, null, { location: 'onenorth' }),
  ];
  it('speak of the clips that all runs scored', () => {
    const slices = slicesOf(clips, ['A', 'B'], 'm');
    expect(slices.map(({ group, label, clips: n, means, delta }) => [group, label, n, means, delta])).toEqual([
      ['all', 'All clips', 2, [2, 2], 0],
      ['location', 'boston', 1, [1, 2], -1],
      ['location', 'onenorth', 1, [3, 2], 1],
      ['manoeuvre', 'straight', 2, [2, 2], 0],
      ['speed', 'below 2 m/s', 1, [3, 2], 1],
      ['speed', '5 to 10 m/s', 1, [1, 2], -1],
      ['tag', 'x.y', 1, [1, 2], -1],
      ['tag', 'z', 2, [2, 2], 0],
    ]);
  });
  it('of one run have no difference', () => {
    expect(slicesOf(clips, ['A'], 'm')[0]).toMatchObject({ clips: 3, means: [3], delta: null });
  });
  it.each([
    [0, 'below 2 m/s'],
    [2, '2 to 5 m/s'],
    [9.99, '5 to 10 m/s'],
    [30, '10 m/s and more'],
  ])('%d m/s is %s', (speed, band) => {
    expect(speedBandOf(speed)).toBe(band);
  });
});

describe('the gallery', () => {
  const names = (choices: { clip: ReportClip }[]) => choices.map((c) => c.clip.name);
  const clips = [
    clip('even', 1.04, 1),
    clip('lost', 3, 1),
    clip('lost more', 9, 1),
    clip('won', 1, 4),
    clip('unscored', null, 1),
  ];
  it('shows losses and gains of two runs, worst first', () => {
    const { worst, best } = chooseGallery(clips, ['A', 'B'], 'm', { better: 'lower', unit: 'm' });
    expect([names(worst), names(best)]).toEqual([['lost more', 'lost'], ['won']]);
  });
  it('turns round where more is better', () => {
    const { worst, best } = chooseGallery(clips, ['A', 'B'], 'm', { better: 'higher', unit: 'm' });
    expect([names(worst), names(best)]).toEqual([['won'], ['lost more', 'lost']]);
  });
  it('shows no clip of one run twice', () => {
    const { worst, best } = chooseGallery(clips, ['A'], 'm', { better: 'lower', unit: 'm' });
    expect(new Set([...names(worst), ...names(best)]).size).toBe(4);
    expect(names(worst)[0]).toBe('lost more');
  });
  it('takes the key frame where both have a score and it shows most', () => {
    const scores = (letter: string, values: Record<number, number>) => ({
      runId: letter,
      clipId: 'd:1',
      values: {},
      frameCounts: {},
      frames: Object.entries(values).map(([frame, m]) => ({ frame: Number(frame), values: { m } })),
    });
    const both = { A: scores('A', { 0: 9, 1: 2, 2: 3 }), B: scores('B', { 1: 1, 2: 0.5 }) };
    expect(chooseFrame(both, ['A', 'B'], 'm', 'largest')).toMatchObject({ frame: 2, values: { A: 3, B: 0.5 } });
    expect(chooseFrame(both, ['A', 'B'], 'm', 'smallest')?.frame).toBe(1);
    expect(chooseFrame({ A: both.A }, ['A'], 'm', 'largest')?.frame).toBe(0);
    expect(chooseFrame(both, ['A', 'B'], 'other', 'largest')).toBeNull();
  });
});

describe('a selection in words', () => {
  const names = { dataset: (id: string) => `<${id}>`, tag: (id: string) => `tag ${id}` };
  it.each<[ClipFilter, string]>([
    [{}, 'all clips'],
    [{ text: '' }, 'all clips'],
    [{ text: 'night rain', reviewed: false }, 'text “night rain”, not reviewed'],
    [{ datasetIds: ['a', 'b'], locations: ['boston'] }, '<a> or <b>, in boston'],
    [
      { tagTypeIds: ['t'], manoeuvres: ['left', 'right'], clipIds: ['d:1'] },
      'tagged tag t, manoeuvre left or right, 1 named clip',
    ],
  ])('%j', (filter, words) => {
    expect(filterWords(filter, names)).toBe(words);
  });

  it('is named by its clips, in any order', () => {
    // printf 'a:1\nb:2\n' | sha256sum
    expect(clipListHash(['b:2', 'a:1'])).toBe('6408fdc5c36df5df57957e7b230e4b48c55b06ce849303e855d52f1356f2980e');
    expect(clipListHash(['a:1'])).not.toBe(clipListHash(['a:12']));
  });
});

describe('commands that make a report again', () => {
  it.each(['plain', 'two words', `it's`, '$(rm -rf /)', HOSTILE.replace('\u0000', ''), '', '-n'])(
    '%j reaches a shell as it is',
    (word) => {
      const printed = execFileSync('sh', ['-c', `printf '%s\\n' x ${shellWord(word)}`], { encoding: 'utf8' });
      expect(printed).toBe(`x\n${word}\n`);
    },
  );

  it('name the filter', () => {
    const filter: ClipFilter = { text: 'night rain', locations: ['a', 'b'], reviewed: false, clipIds: ['d:1'] };
    expect(filterOptions(filter)).toEqual([
      '--text',
      'night rain',
      '--location',
      'a',
      '--location',
      'b',
      '--not-reviewed',
      '--clip',
      'd:1',
    ]);
    expect(filterOptions({ clipIds: Array.from({ length: 21 }, (_, i) => `d:${i}`) })).toEqual([
      '--clips',
      'clips.csv',
    ]);
  });

  it('go from the data set to the report', () => {
    const commands = reproduceCommands(
      { title: 'a b', metric: 'ade@4s/10Hz', filter: {} },
      [{ version: 'v1.0-mini' }],
      [
        { modelId: 'm1', video: {} },
        { modelId: 'm2', video: { seed: 8, everyS: 4 } },
      ],
    );
    expect(commands).toEqual([
      'foresight index DATA_SET_FOLDER --version v1.0-mini --workspace w',
      'foresight run m1 --workspace w',
      'foresight run m2 --seed 8 --every 4 --workspace w',
      `foresight report --out report.html --title 'a b' --model m1 --model m2 --metric ade@4s/10Hz --workspace w`,
    ]);
  });
});
