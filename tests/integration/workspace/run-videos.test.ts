import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createReader } from '../../../src/main/workspace/reader.ts';
import { encodePredictions } from '../../../src/main/workspace/runs/prediction-codec.ts';
import type { StoredVideo } from '../../../src/main/workspace/runs/video-codec.ts';
import { runsKind } from '../../../src/main/workspace/safety/judge-files.ts';
import { createDatabase } from '../../../src/main/workspace/safety/versioned-database.ts';
import { workspacePaths } from '../../../src/main/workspace/workspace-folder.ts';
import type { ClipPredictions } from '../../../src/shared/domain/run.ts';
import { aRun, opened, temporaryFolder } from './fixture.ts';

/** Bytes that name their run, frame and place. */
const jpegOf = (of: string, length: number) => new Uint8Array(Buffer.from(of.padEnd(length, '.')));

const videoOf = (frame: number, pictures: readonly Uint8Array[]): StoredVideo => ({
  frame,
  timeUs: 1_532_402_927_612_460 + frame,
  channel: 'CAM_FRONT',
  shows: { square: { xPx: 105, yPx: 0, sizePx: 270 } },
  atS: pictures.map((_, k) => k + 1),
  widthPx: 128,
  heightPx: 128,
  actionsFrom: 'CAN vehicle_monitor',
  jpegs: pictures,
});
const nothingPlanned = (runId: string, clipId: string): ClipPredictions => ({
  runId,
  clipId,
  predictions: [],
  videos: [],
  skipped: [{ frame: 9, reason: 'no whole step is recorded' }],
});

describe('predicted pictures', () => {
  it('come back byte for byte at their address, over a restart, and go with their run', async () => {
    const workspace = await opened();
    const pictures = [jpegOf('first', 40), jpegOf('', 0), jpegOf('third', 7)];
    for (const runId of ['a', 'b']) {
      await workspace.runs.create(aRun(runId));
      await workspace.runs.saveVideos([
        { runId, clipId: 'x:y', videos: [videoOf(8, [jpegOf(runId, 3)]), videoOf(4, pictures)] },
      ]);
      await workspace.runs.savePredictions([nothingPlanned(runId, 'x:y')]);
    }
    await workspace.close();

    const { runs } = await opened(workspace.folder);
    const [{ videos, skipped }] = await runs.predictions('x:y', ['a']);
    const { jpegs: _, ...facts } = videoOf(4, pictures);
    expect(videos.map(({ frame }) => frame)).toEqual([4, 8]);
    expect(videos[0]).toEqual({ ...facts, mediaBase: '/media/predicted/a/x/y/4' });
    expect(skipped).toHaveLength(1);
    for (const [k, picture] of pictures.entries())
      expect(Buffer.from((await runs.predictedPicture('a', 'x:y', 4, k)) ?? [255])).toEqual(Buffer.from(picture));
    expect(Buffer.from((await runs.predictedPicture('b', 'x:y', 8, 0)) ?? []).toString()).toBe('b..');

    const bytes = await runs.videoBytes('a');
    expect(bytes).toBeGreaterThan(50);
    await runs.remove('a');
    expect(await runs.predictedPicture('a', 'x:y', 4, 0)).toBeNull();
    expect([await runs.videoBytes('a'), await runs.videoBytes('b')]).toEqual([0, bytes]);
  });

  it('that nobody predicted are not there', async () => {
    const { runs } = await opened();
    await runs.create(aRun('a'));
    await runs.saveVideos([{ runId: 'a', clipId: 'x:y', videos: [videoOf(4, [jpegOf('one', 9)])] }]);
    const asked: [string, string, number, number][] = [
      ['another run', 'x:y', 4, 0],
      ['a', 'x:another-clip', 4, 0],
      ['a', 'x:y', 5, 0],
      ['a', 'x:y', 4, 1],
      ['a', 'x:y', 4, -1],
      ['a', 'x:y', 4, 0.5],
    ];
    for (const one of asked) expect(await runs.predictedPicture(...one), one.join(' ')).toBeNull();
    expect(await runs.predictedPicture('a', 'x:y', 4, 0)).not.toBeNull();
  });

  it('of a clip take the place of those it had', async () => {
    const { runs } = await opened();
    await runs.create(aRun('a'));
    const save = (videos: StoredVideo[]) => runs.saveVideos([{ runId: 'a', clipId: 'x:y', videos }]);
    await save([videoOf(4, [jpegOf('old', 9)]), videoOf(8, [jpegOf('gone', 9)])]);
    await runs.savePredictions([nothingPlanned('a', 'x:y')]);
    await save([videoOf(4, [jpegOf('new', 5)])]);
    expect(Buffer.from((await runs.predictedPicture('a', 'x:y', 4, 0)) ?? []).toString()).toBe('new..');
    expect((await runs.predictions('x:y', ['a']))[0].videos.map(({ frame }) => frame)).toEqual([4]);
  });

  it('that are not one for each time are refused as a whole', async () => {
    const { runs } = await opened();
    await runs.create(aRun('a'));
    const wrong = { ...videoOf(8, [jpegOf('b', 9)]), atS: [1, 2] };
    await expect(
      runs.saveVideos([{ runId: 'a', clipId: 'x:y', videos: [videoOf(4, [jpegOf('a', 9)]), wrong] }]),
    ).rejects.toThrow('1 pictures for 2 times');
    expect(await runs.predictedPicture('a', 'x:y', 4, 0)).toBeNull();
    await expect(runs.saveVideos([{ runId: 'none', clipId: 'x:y', videos: [] }])).rejects.toMatchObject({
      problem: { code: 'run.absent' },
    });
  });
});

