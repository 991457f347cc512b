import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createReader } from '../../../src/main/workspace/reader.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import { createWriter } from '../../../src/main/workspace/writer.ts';
import type {
  ClipFilter,
  ClipPageQuery,
  ClipScoreQuery,
  ClipSort,
  ClipSummary,
  Facet,
} from '../../../src/shared/domain/clip.ts';
import { aRun, clipTag, COLLISION, CORNER, folderForAll, insertClips, type ClipFact } from './fixture.ts';

const METRIC = 'ade@4s/10Hz';
const scores: ClipScoreQuery = { metric: METRIC, runA: 'a', runB: 'b' };
const notCancelled = { signal: new AbortController().signal, report: () => undefined };

const random = (() => {
  let seed = 11;
  return () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
})();
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];

const WORDS = ['rain', 'night', 'ped', 'pedestrians', 'bus', 'turn', 'left'];
const PLACES = ['boston-seaport', 'singapore-onenorth', 'singapore-queenstown'];

/** What the library must answer, kept beside it as plain objects. */
interface Known extends Required<Omit<ClipFact, 'images' | 'absentImages'>> {
  clipId: string;
  datasetId: string;
  key: number;
  tags: string[];
  reviewed: boolean;
  a: number | null;
  b: number | null;
}

const tagNames: Record<string, string> = { [COLLISION]: 'collision.vru', [CORNER]: 'offroad.cut-corner' };

function passes(clip: Known, filter: ClipFilter): boolean {
  const text = (filter.text ?? '').toLowerCase().split(' ').filter(Boolean);
  const textOf = [clip.name, clip.token, clip.description, clip.location, clip.logName].join(' ').toLowerCase();
  const tokens = textOf.split(/[^\p{L}\p{N}]+/u);
  const tagTokens = clip.tags.flatMap((id) => tagNames[id].split(/[.-]/));
  return (
    text.every((word) => [...tokens, ...tagTokens].some((token) => token.startsWith(word))) &&
    (!filter.datasetIds || filter.datasetIds.includes(clip.datasetId)) &&
    (!filter.locations || filter.locations.includes(clip.location)) &&
    (!filter.manoeuvres || (filter.manoeuvres as string[]).includes(clip.manoeuvre)) &&
    (!filter.words || filter.words.some((word) => clip.description.split(' ').includes(word))) &&
    (!filter.tagTypeIds || filter.tagTypeIds.some((id) => clip.tags.includes(id))) &&
    (filter.reviewed === undefined || filter.reviewed === clip.reviewed) &&
    (!filter.clipIds || filter.clipIds.includes(clip.clipId)) &&
    (!filter.deltaSign ||
      (delta(clip) !== null && (filter.deltaSign === 'negative' ? delta(clip)! < 0 : delta(clip)! > 0)))
  );
}
const delta = (clip: Known): number | null => (clip.a === null || clip.b === null ? null : clip.a - clip.b);

const valueOf: Record<ClipSort['by'], (clip: Known) => number | string | null> = {
  name: (c) => c.name,
  time: (c) => c.startUs,
  duration: (c) => c.endUs - c.startUs,
  boxes: (c) => c.boxes,
  meanSpeed: (c) => c.speed,
  tagCount: (c) => c.tags.length,
  scoreA: (c) => c.a,
  scoreB: (c) => c.b,
  delta,
};

function inOrder(clips: Known[], sort: ClipSort): Known[] {
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return clips.toSorted((x, y) => {
    const [a, b] = [valueOf[sort.by](x), valueOf[sort.by](y)];
    if (a === null || b === null) return Number(a === null) - Number(b === null) || x.key - y.key;
    if (a !== b) return a < b ? -sign : sign;
    return sort.by === 'name' ? sign * (x.key - y.key) : x.key - y.key;
  });
}

const writer = createWriter();
const reader = createReader();
const known: Known[] = [];
let folder = '';
const datasetIds: string[] = [];

