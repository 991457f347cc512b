import Database from 'better-sqlite3';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createReader } from '../../../src/main/workspace/reader.ts';
import { reviewMigrations } from '../../../src/main/workspace/review/schema.ts';
import { createKeeper } from '../../../src/main/workspace/keeper.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import { createWriter } from '../../../src/main/workspace/writer.ts';
import { CORNER, clipTag, folderForAll, insertClips, temporaryFolder } from './fixture.ts';

const CLIPS = Array.from({ length: 40 }, (_, i) => `nuscenes-1:clip-${i}`);

interface Workspace {
  folder: string;
  review: string;
  writer: ReturnType<typeof createWriter>;
  reader: ReturnType<typeof createReader>;
}

let template = '';
beforeAll(() => {
  template = join(folderForAll(), 'template');
  const writer = createWriter();
  expect(writer.open({ folder: template }).status).toBe('open');
  for (let i = 0; i < 600; i++)
    writer.addTag(clipTag(CLIPS[i % 40], { startUs: i, note: `note of tag ${i} ${'x'.repeat(i % 90)}` }));
  for (const clipId of CLIPS) writer.setNote({ clipId, note: `about ${clipId}` });
  writer.saveTagType({
    tagTypeId: 'mine',
    name: 'mine.own',
    description: '',
    digit: 9,
    severity: 'minor',
    archived: false,
  });
  writer.close();
});

/** A closed workspace with 600 tags, a note on each clip and a tag type of its own; with a backup of that when asked for. */
function workspaceWithWork({ backup = false } = {}): Workspace {
  const folder = join(temporaryFolder(), 'workspace');
  cpSync(template, folder, { recursive: true });
  if (backup) createKeeper(folder).backUp('');
  return { folder, review: join(folder, 'review.sqlite'), writer: createWriter(), reader: createReader() };
}

function countsOf({ folder, reader }: Workspace) {
  reader.open({ folder, othersWrite: false });
  const reviews = reader.clipReviews(CLIPS);
  const types = reader.tagTypes(null).map((type) => type.name);
  const history = reader.history(null);
  reader.close(null);
  return {
    tags: reviews.reduce((sum, review) => sum + review.tags.length, 0),
    notes: reviews.filter((review) => review.note !== '').length,
    mine: types.includes('mine.own'),
    undo: history.undo !== null,
  };
}
const ALL = { tags: 600, notes: 40, mine: true, undo: true };

const overwrite = (file: string, at: number, bytes: number) => {
  const content = readFileSync(file);
  content.fill(0xa5, at, at + bytes);
  writeFileSync(file, content);
};

/** Each damage, and what row-by-row saving must still bring back at least. */
const damages: [string, (review: string) => void, { tags: number; notes: number }][] = [
  ['zero bytes', (review) => truncateSync(review, 0), { tags: 0, notes: 0 }],
  [
    'cut off in the middle',
    (review) => truncateSync(review, Math.floor(statSync(review).size / 2)),
    { tags: 100, notes: 0 },
  ],
  [
    'cut off inside its last page',
    (review) => truncateSync(review, statSync(review).size - 1000),
    { tags: 590, notes: 40 },
  ],
  ['garbage all through', (review) => writeFileSync(review, Buffer.alloc(50_000, 0x5a)), { tags: 0, notes: 0 }],
  ['a text file', (review) => writeFileSync(review, 'hello'), { tags: 0, notes: 0 }],
  ['garbage in the first page', (review) => overwrite(review, 0, 4096), { tags: 600, notes: 40 }],
  ['garbage in the schema', (review) => overwrite(review, 1000, 3000), { tags: 600, notes: 40 }],
  [
    'garbage in a page of tags',
    (review) => overwrite(review, pageOf(review, 'note of tag 300 '), 4096),
    { tags: 540, notes: 40 },
  ],
];

/** Offset of the page that holds a text. */
const pageOf = (file: string, text: string): number => Math.floor(readFileSync(file).indexOf(text) / 4096) * 4096;

