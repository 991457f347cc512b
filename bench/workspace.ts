/**
 * Library queries, tagging and backup on a large workspace: `node bench/workspace.ts [--clips 1000000] [--tags 3000000]`.
 * Makes the clips, tags and scores of two runs in a temporary folder, then times calls as the windows make them, through
 * the threads. Budgets: page p95 50 ms, facets p95 100 ms, tag durable 20 ms.
 */
import Database from 'better-sqlite3';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openIndex } from '../src/main/workspace/index/open-index.ts';
import { openRunStore } from '../src/main/workspace/runs/run-store.ts';
import { prepareForWriting } from '../src/main/workspace/safety/versioned-database.ts';
import { openWorkspace } from '../src/main/workspace/open-workspace.ts';
import type { Workspace } from '../src/main/workspace/workspace.ts';
import type { ClipFilter, ClipSort } from '../src/shared/domain/clip.ts';
import type { Run } from '../src/shared/domain/run.ts';

const { values: options } = parseArgs({
  options: {
    clips: { type: 'string', default: '1000000' },
    tags: { type: 'string', default: '3000000' },
    rounds: { type: 'string', default: '200' },
    /** Keeps the workspace there and uses it again. */
    folder: { type: 'string' },
  },
});
const clipCount = Number(options.clips);
const tagCount = Number(options.tags);
const rounds = Number(options.rounds);
const METRIC = 'ade@4s/10Hz';
const DATASET = 'nuscenes-bench';

const words = (
  'ped cyclist bus truck rain night turn left right stop park cross junction highway roundabout construction wait merge ' +
  'crowd taxi scooter dog tunnel bridge school market cone lane follow overtake queue signal sun glare fog narrow wide gate'
).split(' ');
const locations = [
  'boston-seaport',
  'singapore-onenorth',
  'singapore-queenstown',
  'singapore-hollandvillage',
  'las-vegas',
];

// A small generator of its own, so that every run asks the same questions.
let seed = 42;
const random = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];

const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'foresight-bench-'));
const isNew = !existsSync(join(folder, 'review.sqlite'));
mkdirSync(folder, { recursive: true });
try {
  if (isNew) await make(folder);
  await measure(folder);
} finally {
  if (!options.folder) rmSync(folder, { recursive: true, force: true });
}

