import { describe, expect, it } from 'vitest';
import type { ClipPredictions } from '../../../src/shared/domain/run.ts';
import type { ClipScores } from '../../../src/shared/domain/score.ts';
import type { ClipPageQuery } from '../../../src/shared/domain/clip.ts';
import { aRun, opened, withClips } from './fixture.ts';

const METRIC = 'ade@4s/10Hz';

const predictionsOf = (runId: string, clipId: string): ClipPredictions => ({
  runId,
  clipId,
  predictions: [
    {
      frame: 3,
      timeUs: 1_532_402_927_612_460,
      stepS: 0.5,
      poses: 2,
      modes: 1,
      trajectories: [0.1, -0.2, 1 / 3, 4, 5e-9, -0],
      probabilities: null,
    },
    {
      frame: 4,
      timeUs: 1_532_402_928_112_460,
      stepS: 0.5,
      poses: 1,
      modes: 2,
      trajectories: [1, 2, 3, 4, 5, 6],
      probabilities: [0.25, 0.75],
    },
  ],
  videos: [],
  skipped: [{ frame: 0, reason: 'history shorter than 1.5 s' }],
});

const scoresOf = (runId: string, clipId: string, ade: number): ClipScores => ({
  runId,
  clipId,
  values: { [METRIC]: ade, 'fde@4s/10Hz': ade * 2 },
  frameCounts: { [METRIC]: 32, 'fde@4s/10Hz': 30, 'missRate@4s/10Hz': 0 },
  frames: [
    { frame: 3, values: { [METRIC]: ade, 'fde@4s/10Hz': 0 } },
    { frame: 5, values: { [METRIC]: ade / 3 } },
  ],
});

const query = (part: Partial<ClipPageQuery>): ClipPageQuery => ({
  filter: {},
  sort: { by: 'delta', direction: 'descending' },
  scores: { metric: METRIC, runA: 'a', runB: 'b' },
  after: null,
  limit: 10,
  ...part,
});

describe('runs', () => {
  it('take columns beside those they have, and new values in place of old ones', async () => {
    const { runs } = await opened();
    await runs.create(aRun('a'));
    await runs.saveScores([scoresOf('a', 'x:y', 1)]);
    const epdms = 'epdms/human/log-replay';
    const added = { runId: 'a', values: { [epdms]: 0.5 }, frameCounts: { [epdms]: 1 } };
    await runs.addScores([
      {
        ...added,
        clipId: 'x:y',
        frames: [
          { frame: 4, values: { [epdms]: 0.25 } },
          { frame: 5, values: { [epdms]: 0.75 } },
        ],
      },
      { ...added, clipId: 'x:z', frames: [{ frame: 0, values: { [epdms]: 0.5 } }] },
    ]);
    await runs.addScores([{ ...added, clipId: 'x:z', values: { [epdms]: 1 }, frames: [] }]);
    const [both] = await runs.scores('x:y', ['a']);
    expect(both.values).toEqual({ ...scoresOf('a', 'x:y', 1).values, [epdms]: 0.5 });
    expect(both.frames.map((f) => f.frame)).toEqual([3, 4, 5]);
    expect(both.frames[2].values).toMatchObject({ [METRIC]: 1 / 3, [epdms]: 0.75 });
    expect((await runs.scores('x:z', ['a']))[0]).toMatchObject({ values: { [epdms]: 1 }, frames: [{ frame: 0 }] });
  });

  it('are kept with all they say, change in part, and go with what belongs to them', async () => {
    const { runs } = await opened();
    const run = aRun('a', {
      failures: [{ clipId: 'x:y', reason: 'no history' }],
      parameters: { filter: { text: 'é' } },
      stageMs: { plan: 0.125 },
    });
    await runs.create(run);
    await runs.create(aRun('later', { createdUs: 5 }));
    await runs.update('a', { status: 'done', finishedUs: 9, clipsDone: 2 });
    expect(await runs.get('a')).toEqual({ ...run, status: 'done', finishedUs: 9, clipsDone: 2 });
    expect((await runs.list()).map((one) => one.runId)).toEqual(['later', 'a']);
    await runs.savePredictions([predictionsOf('a', 'x:y')]);
    await runs.saveScores([scoresOf('a', 'x:y', 1)]);
    await runs.remove('a');
    expect(await runs.get('a')).toBeNull();
    expect(await runs.predictions('x:y', ['a'])).toEqual([]);
    expect(await runs.scores('x:y', ['a'])).toEqual([]);
  });

  it('that are not there are told', async () => {
    const { runs } = await opened();
    for (const call of [runs.update('none', {}), runs.remove('none'), runs.saveScores([scoresOf('none', 'x:y', 1)])])
      await expect(call).rejects.toMatchObject({ problem: { code: 'run.absent' } });
  });
});