describe('a run store of before there were videos', () => {
  const plan = { frame: 3, timeUs: 5, stepS: 0.5, poses: 1, modes: 1, trajectories: [1, 2, 3], probabilities: null };
  const olderStore = (): string => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const { runs } = workspacePaths(folder);
    createDatabase(runs, { ...runsKind, migrations: runsKind.migrations.slice(0, 1) }, (db: Database.Database) => {
      db.prepare('INSERT INTO run (run_id, created_us, body) VALUES (?, ?, ?)').run('a', 1, JSON.stringify(aRun('a')));
      db.prepare('INSERT INTO clip_ref (clip_id) VALUES (?)').run('x:y');
      const body = encodePredictions({ predictions: [plan], skipped: [] });
      db.prepare('INSERT INTO prediction (run_key, clip_ref, body) VALUES (1, 1, ?)').run(body);
    });
    return folder;
  };

  it('keeps its plans and takes videos', async () => {
    const { runs } = await opened(olderStore());
    const before = { runId: 'a', clipId: 'x:y', predictions: [plan], videos: [], skipped: [] };
    expect(await runs.predictions('x:y', ['a'])).toEqual([before]);
    await runs.saveVideos([{ runId: 'a', clipId: 'x:y', videos: [videoOf(3, [jpegOf('now', 9)])] }]);
    expect(await runs.predictions('x:y', ['a'])).toMatchObject([{ predictions: [plan], videos: [{ frame: 3 }] }]);
  });

  it('is read as it is where nothing may be written', () => {
    const folder = olderStore();
    const reader = createReader();
    reader.open({ folder, othersWrite: true });
    expect(reader.predictions({ clipId: 'x:y', runIds: ['a'] })).toMatchObject([{ predictions: [plan], videos: [] }]);
    expect(reader.predictedPicture({ runId: 'a', clipId: 'x:y', frame: 3, k: 0 })).toBeNull();
    expect(reader.videoBytes('a')).toBe(0);
    reader.close(null);
    const db = new Database(workspacePaths(folder).runs, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(1);
    db.close();
  });
});