describe.each(damages)('a review database with %s', (_, damage, atLeast) => {
  it('blocks, is left as it is, and says what can be done', () => {
    const { folder, review, writer } = workspaceWithWork({ backup: true });
    damage(review);
    const bytes = readFileSync(review);
    const opening = writer.open({ folder });
    expect(opening.status).toBe('blocked');
    expect(opening.problem?.code).toBe('workspace.damaged');
    expect(opening.problem?.whatHappened).toContain(review);
    expect(opening.choices).toEqual(['restore-backup', 'salvage', 'set-aside-and-start-new', 'look-again']);
    expect(readFileSync(review).equals(bytes)).toBe(true);
    writer.close();
  });

  it('comes back from the backup, whole', () => {
    const workspace = workspaceWithWork({ backup: true });
    const { folder, review, writer } = workspace;
    damage(review);
    const bytes = readFileSync(review);
    writer.open({ folder });
    const opening = writer.restore({ folder, backup: null });
    expect(opening).toMatchObject({ status: 'open', problem: { code: 'workspace.restored' } });
    expect(countsOf(workspace)).toEqual(ALL);
    const [aside] = readdirSync(join(folder, 'set-aside'));
    expect(readFileSync(join(folder, 'set-aside', aside)).equals(bytes)).toBe(true);
    writer.close();
  });

  it('gives back row by row what can be read', () => {
    const workspace = workspaceWithWork();
    const { folder, review, writer } = workspace;
    damage(review);
    const bytes = readFileSync(review);
    writer.open({ folder });
    const opening = writer.salvage({ folder });
    if (atLeast.tags === 0) {
      expect(opening).toMatchObject({ status: 'blocked', problem: { code: 'workspace.nothing-readable' } });
      expect(readFileSync(review).equals(bytes)).toBe(true);
    } else {
      expect(opening).toMatchObject({ status: 'open', problem: { code: 'workspace.salvaged' } });
      const counts = countsOf(workspace);
      expect(opening.problem?.whatHappened).toContain(`${counts.tags} tags`);
      expect(counts.tags).toBeGreaterThanOrEqual(atLeast.tags);
      expect(counts.notes).toBeGreaterThanOrEqual(atLeast.notes);
      writer.addTag(clipTag(CLIPS[0], { tagTypeId: CORNER }));
      expect(countsOf(workspace).tags).toBe(counts.tags + 1);
    }
    writer.close();
  });

  it('is put aside for a new one', () => {
    const workspace = workspaceWithWork({ backup: true });
    const { folder, review, writer } = workspace;
    damage(review);
    const bytes = readFileSync(review);
    writer.open({ folder });
    expect(writer.startNew({ folder })).toMatchObject({ status: 'open', problem: { code: 'workspace.started-new' } });
    expect(countsOf(workspace)).toEqual({ tags: 0, notes: 0, mine: false, undo: false });
    const [aside] = readdirSync(join(folder, 'set-aside'));
    expect(readFileSync(join(folder, 'set-aside', aside)).equals(bytes)).toBe(true);
    writer.close();
  });
});