async function make(at: string): Promise<void> {
  const begun = performance.now();
  await (await openWorkspace(at)).close();
  const index = openIndex(join(at, 'index.sqlite'));
  const clip = index.prepare(
    `INSERT INTO clip (clip_key, clip_id, dataset_id, kind, token, name, description, location, log_name, start_us, end_us, frame_count,
      box_count, image_count, absent_image_count, mean_speed_mps, manoeuvre) VALUES (?, ?, ?, 'nuscenes', ?, ?, ?, ?, ?, ?, ?, 40, ?, 240, 0, ?, ?)`,
  );
  const text = index.prepare(
    'INSERT INTO clip_text (rowid, name, token, description, location, log_name) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const word = index.prepare('INSERT OR IGNORE INTO clip_word (word, clip_key) VALUES (?, ?)');
  const tokens: string[] = [];
  index.transaction(() => {
    for (let i = 1; i <= clipCount; i++) {
      const token = Array.from({ length: 4 }, () =>
        Math.floor(random() * 2 ** 32)
          .toString(16)
          .padStart(8, '0'),
      ).join('');
      tokens.push(token);
      const description = Array.from({ length: 5 }, () => pick(words));
      const [name, location, log] = [
        `scene-${String(i).padStart(7, '0')}`,
        pick(locations),
        `log-${Math.floor(i / 20)}`,
      ];
      const start = 1_500_000_000_000_000 + Math.floor(random() * 1e14);
      const duration = 15e6 + Math.floor(random() * 10e6);
      clip.run(
        i,
        `${DATASET}:${token}`,
        DATASET,
        token,
        name,
        description.join(', '),
        location,
        log,
        start,
        start + duration,
        Math.floor(random() * 5000),
        random() * 15,
        pick(['stopped', 'straight', 'left', 'right']),
      );
      text.run(i, name, token, description.join(' '), location, log);
      for (const w of description) word.run(w, i);
    }
    index
      .prepare(
        'INSERT INTO dataset_index (dataset_id, kind, version, fingerprint, indexed_at_us) VALUES (?, ?, ?, ?, ?)',
      )
      .run(DATASET, 'nuscenes', 'v1.0-bench', '', 1);
  })();
  index.close();

  const review = new Database(join(at, 'review.sqlite'));
  prepareForWriting(review);
  const types = review.prepare<[], string>('SELECT tag_type_id FROM tag_type').pluck().all();
  review.transaction(() => {
    review
      .prepare(
        "INSERT INTO dataset (dataset_id, kind, version, title, root_path, created_us) VALUES (?, 'nuscenes', 'v1.0-bench', 'Bench', ?, 1)",
      )
      .run(DATASET, at);
    const tag = review.prepare("INSERT INTO tag VALUES (?, ?, ?, NULL, NULL, 'major', '', NULL, 1)");
    for (let i = 0; i < tagCount; i++) tag.run(`tag-${i}`, `${DATASET}:${pick(tokens)}`, pick(types));
    const verdict = review.prepare("INSERT OR IGNORE INTO clip_review VALUES (?, 1, '')");
    for (let i = 0; i < clipCount / 5; i++) verdict.run(`${DATASET}:${pick(tokens)}`);
  })();
  review.close();

  const runs = new Database(join(at, 'runs.sqlite'));
  prepareForWriting(runs);
  const store = openRunStore(runs);
  for (const runId of ['run-a', 'run-b']) {
    store.create(runOf(runId));
    for (let from = 0; from < clipCount; from += 8192)
      store.saveScores(
        tokens.slice(from, from + 8192).map((token) => ({
          runId,
          clipId: `${DATASET}:${token}`,
          values: { [METRIC]: random() * 8, 'fde@4s/10Hz': random() * 20 },
          frameCounts: { [METRIC]: 32, 'fde@4s/10Hz': 32 },
          frames: [],
        })),
      );
  }
  runs.close();
  console.log(
    `made ${clipCount} clips, ${tagCount} tags, 2 runs in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  );
}

function runOf(runId: string): Run {
  return {
    runId,
    modelId: 'm',
    modelTitle: 'M',
    modelVersion: '1',
    modelHash: '',
    family: 'baseline',
    provider: 'analytic',
    threads: 1,
    status: 'done',
    createdUs: 1,
    finishedUs: 2,
    clipCount,
    clipsDone: clipCount,
    failures: [],
    parameters: {},
    stageMs: {},
  };
}

async function measure(at: string): Promise<void> {
  const begun = performance.now();
  const workspace = await openWorkspace(at);
  console.log(
    `open: ${(performance.now() - begun).toFixed(0)} ms (${workspace.state().status}); ${['review', 'index', 'runs']
      .map((name) => `${name} ${(statSync(join(at, `${name}.sqlite`)).size / 1e6).toFixed(0)} MB`)
      .join(', ')}`,
  );
  await timed('first page, by name', 1, () => page(workspace, {}, 'name'));
  await timed('first facets', 1, () => workspace.library.facets({}));
  await timed('first page by score', 1, () => page(workspace, {}, 'scoreA'));
  await timed('first page by delta', 1, () => page(workspace, {}, 'delta'));
  const sorts: ClipSort['by'][] = [
    'name',
    'time',
    'duration',
    'boxes',
    'meanSpeed',
    'scoreA',
    'scoreB',
    'delta',
    'tagCount',
  ];
  for (const by of sorts) await timed(`first page by ${by}, once loaded`, 1, () => page(workspace, {}, by));

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const types = (await workspace.review.tagTypes()).map((t) => t.tagTypeId);
  const filterOf = (): ClipFilter => ({
    ...(random() < 0.5 ? { locations: [pick(locations)] } : {}),
    ...(random() < 0.4 ? { tagTypeIds: [pick(types)] } : {}),
    ...(random() < 0.3 ? { words: [pick(words)] } : {}),
    ...(random() < 0.3 ? { manoeuvres: [pick(['left', 'right'] as const)] } : {}),
    ...(random() < 0.3 ? { reviewed: random() < 0.5 } : {}),
  });
  await timed('page, any sort, new filter', rounds, () => page(workspace, filterOf(), pick(sorts)));
  let after: string | null = null;
  await timed('next page of 100, by delta', rounds, async () => {
    after = (await page(workspace, {}, 'delta', after)).next;
  });
  await timed('page, new text, any word', rounds, () =>
    page(
      workspace,
      {
        text:
          random() < 0.5 ? pick(words).slice(0, 3 + Math.floor(random() * 3)) : `scene-${Math.floor(random() * 1e7)}`,
      },
      pick(sorts),
    ),
  );
  await timed('page, two words', rounds, () =>
    page(workspace, { text: `${pick(words)} ${pick(locations).slice(0, 6)}` }, pick(sorts)),
  );
  await timed('page, text that all clips match', 1, () => page(workspace, { text: 'scene' }, 'name'));
  await timed('page, text of tag names', 20, () =>
    page(workspace, { text: pick(['cut', 'coll', 'hesi', 'vru']) }, 'name'),
  );
  await timed('facets, new filter', rounds, () => workspace.library.facets(filterOf()));
  await timed('facets, no filter', 20, () => workspace.library.facets({}));

  const some = (await page(workspace, {}, 'time')).clips.map((clip) => clip.clipId);
  await timed('tag, durable', rounds, () =>
    workspace.review.addTag({
      clipId: pick(some),
      tagTypeId: pick(types),
      startUs: null,
      endUs: null,
      severity: 'minor',
      note: '',
      runId: null,
    }),
  );
  await timed('tag, then page with tag filter', 50, async () => {
    await workspace.review.addTag({
      clipId: pick(some),
      tagTypeId: types[0],
      startUs: null,
      endUs: null,
      severity: 'minor',
      note: '',
      runId: null,
    });
    await page(workspace, { tagTypeIds: [types[0]] }, 'time');
  });
  const backup = timed('backup, verified', 1, () => workspace.backups.create());
  let during = 0;
  let done = false;
  void backup.then(() => (done = true));
  while (!done) {
    const start = performance.now();
    await workspace.review.setNote(pick(some), String(random()));
    during = Math.max(during, performance.now() - start);
  }
  console.log(`slowest edit while it was made: ${during.toFixed(1)} ms`);
  delay.disable();
  console.log(`event loop of the host meanwhile: p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`);
  console.log(`memory of the process: ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`);
  await workspace.close();
}

function page(workspace: Workspace, filter: ClipFilter, by: ClipSort['by'], after: string | null = null) {
  const direction = by === 'delta' || random() < 0.5 ? 'descending' : 'ascending';
  return workspace.library.page({
    filter,
    sort: { by, direction },
    scores: { metric: METRIC, runA: 'run-a', runB: 'run-b' },
    after,
    limit: 100,
  });
}

async function timed(what: string, times: number, work: () => Promise<unknown>): Promise<void> {
  const took: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await work();
    took.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))].toFixed(1).padStart(8);
  console.log(
    `${what.padEnd(34)} p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  max ${at(1)} ms  mean CPU ${((user + system) / 1000 / times).toFixed(1)} ms  (${times})`,
  );
}