describe('predictions', () => {
  it('come back number for number, over a restart, and are replaced when saved again', async () => {
    const workspace = await opened();
    const saved = predictionsOf('a', 'x:y');
    await workspace.runs.create(aRun('a'));
    await workspace.runs.savePredictions([{ ...saved, predictions: [] }, predictionsOf('a', 'x:z')]);
    await workspace.runs.savePredictions([saved]);
    await workspace.close();
    const { runs } = await opened(workspace.folder);
    expect(await runs.predictions('x:y', ['none', 'a'])).toEqual([saved]);
    expect(await runs.doneClips('a')).toEqual(['x:y', 'x:z']);
  });

  it('whose numbers do not fit their shape are refused as a whole', async () => {
    const { runs } = await opened();
    await runs.create(aRun('a'));
    const wrong = predictionsOf('a', 'x:z');
    wrong.predictions[0].trajectories.pop();
    await expect(runs.savePredictions([predictionsOf('a', 'x:y'), wrong])).rejects.toThrow('1 modes of 2 poses');
    expect(await runs.doneClips('a')).toEqual([]);
  });
});

describe('scores', () => {
  it('come back number for number', async () => {
    const { runs } = await opened();
    await runs.create(aRun('a'));
    await runs.saveScores([scoresOf('a', 'x:y', 1 / 3), scoresOf('a', 'x:z', 2)]);
    expect(await runs.scores('x:y', ['a'])).toEqual([scoresOf('a', 'x:y', 1 / 3)]);
  });

  it('sort the library as soon as they are saved, also when a run goes on and when it is removed', async () => {
    const workspace = await opened();
    const clips = Array.from({ length: 600 }, (_, i) => ({
      token: `t${i}`,
      name: `scene-${String(i).padStart(4, '0')}`,
    }));
    const datasetId = await withClips(workspace, clips);
    const { runs, library } = workspace;
    const clipId = (i: number) => `${datasetId}:t${i}`;
    await runs.create(aRun('a'));
    await runs.create(aRun('b'));
    await runs.saveScores(clips.map((_, i) => scoresOf('a', clipId(i), i % 50)));
    expect((await library.page(query({}))).clips[0]).toMatchObject({ scoreB: null, delta: null });
    await runs.saveScores([scoresOf('b', clipId(7), 1), scoresOf('b', clipId(599), 60)]);
    const page = await library.page(query({}));
    expect(page.clips.slice(0, 3).map((c) => [c.clipId, c.scoreA, c.scoreB, c.delta])).toEqual([
      [clipId(7), 7, 1, 6],
      [clipId(599), 49, 60, -11],
      [clipId(0), 0, null, null],
    ]);
    expect((await library.page(query({ filter: { deltaSign: 'negative' } }))).clips.map((c) => c.clipId)).toEqual([
      clipId(599),
    ]);
    expect(await library.clipIds({ deltaSign: 'positive' }, { metric: METRIC, runA: 'a', runB: 'b' })).toEqual([
      clipId(7),
    ]);
    const [best] = (await library.page(query({ sort: { by: 'scoreA', direction: 'descending' } }))).clips;
    expect(best).toMatchObject({ clipId: clipId(49), scoreA: 49 });

    // A clip scored again without a metric has none.
    await runs.saveScores([{ ...scoresOf('b', clipId(7), 1), values: {}, frameCounts: {} }]);
    expect((await library.page(query({}))).clips[0].clipId).toBe(clipId(599));
    await runs.remove('b');
    expect((await library.page(query({}))).clips[0]).toMatchObject({ delta: null });
  });

  it('are given for many clips at once, by a filter', async () => {
    const workspace = await opened();
    const datasetId = await withClips(workspace, [
      { token: 'p', name: 'scene-1', location: 'here' },
      { token: 'q', name: 'scene-2', location: 'there' },
    ]);
    const { runs } = workspace;
    for (const runId of ['a', 'b']) {
      await runs.create(aRun(runId));
      await runs.saveScores(['p', 'q'].map((token, i) => scoresOf(runId, `${datasetId}:${token}`, i + 1)));
    }
    expect(await runs.clipValues(['b', 'a', 'b'], { locations: ['there'] }), 'a run named twice counts once').toEqual(
      ['b', 'a'].map((runId) => ({ runId, clipId: `${datasetId}:q`, values: { [METRIC]: 2, 'fde@4s/10Hz': 4 } })),
    );
  });
});