beforeAll(() => {
  folder = join(folderForAll(), 'workspace');
  expect(writer.open({ folder }).status).toBe('open');
  const db = openIndex(join(folder, 'index.sqlite'));
  for (const version of ['v1', 'v2']) {
    const { dataset_id: datasetId } = writer.registerDataset({
      kind: 'nuscenes',
      version,
      title: `Set ${version}`,
      rootPath: folder,
    });
    datasetIds.push(datasetId);
    const facts = Array.from({ length: 150 }, (_, i): Required<Omit<ClipFact, 'images' | 'absentImages'>> => ({
      token: `t${version}${i}`,
      // Some names twice: ties.
      name: `scene-${String(Math.floor(random() * 100)).padStart(4, '0')}`,
      description: [...new Set([pick(WORDS), pick(WORDS), pick(WORDS)])].join(' '),
      location: pick(PLACES),
      logName: `log-${i % 7}`,
      startUs: 1_000_000 * Math.floor(random() * 50),
      endUs: 0,
      boxes: Math.floor(random() * 10),
      speed: Math.floor(random() * 20) / 2,
      manoeuvre: pick(['stopped', 'straight', 'left', 'right']),
    })).map((fact) => ({ ...fact, endUs: fact.startUs + 1_000_000 * Math.floor(random() * 5) }));
    insertClips(db, datasetId, facts);
    for (const fact of facts)
      known.push({
        ...fact,
        clipId: `${datasetId}:${fact.token}`,
        datasetId,
        key: known.length + 1,
        tags: [],
        reviewed: false,
        a: null,
        b: null,
      });
  }
  // A data set that is in the index but not registered is not shown.
  insertClips(db, 'removed-1', [{ token: 'x', name: 'scene-0001' }]);
  db.close();
  for (const runId of ['a', 'b'] as const) {
    writer.createRun(aRun(runId));
    for (const clip of known) {
      if (random() < 0.3) continue;
      const value = Math.floor(random() * 6) / 2;
      clip[runId] = value;
      writer.saveScores([
        { runId, clipId: clip.clipId, values: { [METRIC]: value }, frameCounts: { [METRIC]: 1 }, frames: [] },
      ]);
    }
  }
  reader.open({ folder, othersWrite: false });
});

/** One random edit, made in the workspace and in what is known. */
function edit(): void {
  const clip = pick(known);
  if (random() < 0.6) {
    const tagTypeId = pick([COLLISION, CORNER]);
    const { touched } = writer.addTag(clipTag(clip.clipId, { tagTypeId }));
    clip.tags.push(tagTypeId);
    reader.reviewChanged(touched.clipIds);
  } else {
    clip.reviewed = !clip.reviewed;
    reader.reviewChanged(writer.setReviewed({ clipId: clip.clipId, reviewed: clip.reviewed }).touched.clipIds);
  }
}

const someFilter = (): ClipFilter => ({
  ...(random() < 0.3
    ? { text: pick(['scene', 'ped', 'pe', 'rain bus', 'cut', 'coll night', 'log', 'singapore', 'zzz', 'tv1']) }
    : {}),
  ...(random() < 0.3 ? { datasetIds: [pick(datasetIds)] } : {}),
  ...(random() < 0.3 ? { locations: [pick(PLACES), pick(PLACES)] } : {}),
  ...(random() < 0.3 ? { words: [pick(WORDS), pick(WORDS)] } : {}),
  ...(random() < 0.3 ? { tagTypeIds: [pick([COLLISION, CORNER])] } : {}),
  ...(random() < 0.3 ? { manoeuvres: [pick(['left', 'right'] as const), 'stopped' as const] } : {}),
  ...(random() < 0.2 ? { reviewed: random() < 0.5 } : {}),
  ...(random() < 0.1 ? { deltaSign: pick(['negative', 'positive'] as const) } : {}),
  ...(random() < 0.1 ? { clipIds: known.filter(() => random() < 0.5).map((c) => c.clipId) } : {}),
});

