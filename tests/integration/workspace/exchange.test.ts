import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../../src/main/workspace/workspace.ts';
import { COLLISION, CORNER, clipTag, opened, temporaryFolder, withClips } from './fixture.ts';

const CLIPS = [
  { token: 'aa', name: 'scene-0001', startUs: 5_000_000, endUs: 25_000_000 },
  { token: 'bb', name: 'scene-0002' },
  { token: 'cc', name: 'scene-0003' },
];

function written(content: unknown): string {
  const file = join(temporaryFolder(), 'tags.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** What a workspace says about clips, without what differs between workspaces. */
async function said(workspace: Workspace, datasetId: string) {
  const types = new Map((await workspace.review.tagTypes()).map((type) => [type.tagTypeId, type.name]));
  const reviews = await workspace.review.clipReviews(CLIPS.map((clip) => `${datasetId}:${clip.token}`));
  return reviews.map(({ clipId, tags, ...rest }) => ({
    ...rest,
    token: clipId.split(':')[1],
    tags: tags.map(({ clipId: _, tagTypeId, ...tag }) => ({ ...tag, type: types.get(tagTypeId) })),
  }));
}

async function withWork() {
  const workspace = await opened();
  const datasetId = await withClips(workspace, CLIPS);
  const { review } = workspace;
  await review.saveTagType({
    tagTypeId: 'own-id',
    name: 'own.type',
    description: 'mine',
    digit: 9,
    severity: 'minor',
    archived: false,
  });
  await review.addTag(
    clipTag(`${datasetId}:aa`, { startUs: 6_000_000, endUs: 7_000_000, note: 'ä "quoted"\n', runId: 'run-1' }),
  );
  await review.addTag(clipTag(`${datasetId}:aa`, { tagTypeId: CORNER, startUs: 9_000_000 }));
  await review.addTag(clipTag(`${datasetId}:bb`, { tagTypeId: 'own-id', severity: 'critical' }));
  await review.setNote(`${datasetId}:bb`, 'a note');
  await review.setReviewed(`${datasetId}:aa`, true);
  return { workspace, datasetId };
}

describe('tags', () => {
  it('go from one workspace to another and are the same there; importing is one undo step and may be repeated', async () => {
    const from = await withWork();
    const content = await from.workspace.review.exportTags({});
    expect(content).toMatchObject({ format: 'foresight-tags', version: 1 });
    expect(content.clips.map((clip) => [clip.token, clip.name, clip.startUs, clip.datasetVersion])).toEqual([
      ['aa', 'scene-0001', 5_000_000, 'v1.0-test'],
      ['bb', 'scene-0002', 1_000_000, 'v1.0-test'],
    ]);
    const file = written(content);

    const to = await opened();
    const datasetId = await withClips(to, CLIPS);
    const before = await said(to, datasetId);
    expect(await to.review.importTags(file, 'merge')).toEqual({
      tagsAdded: 3,
      tagsAlreadyThere: 0,
      typesAdded: 1,
      notesAdded: 1,
      clipsNotHere: [],
    });
    const after = await said(to, datasetId);
    expect(after).toEqual(await said(from.workspace, from.datasetId));
    expect((await to.review.tagTypes()).find((type) => type.name === 'own.type')).toMatchObject({
      digit: 9,
      description: 'mine',
    });
    expect(
      (
        await to.library.page({
          filter: { tagTypeIds: [COLLISION] },
          sort: { by: 'name', direction: 'ascending' },
          scores: null,
          after: null,
          limit: 9,
        })
      ).total,
    ).toBe(1);

    expect(await to.review.importTags(file, 'merge')).toEqual({
      tagsAdded: 0,
      tagsAlreadyThere: 3,
      typesAdded: 0,
      notesAdded: 0,
      clipsNotHere: [],
    });
    expect(await to.review.undo()).toEqual({ label: 'Import 3 tags', clipId: null });
    expect(await said(to, datasetId)).toEqual(before);
    await to.review.redo();
    expect(await said(to, datasetId)).toEqual(after);
  });

  it('of some clips only are exported by a filter', async () => {
    const { workspace } = await withWork();
    const content = await workspace.review.exportTags({ text: 'scene-0002' });
    expect(content.clips.map((clip) => clip.token)).toEqual(['bb']);
  });

  it('merge with what is there: types by name, notes added below, digits not taken away', async () => {
    const { workspace: from } = await withWork();
    const file = written(await from.review.exportTags({}));
    const to = await opened();
    const datasetId = await withClips(to, CLIPS);
    await to.review.saveTagType({
      tagTypeId: 'other',
      name: 'other.nine',
      description: '',
      digit: 9,
      severity: 'minor',
      archived: false,
    });
    await to.review.setNote(`${datasetId}:bb`, 'was here');
    await to.review.importTags(file, 'merge');
    const types = await to.review.tagTypes();
    expect(types.find((type) => type.name === 'own.type')?.digit).toBeNull();
    expect(types.find((type) => type.name === 'other.nine')?.digit).toBe(9);
    expect((await to.review.clip(`${datasetId}:bb`)).note).toBe('was here\n\na note');
  });

  it('of recordings that are not here are told by name, and the others come in', async () => {
    const { workspace: from } = await withWork();
    const file = written(await from.review.exportTags({}));
    const to = await opened();
    await withClips(to, CLIPS.slice(0, 1));
    expect(await to.review.importTags(file, 'merge')).toMatchObject({
      tagsAdded: 2,
      clipsNotHere: [{ name: 'scene-0002', token: 'bb', datasetVersion: 'v1.0-test' }],
    });
  });
});

const good = {
  format: 'foresight-tags',
  version: 1,
  exportedUs: 1,
  tagTypes: [{ tagTypeId: 'x', name: 'a.b', description: '', digit: null, severity: 'minor', archived: false }],
  clips: [
    {
      datasetKind: 'nuscenes',
      datasetVersion: 'v1.0-test',
      token: 'aa',
      name: 'scene-0001',
      startUs: 1,
      endUs: 2,
      reviewed: false,
      note: '',
      tags: [
        { tagId: 't1', type: 'a.b', startUs: 1, endUs: 2, severity: 'minor', note: '', runId: null, createdUs: 1 },
      ],
    },
  ],
};
const withTag = (part: object) => ({
  ...good,
  clips: [{ ...good.clips[0], tags: [{ ...good.clips[0].tags[0], ...part }] }],
});

describe('a bad file of tags is refused, its place named, and nothing changes', () => {
  it.each<[string, unknown, RegExp]>([
    ['not JSON', '{\n "format": "foresight-tags",\n  oops', /not JSON.*line 3 column 3/],
    ['empty', '', /not JSON/],
    ['something else', { hello: 1 }, /format/],
    ['another version', { ...good, version: 2 }, /version/],
    ['a list', [], /the whole file/],
    ['a severity that does not exist', withTag({ severity: 'huge' }), /clips\[0\]\.tags\[0\]\.severity/],
    ['a time that is no number', withTag({ startUs: 'now' }), /clips\[0\]\.tags\[0\]\.startUs/],
    [
      'a span that ends before it starts',
      withTag({ startUs: 5, endUs: 1 }),
      /clips\[0\]\.tags\[0\]\.endUs.*ends at or after/,
    ],
    ['a type that is not in the file', withTag({ type: 'c.d' }), /clips\[0\]\.tags\[0\]\.type: c\.d/],
    ['a bad name of a type', { ...good, tagTypes: [{ ...good.tagTypes[0], name: 'A B' }] }, /tagTypes\[0\]\.name/],
  ])('%s', async (_, content, place) => {
    const workspace = await opened();
    await withClips(workspace, CLIPS);
    const file = written(content);
    const refused = workspace.review.importTags(file, 'merge');
    await expect(refused).rejects.toMatchObject({
      problem: { code: 'tags.bad-file', whatHappened: expect.stringMatching(place) as string },
    });
    await expect(refused).rejects.toThrow(file);
    expect(await workspace.review.history()).toEqual({ undo: null, redo: null });
  });

  it('a file that is not there', async () => {
    const workspace = await opened();
    await expect(workspace.review.importTags('/nowhere/tags.json', 'merge')).rejects.toMatchObject({
      problem: { code: 'tags.bad-file' },
    });
  });
});
