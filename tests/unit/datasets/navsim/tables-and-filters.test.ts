import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readResultCsv } from '../../../../src/main/datasets/navsim/result-csv.ts';
import { clipFilterOf, readSceneFilter } from '../../../../src/main/datasets/navsim/scene-filter.ts';
import { sharedData } from '../../../shared-data.ts';

describe('result tables of the devkit', () => {
  const v1 =
    ',token,valid,no_at_fault_collisions,ego_progress,comfort,score\n' +
    '0,0123456789abcdef,True,1.0,0.5,1.0,0.75\n1,fedcba9876543210,False,,nan,NaN,\n2,average,True,1.0,0.5,1.0,0.75\n';
  it('v1: sub-scores, a sample that could not be scored, the average', () => {
    const table = readResultCsv(v1, 'v1.csv');
    expect(table.columns).toEqual(['no_at_fault_collisions', 'ego_progress', 'comfort', 'score']);
    expect(table.rows).toHaveLength(2);
    expect(table.rows[0]).toMatchObject({ token: '0123456789abcdef', valid: true, values: { score: 0.75 } });
    expect(table.rows[1]).toMatchObject({ valid: false, values: { ego_progress: null, score: null } });
    expect(table.summaries.map(({ token }) => token)).toEqual(['average']);
  });
  it('v2: stages, weights, text columns beside, three summary rows', () => {
    const v2 =
      'token,valid,log_name,frame_type,start_time,weight,two_frame_extended_comfort,score,note\n' +
      'a,True,log,SceneFrameType.ORIGINAL,1.5,0.25,1.0,0.5,"[1, 2]"\nb,True,log,SceneFrameType.SYNTHETIC,1.5,1.0,0.0,0.25,x\n' +
      'extended_pdm_score_stage_one,True,,,,,,0.5,\nextended_pdm_score_stage_two,True,,,,,,0.25,\nextended_pdm_score_combined,True,,,,,,0.125,\n';
    const table = readResultCsv(v2, 'v2.csv');
    expect(table.columns).toEqual(['weight', 'two_frame_extended_comfort', 'score']);
    expect(table.rows.map(({ frameType }) => frameType)).toEqual(['original', 'synthetic']);
    expect(table.rows[1]).toMatchObject({ logName: 'log', values: { weight: 1, score: 0.25 } });
    expect(table.summaries.map(({ values }) => values['score'])).toEqual([0.5, 0.25, 0.125]);
  });
  it.each([
    ['no token column', 'a,score\n1,2\n', /no token column/],
    ['no score column', 'token,b\n1,2\n', /no score column/],
    ['a short line', 'token,score\na,1\nb\n', /line 3 has 1 cells/],
    ['a score that is text', 'token,score\na,good\n', /score column/],
    ['nothing', '', /no token column/],
  ])('%s is told', (_, text, says) => {
    expect(() => readResultCsv(text, 'r.csv')).toThrow(says);
  });
});

const scores = sharedData('navsim-scores');
describe.skipIf(!scores)('published scores of 12,146 samples', () => {
  it.each([
    ['human_replay_stock_reactive.csv', 12146, 0.7398820305332737],
    ['pdm_closed_stock_reactive.csv', 12146, 0.6712712225528249],
    ['stock_filter_on__diffusion_drive.csv', 12143, null],
  ])('%s', (name, count, summary) => {
    const { rows, summaries } = readResultCsv(readFileSync(resolve(scores ?? '', name), 'utf8'), name);
    expect(rows).toHaveLength(count);
    const mean = rows.reduce((sum, { values }) => sum + (values['score'] ?? NaN), 0) / count;
    if (summary !== null) expect(summaries[0].values['score']).toBeCloseTo(summary, 12);
    expect(mean).toBeCloseTo(summary ?? mean, 9);
    expect(new Set(rows.map(({ logName }) => logName)).size).toBe(136);
  });
});

describe('scene filters', () => {
  const yaml =
    "_target_: navsim.common.dataclasses.SceneFilter\n_convert_: 'all'\nnum_history_frames: 4\nnum_future_frames: 8\n" +
    "frame_interval: 1\nhas_route: true\nmax_scenes: null\nlog_names:\n  - '2021.05.25'\ntokens:\n- '0123456789abcdef'\n- 1234567890123456\n";
  it('gives the tokens, those of digits only too', () => {
    const filter = readSceneFilter(yaml, 'f.yaml');
    expect(filter).toMatchObject({ historyFrames: 4, futureFrames: 8, frameInterval: 1, logNames: ['2021.05.25'] });
    expect(clipFilterOf(filter, ['d', 'e'])).toEqual({
      clipIds: ['d:0123456789abcdef', 'd:1234567890123456', 'e:0123456789abcdef', 'e:1234567890123456'],
    });
  });
  it('of all scenes names none', () => {
    const filter = readSceneFilter('tokens: null\nlog_names: null\nframe_interval: null\n', 'all.yaml');
    expect(filter).toMatchObject({
      tokens: null,
      logNames: null,
      frameInterval: null,
      historyFrames: 4,
      futureFrames: 10,
    });
    expect(clipFilterOf(filter, ['d'])).toBeNull();
  });
  it('of two stages: the synthetic tokens, and which belong to which', () => {
    const filter = readSceneFilter(
      "tokens: ['a', 'b']\nreactive_synthetic_initial_tokens: ['c', 'd']\nreactive_all_mapping:\n- - 'a'\n  - 'b'\n  - - - 'c'\n      - 'd'\n",
      'two.yaml',
    );
    expect(filter.syntheticTokens).toEqual(['c', 'd']);
    expect(filter.stages).toEqual([{ token: 'a', previousToken: 'b', second: [{ token: 'c', previousToken: 'd' }] }]);
    expect(clipFilterOf(filter, ['x'])?.clipIds).toEqual(['x:a', 'x:b', 'x:c', 'x:d']);
  });
  it('inside a split file', () => {
    expect(readSceneFilter("data_split: test\nscene_filter:\n  tokens: ['a']\n", 'split.yaml').tokens).toEqual(['a']);
  });
  it.each([
    ['no YAML', 'tokens: [a', /YAML|Flow|sequence/i],
    ['aliases without end', 'a: &a [x]\nb: &b [*a, *a]\ntokens: *b\n', /alias/i],
    ['tokens that are no list', 'tokens: 7\n', /tokens|expected/i],
    ['text', 'hello\n', /expected/i],
  ])('%s is told', (_, text, says) => {
    expect(() => readSceneFilter(text, 'f.yaml')).toThrow(says);
  });
});