/** All pages of a query. */
function walk(query: Omit<ClipPageQuery, 'after'>): { clips: ClipSummary[]; totals: Set<number> } {
  const clips: ClipSummary[] = [];
  const totals = new Set<number>();
  for (let after: string | null = null; ;) {
    const page = reader.page({ ...query, after });
    clips.push(...page.clips);
    totals.add(page.total);
    after = page.next;
    if (after === null) return { clips, totals };
  }
}

describe('pages', () => {
  it.each(Object.keys(valueOf) as ClipSort['by'][])(
    'by %s give every clip once, in order, under any filter and between edits',
    (by) => {
      for (let round = 0; round < 16; round++) {
        for (let i = 0; i < 5; i++) edit();
        const filter = someFilter();
        const sort: ClipSort = { by, direction: pick(['ascending', 'descending'] as const) };
        const expected = inOrder(
          known.filter((clip) => passes(clip, filter)),
          sort,
        );
        const { clips, totals } = walk({ filter, sort, scores, limit: pick([1, 7, 50, 500]) });
        expect(
          clips.map((c) => c.clipId),
          JSON.stringify({ filter, sort }),
        ).toEqual(expected.map((c) => c.clipId));
        expect([...totals]).toEqual([expected.length]);
        clips.forEach((clip, i) => {
          expect([clip.scoreA, clip.scoreB, clip.delta, clip.reviewed]).toEqual([
            expected[i].a,
            expected[i].b,
            delta(expected[i]),
            expected[i].reviewed,
          ]);
          expect(clip.tags.reduce((sum, tag) => sum + tag.count, 0)).toBe(expected[i].tags.length);
        });
      }
    },
  );

  it('go on where they were when clips left the index meanwhile', () => {
    const sort: ClipSort = { by: 'name', direction: 'descending' };
    const filter = { locations: [PLACES[0]] };
    const all = inOrder(
      known.filter((clip) => passes(clip, filter)),
      sort,
    );
    const first = reader.page({ filter, sort, scores: null, after: null, limit: 10 });
    const db = openIndex(join(folder, 'index.sqlite'));
    const saved = db
      .prepare<[string], Record<string, unknown>>('SELECT * FROM clip WHERE clip_id = ?')
      .get(all[9].clipId)!;
    db.prepare('DELETE FROM clip WHERE clip_id = ?').run(all[9].clipId);
    db.prepare('UPDATE dataset_index SET indexed_at_us = indexed_at_us + 1000').run();
    const second = reader.page({ filter, sort, scores: null, after: first.next, limit: 10 });
    expect(second.clips.map((c) => c.clipId)).toEqual(all.slice(10, 20).map((c) => c.clipId));
    db.prepare(
      `INSERT INTO clip VALUES (${Object.keys(saved)
        .map((k) => `@${k}`)
        .join(', ')})`,
    ).run(saved);
    db.prepare('UPDATE dataset_index SET indexed_at_us = indexed_at_us + 1000').run();
    db.close();
    expect(reader.page({ filter, sort, scores: null, after: null, limit: 1 }).total).toBe(all.length);
  });

  it('without runs have no scores, and sorting by them keeps the order of the index', () => {
    const page = reader.page({
      filter: {},
      sort: { by: 'delta', direction: 'descending' },
      scores: null,
      after: null,
      limit: 5,
    });
    expect(page.clips.map((c) => c.clipId)).toEqual(known.slice(0, 5).map((c) => c.clipId));
    expect(page.clips[0]).toMatchObject({ scoreA: null, scoreB: null, delta: null });
  });

  it('name a picture only where one is on disk', () => {
    const db = openIndex(join(folder, 'index.sqlite'));
    db.prepare('UPDATE clip SET absent_image_count = image_count WHERE clip_key = 1').run();
    db.close();
    const [a, b] = [known[0], known[1]].map(
      (c) =>
        reader.page({
          filter: { clipIds: [c.clipId] },
          sort: { by: 'name', direction: 'ascending' },
          scores: null,
          after: null,
          limit: 1,
        }).clips[0],
    );
    expect([a.thumbnailUrl, b.thumbnailUrl]).toEqual([null, `/media/thumb/${known[1].datasetId}/${known[1].token}`]);
  });
});

