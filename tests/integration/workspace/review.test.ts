import { describe, expect, it } from 'vitest';
import type { Workspace, WorkspaceChange } from '../../../src/main/workspace/workspace.ts';
import { builtInTagTypes } from '../../../src/main/workspace/review/taxonomy.ts';
import { COLLISION, CORNER, clipTag, opened } from './fixture.ts';

const CLIP = 'nuscenes-1:scene-a';
const problemCode = (code: string) =>
  expect.objectContaining({ problem: expect.objectContaining({ code }) as unknown }) as Error;

/** Everything of the review that an edit can change. */
const everything = async (workspace: Workspace, clipIds = [CLIP, 'nuscenes-1:scene-b']) => ({
  types: await workspace.review.tagTypes(),
  clips: await workspace.review.clipReviews(clipIds),
});

describe('a new workspace', () => {
  it('has the built-in failure taxonomy', async () => {
    const types = await (await opened()).review.tagTypes();
    expect(types).toEqual(builtInTagTypes);
    expect(types.map((type) => type.digit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('tags', () => {
  it('are on a clip, a frame or a span and come back as they were made', async () => {
    const { review } = await opened();
    const span = await review.addTag(
      clipTag(CLIP, { startUs: 5, endUs: 9, note: 'näher', runId: 'run-1', severity: 'critical' }),
    );
    const frame = await review.addTag(clipTag(CLIP, { startUs: 2, tagTypeId: CORNER }));
    const whole = await review.addTag(clipTag(CLIP));
    expect(await review.clip(CLIP)).toEqual({ clipId: CLIP, reviewed: false, note: '', tags: [whole, frame, span] });
  });

  it('change in part; the rest stays', async () => {
    const { review } = await opened();
    const tag = await review.addTag(clipTag(CLIP, { startUs: 5, endUs: 9 }));
    const changed = await review.changeTag({ tagId: tag.tagId, endUs: 12, note: 'late' });
    expect(changed).toEqual({ ...tag, endUs: 12, note: 'late' });
    expect((await review.changeTag({ tagId: tag.tagId, startUs: null })).endUs).toBeNull();
    expect((await review.clip(CLIP)).tags).toEqual([{ ...changed, startUs: null, endUs: null }]);
  });

  it.each([
    ['a tag that is not there', 'tag.absent', (w: Workspace) => w.review.changeTag({ tagId: 'none' })],
    ['the removal of one that is not there', 'tag.absent', (w: Workspace) => w.review.removeTags(['none'])],
    [
      'a type that is not there',
      'tag-type.absent',
      (w: Workspace) => w.review.addTag(clipTag(CLIP, { tagTypeId: 'none' })),
    ],
    [
      'a span that ends before it starts',
      'tag.span-turned',
      async (w: Workspace) => {
        const tag = await w.review.addTag(clipTag(CLIP, { startUs: 5, endUs: 9 }));
        await w.review.changeTag({ tagId: tag.tagId, startUs: 10 });
      },
    ],
    [
      'a new tag of an archived type',
      'tag-type.archived',
      async (w: Workspace) => {
        await w.review.saveTagType({ ...builtInTagTypes[0], archived: true });
        await w.review.addTag(clipTag(CLIP));
      },
    ],
  ])('refuse %s', async (_, code, edit) => {
    await expect(edit(await opened())).rejects.toEqual(problemCode(code));
  });

  it('are removed all or none', async () => {
    const { review } = await opened();
    const tag = await review.addTag(clipTag(CLIP));
    await expect(review.removeTags([tag.tagId, 'none'])).rejects.toEqual(problemCode('tag.absent'));
    expect((await review.clip(CLIP)).tags).toHaveLength(1);
  });
});

describe('tag types', () => {
  it('are renamed, and tags keep them', async () => {
    const { review } = await opened();
    await review.addTag(clipTag(CLIP));
    await review.saveTagType({ ...builtInTagTypes[0], name: 'collision.person' });
    expect((await review.tagTypes())[0].name).toBe('collision.person');
    expect((await review.clip(CLIP)).tags[0].tagTypeId).toBe(COLLISION);
  });

  it('refuse a name and a digit of another type, naming it', async () => {
    const { review } = await opened();
    const mine = {
      tagTypeId: 'mine',
      name: 'mine',
      description: '',
      digit: 9,
      severity: 'minor',
      archived: false,
    } as const;
    await review.saveTagType(mine);
    await expect(review.saveTagType({ ...mine, name: 'collision.vru' })).rejects.toEqual(
      problemCode('tag-type.name-taken'),
    );
    await expect(review.saveTagType({ ...mine, digit: 2 })).rejects.toThrow('Digit 2 belongs to collision.rear-end');
    expect((await review.tagTypes()).find((type) => type.tagTypeId === 'mine')).toEqual(mine);
  });

  it('are archived when in use, which frees their digit; removed when not', async () => {
    const { review } = await opened();
    await review.addTag(clipTag(CLIP));
    const kept = await review.removeTagType(COLLISION);
    expect(kept.find((type) => type.tagTypeId === COLLISION)).toMatchObject({ archived: true, digit: null });
    const removed = await review.removeTagType(CORNER);
    expect(removed.map((type) => type.tagTypeId)).not.toContain(CORNER);
    expect(await review.saveTagType({ ...builtInTagTypes[4], digit: 1 })).toHaveLength(7);
  });
});

/** Each edit: what it is called, and how it is made on a workspace that has one tag. */
const edits: [string, (workspace: Workspace, tagId: string) => Promise<unknown>][] = [
  ['Tag offroad.cut-corner', (w) => w.review.addTag(clipTag(CLIP, { tagTypeId: CORNER }))],
  ['Change tag collision.vru', (w, tagId) => w.review.changeTag({ tagId, severity: 'minor', note: 'x' })],
  ['Remove tag collision.vru', (w, tagId) => w.review.removeTags([tagId])],
  ['Change note', (w) => w.review.setNote(CLIP, 'a note')],
  ['Mark reviewed', (w) => w.review.setReviewed(CLIP, true)],
  ['Rename tag type collision.vru to a.b', (w) => w.review.saveTagType({ ...builtInTagTypes[0], name: 'a.b' })],
  ['Archive tag type collision.vru', (w) => w.review.removeTagType(COLLISION)],
  ['Remove tag type offroad.cut-corner', (w) => w.review.removeTagType(CORNER)],
  ['Give digit 9 to collision.vru', (w) => w.review.saveTagType({ ...builtInTagTypes[0], digit: 9 })],
];

describe('undo and redo', () => {
  it.each(edits)('of "%s" bring back exactly what was there', async (label, edit) => {
    const workspace = await opened();
    const { tagId } = await workspace.review.addTag(clipTag(CLIP, { startUs: 1, endUs: 3 }));
    const before = await everything(workspace);
    await edit(workspace, tagId);
    const after = await everything(workspace);
    expect(after).not.toEqual(before);
    expect(await workspace.review.undo()).toMatchObject({ label });
    expect(await everything(workspace)).toEqual(before);
    expect((await workspace.review.history()).redo).toMatchObject({ label });
    expect(await workspace.review.redo()).toMatchObject({ label });
    expect(await everything(workspace)).toEqual(after);
  });

  it('go through a long line of edits and survive restarts on the way', async () => {
    let workspace = await opened();
    const folder = workspace.folder;
    const states = [await everything(workspace)];
    const tag = await workspace.review.addTag(clipTag(CLIP));
    states.push(await everything(workspace));
    for (const [, edit] of edits.filter((_, i) => i !== 2 && i !== 6)) {
      await edit(workspace, tag.tagId);
      states.push(await everything(workspace));
    }
    for (let i = states.length - 2; i >= 0; i--) {
      if (i % 3 === 0) {
        await workspace.close();
        workspace = await opened(folder);
      }
      await workspace.review.undo();
      expect(await everything(workspace)).toEqual(states[i]);
    }
    expect(await workspace.review.undo()).toBeNull();
    for (const state of states.slice(1)) {
      await workspace.review.redo();
      expect(await everything(workspace)).toEqual(state);
    }
    expect(await workspace.review.redo()).toBeNull();
  });

  it('forget what was undone when a new edit is made', async () => {
    const { review } = await opened();
    await review.setNote(CLIP, 'one');
    await review.setNote(CLIP, 'two');
    await review.undo();
    await review.setReviewed(CLIP, true);
    expect(await review.history()).toEqual({ undo: { label: 'Mark reviewed', clipId: CLIP }, redo: null });
    expect(await review.clip(CLIP)).toMatchObject({ note: 'one', reviewed: true });
  });

  it('leave no step for an edit that changes nothing', async () => {
    const { review } = await opened();
    await review.setNote(CLIP, 'same');
    await review.setNote(CLIP, 'same');
    await review.setReviewed(CLIP, false);
    await review.saveTagType(builtInTagTypes[2]);
    await review.undo();
    expect(await review.history()).toEqual({ undo: null, redo: { label: 'Change note', clipId: CLIP } });
  });
});

describe('listeners', () => {
  it('hear of each edit once, with its clips and what undo would do', async () => {
    const workspace = await opened();
    const heard: WorkspaceChange[] = [];
    const stop = workspace.onChange((change) => heard.push(change));
    await workspace.review.setNote(CLIP, 'x');
    await workspace.review.setNote(CLIP, 'x');
    await workspace.review.removeTagType(CORNER);
    stop();
    await workspace.review.undo();
    expect(heard).toEqual([
      { type: 'review', clipIds: [CLIP], history: { undo: { label: 'Change note', clipId: CLIP }, redo: null } },
      {
        type: 'review',
        clipIds: null,
        history: { undo: { label: 'Remove tag type offroad.cut-corner', clipId: null }, redo: null },
      },
    ]);
  });
});

describe('settings', () => {
  it('are JSON, last, and are not undone', async () => {
    const workspace = await opened();
    await workspace.settings.save('layout', { panels: ['a', 1] });
    await workspace.settings.save('gone', true);
    await workspace.settings.save('gone', null);
    await workspace.close();
    const again = await opened(workspace.folder);
    expect(await again.settings.all()).toEqual({ layout: { panels: ['a', 1] } });
    expect(await again.review.undo()).toBeNull();
  });
});
