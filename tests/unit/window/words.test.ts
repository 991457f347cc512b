import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src/shared/domain/job.ts';
import type { InferenceState } from '../../../src/shared/domain/model.ts';
import { datasetFacts, datasetState } from '../../../src/renderer/library/dataset-words.ts';
import { endedJobs } from '../../../src/renderer/jobs/announce-jobs.ts';
import { jobFigures, jobState, shownJob } from '../../../src/renderer/jobs/job-words.ts';
import { draftProblem, freeDigit } from '../../../src/renderer/settings/tag-type-draft.ts';
import { providerWords } from '../../../src/renderer/ui/shell/provider-words.ts';
import { storedSession, toStore } from '../../../src/renderer/state/session-persistence.ts';
import { useSession } from '../../../src/renderer/state/session.ts';

/** Narrow spaces read as plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const job = (part: Partial<Job>): Job => ({
  jobId: 'j',
  kind: 'run',
  title: 'Run',
  state: 'running',
  done: 0,
  total: 0,
  unit: 'clips',
  rate: null,
  current: '',
  failures: [],
  failureCount: 0,
  problem: null,
  startedUs: null,
  finishedUs: null,
  result: {},
  ...part,
});

describe('jobs', () => {
  it.each<[Partial<Job>, string]>([
    [{ done: 3642, total: 5120, rate: 41.8 }, '3 642 / 5 120 · 41.8 clips/s · 35 s left'],
    [{ done: 10, total: 0 }, '10 clips'],
    [{ done: 1, total: 4 }, '1 / 4 clips'],
    [{ done: 0, total: 9000, rate: 1 }, '0 / 9 000 · 1.00 clips/s · 2 h 30 min left'],
    [{ state: 'queued' }, 'waits'],
  ])('%j', (part, words) => expect(plain(jobFigures(job(part)))).toBe(words));

  it('a finished one says what it left out', () => {
    expect(jobState(job({ state: 'done', failureCount: 3 }))).toBe('done, 3 left out');
  });
  it('ends are news only of jobs that were seen under way', () => {
    const before = [job({ jobId: 'a' }), job({ jobId: 'b', state: 'queued' }), job({ jobId: 'c', state: 'done' })];
    const now = [...before.map((j) => ({ ...j, state: 'done' as const })), job({ jobId: 'd', state: 'failed' })];
    expect(endedJobs(before, now).map((j) => j.jobId)).toEqual(['a', 'b']);
  });
  it('the running one is shown before those that wait', () => {
    const jobs = [job({ jobId: 'a', state: 'done' }), job({ jobId: 'b', state: 'queued' }), job({ jobId: 'c' })];
    expect(shownJob(jobs)?.jobId).toBe('c');
    expect(shownJob(jobs.slice(0, 1))).toBeUndefined();
  });
});

describe('data sets', () => {
  it.each([
    ['indexed', 'pass'],
    ['stale', 'half'],
    ['absent', 'half'],
    ['not-indexed', 'na'],
  ] as const)('%s is drawn as %s', (state, verdict) =>
    expect(datasetState({ state, problem: null }).verdict).toBe(verdict),
  );
  it('say what is not on disk and what was left out', () => {
    const counts = {
      clips: 5,
      frames: 200,
      sensorFiles: 2400,
      absentSensorFiles: 2353,
      images: 1200,
      absentImages: 1154,
      boxes: 1,
      tracks: 1,
      tables: {},
      skipped: { 'dangling token': 2 },
    };
    expect(datasetFacts({ counts }).map(plain)).toEqual([
      '5 clips, 200 key frames',
      '1 box of 1 object',
      '1 154 of 1 200 images not on disk',
      '1 199 other sensor files not on disk',
      '2 left out: dangling token',
    ]);
    const none = { ...counts, images: 0, absentImages: 0, absentSensorFiles: 0, skipped: {} };
    expect(datasetFacts({ counts: none })).toContain('no images');
  });
});

describe('the inference process in the status bar', () => {
  const state: InferenceState = {
    status: 'ready',
    provider: 'cpu',
    tried: [
      { provider: 'cuda', ok: false, reason: 'no runtime' },
      { provider: 'cpu', ok: true, reason: '' },
    ],
    sessions: [],
    restarts: 0,
    lastCrash: null,
  };
  it.each<[Partial<InferenceState>, string, string, string]>([
    [{}, 'CPU', 'CUDA not found', 'quiet'],
    [{ status: 'idle', provider: null, tried: [] }, 'not started', '', 'quiet'],
    [{ status: 'restarting' }, 'restarting', 'the process stopped', 'half'],
    [{ status: 'failed' }, 'failed', 'models cannot run', 'fail'],
  ])('%j', (part, name, rest, tone) =>
    expect(providerWords({ ...state, ...part })).toMatchObject({ name, rest, tone }),
  );
});

describe('tag types', () => {
  const taken = {
    tagTypeId: 'a',
    name: 'collision.vru',
    description: '',
    digit: 1,
    severity: 'major',
    archived: false,
  } as const;
  it.each([
    ['', 'A tag needs a name.'],
    ['Two Words', 'The name is lower case words joined by dots, e.g. collision.vru.'],
    ['collision.vru', 'collision.vru is there already.'],
    ['collision.bus', null],
  ])('the name “%s”: %s', (name, problem) =>
    expect(draftProblem({ ...taken, tagTypeId: 'b', name }, [taken])).toBe(problem),
  );
  it('the lowest free digit is offered, archived tags hold none', () => {
    expect(freeDigit([taken, { digit: 2, archived: true }])).toBe(2);
    expect(freeDigit(Array.from({ length: 9 }, (_, i) => ({ digit: i + 1, archived: false })))).toBeNull();
  });
});

describe('the stored session', () => {
  it('comes back as it was, without choices of single clips', () => {
    useSession.setState({ filter: { text: 'bus', clipIds: ['d:1'] }, clipId: 'd:1', runA: 'r1' });
    const stored: unknown = JSON.parse(JSON.stringify(toStore(useSession.getState())));
    expect(storedSession(stored)).toMatchObject({ filter: { text: 'bus' }, clipId: 'd:1', runA: 'r1' });
    expect(storedSession(stored).filter).not.toHaveProperty('clipIds');
  });
  it.each([[undefined], [null], ['x'], [{ view: 'attic', sort: { by: 'luck' }, filter: { words: 3 } }]])(
    'what cannot be read falls back: %j',
    (value) => {
      const session = storedSession(value);
      expect(session.view ?? 'library').toBe('library');
      expect(session.filter ?? {}).toEqual({});
    },
  );
});