describe('facets', () => {
  const ownCounts = (
    filter: ClipFilter,
    name: Facet['name'],
    of: (clip: Known) => string[],
  ): Record<string, number> => {
    const counts: Record<string, number> = {};
    const { [name]: _, ...others } = filter;
    for (const clip of known.filter((c) => passes(c, others)))
      for (const value of new Set(of(clip))) counts[value] = (counts[value] ?? 0) + 1;
    return counts;
  };
  const valuesOf: Record<Facet['name'], (clip: Known) => string[]> = {
    datasetIds: (c) => [c.datasetId],
    locations: (c) => [c.location],
    words: (c) => c.description.split(' '),
    tagTypeIds: (c) => c.tags,
    manoeuvres: (c) => [c.manoeuvre],
    reviewed: (c) => [String(c.reviewed)],
  };

  it('count as looking at every clip would, each without its own condition', async () => {
    for (let round = 0; round < 60; round++) {
      edit();
      const { deltaSign: _, ...filter } = someFilter();
      const facets = await reader.facets({ filter, scores: null }, notCancelled);
      expect(facets.map((f) => f.name)).toEqual([
        'datasetIds',
        'locations',
        'words',
        'tagTypeIds',
        'manoeuvres',
        'reviewed',
      ]);
      for (const facet of facets) {
        const counts = Object.fromEntries(facet.values.filter((v) => v.count > 0).map((v) => [v.value, v.count]));
        expect(counts, `${facet.name} ${JSON.stringify(filter)}`).toEqual(
          ownCounts(filter, facet.name, valuesOf[facet.name]),
        );
      }
    }
  });

  it('have titles and names as labels', async () => {
    const facets = await reader.facets({ filter: {}, scores: null }, notCancelled);
    expect(facets[0].values.map((v) => v.label).sort()).toEqual(['Set v1', 'Set v2']);
    expect(facets[3].values.map((v) => v.label).sort()).toEqual(['collision.vru', 'offroad.cut-corner']);
  });

  it('stop when cancelled', async () => {
    const controller = new AbortController();
    const asked = reader.facets({ filter: {}, scores: null }, { ...notCancelled, signal: controller.signal });
    controller.abort();
    await expect(asked).rejects.toThrow(/abort/);
  });
});

describe('other questions', () => {
  it('give all clip ids in the order of names', () => {
    const filter = { words: ['rain'] };
    const expected = inOrder(
      known.filter((clip) => passes(clip, filter)),
      { by: 'name', direction: 'ascending' },
    );
    expect(reader.clipIds({ filter, scores: null })).toEqual(expected.map((c) => c.clipId));
  });

  it('give the share that is reviewed', () => {
    const filter = { locations: [PLACES[1]] };
    const there = known.filter((clip) => passes(clip, filter));
    expect(reader.progress(filter)).toEqual({ reviewed: there.filter((c) => c.reviewed).length, total: there.length });
  });

  it('follow a removed data set', () => {
    const total = () =>
      reader.page({ filter: {}, sort: { by: 'name', direction: 'ascending' }, scores: null, after: null, limit: 1 })
        .total;
    expect(total()).toBe(300);
    writer.removeDataset(datasetIds[1]);
    reader.namesChanged(null);
    expect(total()).toBe(150);
    writer.registerDataset({ kind: 'nuscenes', version: 'v2', title: 'Set v2', rootPath: folder });
    reader.namesChanged(null);
    expect(total()).toBe(300);
  });
});