describe('a workspace', () => {
  it('whose review database is gone asks before beginning anew when there are backups', () => {
    const workspace = workspaceWithWork({ backup: true });
    rmSync(workspace.review);
    const { folder, writer } = workspace;
    expect(writer.open({ folder })).toMatchObject({ status: 'blocked', problem: { code: 'workspace.review-missing' } });
    expect(writer.restore({ folder, backup: null }).status).toBe('open');
    expect(countsOf(workspace)).toEqual(ALL);
    writer.close();
  });

  it('keeps edits that were only in the WAL when its process ended', () => {
    const workspace = workspaceWithWork();
    const { folder, writer, review } = workspace;
    writer.open({ folder });
    writer.addTag(clipTag(CLIPS[0]));
    const copy = join(temporaryFolder(), 'copy');
    mkdirSync(copy);
    for (const suffix of ['', '-wal']) copyFileSync(review + suffix, join(copy, `review.sqlite${suffix}`));
    writer.close();
    const other = createWriter();
    expect(other.open({ folder: copy }).status).toBe('open');
    expect(countsOf({ ...workspace, folder: copy })).toEqual({ ...ALL, tags: 601 });
    other.close();
  });

  it('refuses a backup that is damaged or named outside the folder', () => {
    const { folder, review, writer } = workspaceWithWork({ backup: true });
    const [name] = readdirSync(join(folder, 'backups'));
    truncateSync(join(folder, 'backups', name), 5000);
    truncateSync(review, 100);
    writer.open({ folder });
    for (const backup of [name, '../review.sqlite', null]) {
      const opening = writer.restore({ folder, backup });
      expect(opening.status).toBe('blocked');
      expect(opening.problem?.code).toMatch(/backup/);
    }
    expect(statSync(review).size).toBe(100);
    writer.close();
  });

  it('written by a newer version is not changed; it can be read when its form is known', () => {
    const workspace = workspaceWithWork();
    const { folder, review, writer } = workspace;
    const db = new Database(review);
    db.pragma(`user_version = ${reviewMigrations.length + 1}`);
    db.exec('ALTER TABLE tag ADD COLUMN colour TEXT');
    db.close();
    const opening = writer.open({ folder });
    expect(opening).toMatchObject({
      status: 'blocked',
      choices: ['open-read-only', 'look-again'],
      problem: { code: 'workspace.newer' },
    });
    expect(countsOf(workspace)).toEqual(ALL);
    writer.close();
  });

  it('of a newer form that cannot be read says so', () => {
    const { folder, review, reader } = workspaceWithWork();
    const db = new Database(review);
    db.pragma(`user_version = ${reviewMigrations.length + 1}`);
    db.exec('ALTER TABLE tag RENAME COLUMN clip_id TO about');
    db.close();
    expect(() => reader.open({ folder, othersWrite: true })).toThrow('The workspace cannot be read');
  });

  it('does not touch a SQLite file of another program', () => {
    const { folder, review, writer } = workspaceWithWork();
    rmSync(review);
    const db = new Database(review);
    db.exec('CREATE TABLE cookies (a)');
    db.close();
    const opening = writer.open({ folder });
    expect(opening).toMatchObject({
      status: 'blocked',
      choices: ['set-aside-and-start-new', 'look-again'],
      problem: { code: 'workspace.foreign' },
    });
    writer.close();
  });

  it.each(['garbage', 'zero bytes', 'cut off'])('with a damaged index (%s) sets it aside and opens', (how) => {
    const workspace = workspaceWithWork();
    const { folder, writer } = workspace;
    const index = join(folder, 'index.sqlite');
    if (how === 'garbage') writeFileSync(index, Buffer.alloc(9000, 1));
    else truncateSync(index, how === 'cut off' ? 20_000 : 0);
    for (const suffix of ['-wal', '-shm']) rmSync(index + suffix, { force: true });
    const opening = writer.open({ folder });
    expect(opening.status).toBe('open');
    if (how !== 'zero bytes') expect(opening.problem?.code).toBe('workspace.index-set-aside');
    expect(countsOf(workspace)).toEqual(ALL);
    writer.close();
  });

  it('with a damaged page inside the index finds it when it looks again', () => {
    const { folder, writer } = workspaceWithWork();
    const index = join(folder, 'index.sqlite');
    const db = openIndex(index);
    insertClips(
      db,
      'a',
      Array.from({ length: 300 }, (_, i) => ({
        token: `token-${i}`,
        name: `scene-${i}`,
        description: 'x'.repeat(300),
      })),
    );
    db.close();
    const content = readFileSync(index);
    content.fill(0xa5, content.indexOf('token-150') & ~0x3fff, (content.indexOf('token-150') & ~0x3fff) + 0x4000);
    writeFileSync(index, content);
    expect(writer.open({ folder, thorough: true })).toMatchObject({
      status: 'open',
      problem: { code: 'workspace.index-set-aside' },
    });
    writer.close();
  });

  it('with a damaged run store sets it aside and opens', () => {
    const workspace = workspaceWithWork();
    const { folder, writer } = workspace;
    truncateSync(join(folder, 'runs.sqlite'), 6000);
    const opening = writer.open({ folder });
    expect(opening).toMatchObject({ status: 'open', problem: { code: 'workspace.runs-set-aside' } });
    expect(readdirSync(join(folder, 'set-aside')).some((name) => name.startsWith('runs-'))).toBe(true);
    expect(countsOf(workspace)).toEqual(ALL);
    writer.close();
  });

  it('that is a file is told, and the file stays', () => {
    const file = join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'mine');
    expect(createWriter().open({ folder: file })).toMatchObject({
      status: 'blocked',
      problem: { code: 'workspace.not-a-folder' },
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('killed while it was being made is made again', () => {
    const folder = join(temporaryFolder(), 'workspace');
    mkdirSync(folder);
    writeFileSync(join(folder, 'review.sqlite.new'), 'half made');
    const writer = createWriter();
    expect(writer.open({ folder }).status).toBe('open');
    expect(existsSync(join(folder, 'review.sqlite.new'))).toBe(false);
    writer.close();
  });
});
