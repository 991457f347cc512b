import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { HISTORY_STEPS, openHistory, type History } from '../../../src/main/workspace/review/history.ts';
import type { RowChange } from '../../../src/main/workspace/review/row-change.ts';
import { reviewKind } from '../../../src/main/workspace/safety/judge-files.ts';
import { migrate } from '../../../src/main/workspace/safety/versioned-database.ts';

let db: Database.Database;
let history: History;
beforeEach(() => {
  db = new Database(':memory:');
  migrate(db, reviewKind);
  history = openHistory(db);
});

const noteChange = (clipId: string, from: string | null, to: string | null): RowChange => ({
  table: 'clip_review',
  key: clipId,
  before: from === null ? null : { clip_id: clipId, reviewed: 0, note: from },
  after: to === null ? null : { clip_id: clipId, reviewed: 0, note: to },
});
const edit = (...changes: RowChange[]) => history.edit(() => ({ label: 'edit', clipId: null, changes, value: null }));
const notes = () =>
  Object.fromEntries(
    db.prepare<[], [string, string]>('SELECT clip_id, note FROM clip_review ORDER BY clip_id').raw().all(),
  );
const countOf = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();

describe('the undo log', () => {
  it('undoes the changes of one step from the last to the first', () => {
    edit(noteChange('a', null, '1'), noteChange('a', '1', '2'), noteChange('b', null, 'x'));
    expect(notes()).toEqual({ a: '2', b: 'x' });
    history.undo();
    expect(notes()).toEqual({});
    history.redo();
    expect(notes()).toEqual({ a: '2', b: 'x' });
  });

  it('writes an edit, its step and its changes together or not at all', () => {
    expect(() =>
      history.edit(() => ({
        label: 'bad',
        clipId: null,
        changes: [noteChange('a', null, '1'), { table: 'tag', key: 't', before: null, after: { tag_id: 't' } }],
        value: null,
      })),
    ).toThrow();
    expect(notes()).toEqual({});
    expect([countOf('history_step'), countOf('history_change')]).toEqual([0, 0]);
  });

  it('drops the undone steps with their changes when a new edit comes', () => {
    edit(noteChange('a', null, '1'));
    edit(noteChange('a', '1', '2'));
    history.undo();
    history.undo();
    edit(noteChange('b', null, 'x'));
    expect([countOf('history_step'), countOf('history_change')]).toEqual([1, 1]);
    expect(history.redo().value).toBeNull();
  });

  it(`remembers ${HISTORY_STEPS} steps; what older ones made stays`, () => {
    db.transaction(() => {
      for (let i = 0; i < HISTORY_STEPS + 50; i++) edit(noteChange(`clip-${i}`, null, 'x'));
    })();
    expect([countOf('history_step'), countOf('history_change'), countOf('clip_review')]).toEqual([
      HISTORY_STEPS,
      HISTORY_STEPS,
      HISTORY_STEPS + 50,
    ]);
  });

  it('names the clips that a step touched, up to where naming them serves nobody', () => {
    expect(edit(noteChange('a', null, '1'), noteChange('b', null, '1')).touched).toEqual({
      clipIds: ['a', 'b'],
      tagTypes: false,
    });
    const many = Array.from({ length: 6000 }, (_, i) => noteChange(`m${i}`, null, 'x'));
    expect(edit(...many).touched).toEqual({ clipIds: null, tagTypes: false });
    const type = { tag_type_id: 't', name: 't', description: '', digit: null, severity: 'minor', archived: 0 };
    expect(edit({ table: 'tag_type', key: 't', before: null, after: type }).touched).toEqual({
      clipIds: [],
      tagTypes: true,
    });
  });

  it('that was tampered with is not followed', () => {
    edit(noteChange('a', null, '1'));
    db.prepare("UPDATE history_change SET table_name = 'setting'").run();
    expect(() => history.undo()).toThrow();
    expect(notes()).toEqual({ a: '1' });
  });
});
