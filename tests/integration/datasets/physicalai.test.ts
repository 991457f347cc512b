import type { Database } from 'better-sqlite3';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { probePhysicalai } from '../../../src/main/datasets/physicalai/probe-physicalai.ts';
import { physicalaiReader } from '../../../src/main/datasets/physicalai/physicalai-reader.ts';
import { readClipDetail, readVideoFile } from '../../../src/main/workspace/index/clip-reader.ts';
import type { ClipDetail } from '../../../src/shared/domain/clip.ts';
import type { DatasetCounts } from '../../../src/shared/domain/dataset.ts';
import {
  cameraTimes,
  clipIdOf,
  egomotionTable,
  egoPose,
  egoTimes,
  extrinsic,
  FRAMES,
  int64,
  lensNumbers,
  parquet,
  pathOf,
  video,
  writeClipFolders,
  writePhysicalai,
  type PhysicalaiSpec,
} from '../../synthetic/physicalai.ts';
import { openTestIndex, temporaryFolder } from './fixture.ts';

interface Indexed {
  db: Database;
  counts: DatasetCounts;
  failures: string[];
  detail: (clip: number) => ClipDetail;
}

async function indexed(
  root: string,
  options: { db?: Database; version?: string; signal?: AbortSignal } = {},
): Promise<Indexed> {
  const db = options.db ?? openTestIndex(join(temporaryFolder(), 'index.sqlite'));
  const failures: string[] = [];
  const counts = await physicalaiReader.index(db, {
    datasetId: 'p',
    root,
    version: options.version ?? 'chunks',
    signal: options.signal ?? new AbortController().signal,
    progress: () => undefined,
    failure: (item, problem) => failures.push(`${problem.whatHappened} ${item}`),
  });
  return { db, counts, failures, detail: (clip) => readClipDetail(db, `p:${clipIdOf(clip)}`)! };
}
const two = ['camera_front_wide_120fov', 'camera_rear_tele_30fov'];
const front = two[0];

async function made(spec: Partial<PhysicalaiSpec>): Promise<Indexed & { root: string }> {
  const root = temporaryFolder();
  writePhysicalai(root, { release: 'later', clips: 12, chunks: [1], cameras: two, ...spec });
  return { root, ...(await indexed(root)) };
}
const notesOf = (detail: ClipDetail): string => detail.absences.join(' ');

test.each(['first', 'later'] as const)(
  'a clip of the %s release has its path, lenses, videos and times',
  async (release) => {
    const { root, db, counts, failures, detail } = await made({ release });
    expect(failures).toEqual([]);
    expect(counts).toMatchObject({ clips: 12, images: 4 * 2 * FRAMES, absentImages: 0 });
    const clip = detail(6);
    const { speedMps, curvature } = pathOf(6);
    // Two poses lie before the start and are dropped.
    expect(clip.ego.timesUs).toEqual(egoTimes.filter((timeUs) => timeUs >= 0));
    expect(
      clip.ego.globalFromEgo
        .slice(7 * 1234, 7 * 1235)
        .map((v, k) => v - egoPose(6, 12_340_000)[k])
        .every((d) => Math.abs(d) < 1e-12),
    ).toBe(true);
    expect(clip.ego).toMatchObject({ frontM: 3.9, widthM: 2.1 });
    expect(clip.ego.rearM).toBeCloseTo(1.1, 12);
    expect(clip.frames.map((frame) => frame.timeUs)).toEqual(Array.from({ length: 41 }, (_, k) => k * 500_000));
    expect(clip.ego.timesUs[clip.frames[7].egoIndex]).toBe(3_500_000);
    expect([clip.decisions[0], clip.decisions.at(-1)]).toEqual([3, 32]);
    const camera = clip.cameras.find(({ channel }) => channel === front)!;
    const { cx, cy, fw, bw } = lensNumbers(6);
    const delayUs = release === 'later' ? 15_000 : 0;
    expect(camera.timesUs).toEqual(cameraTimes.map((timeUs) => timeUs - delayUs));
    expect(camera).toMatchObject({ widthPx: 160, heightPx: 96, egoFromCamera: extrinsic(0) });
    expect(camera.lens).toMatchObject({ model: 'ftheta', cxPx: cx, cyPx: cy });
    expect(
      camera.lens.model === 'ftheta' && [camera.lens.forward.slice(0, 5), camera.lens.backward.slice(0, 5)],
    ).toEqual([fw, bw]);
    expect(camera.lens.model === 'ftheta' && camera.lens.approximate).toEqual(
      release === 'later' ? expect.stringContaining('linear term') : null,
    );
    // Poses of images lie between those of the path.
    const pose = camera.globalFromEgo.slice(7 * 30, 7 * 31);
    egoPose(6, camera.timesUs[30]).forEach((value, k) => expect(pose[k]).toBeCloseTo(value, 3));
    const file = readVideoFile(db, clip.clipId, front)!;
    const bytes = readFileSync(join(root, file.relativePath)).subarray(file.offset, file.offset + file.bytes);
    expect(bytes.equals(video)).toBe(true);
    const speed = clip.signals.find(({ name }) => name === 'speed')!;
    expect(speed.values.every((v) => Math.abs(v - speedMps) < 1e-9)).toBe(true);
    expect(clip.signals.find(({ name }) => name === 'yawRate')!.values[500]).toBeCloseTo(speedMps * curvature, 9);
    expect(clip.location).toBe('Germany');
    expect(clip.description).toBe(`Germany, July, 6 h, hyperion_8.1, radar med, val`);
  },
);

test('machine-made boxes stand where they are in the world, and are said to be machine-made', async () => {
  const { detail, counts } = await made({});
  const { objects, absences, frames } = detail(5);
  expect(absences.join(' ')).toContain('machine-made labels');
  expect(counts.tracks).toBe(8);
  const standing = objects.find(({ trackId }) => trackId === 'a')!;
  expect(standing).toMatchObject({ objectClass: 'vehicle', category: 'automobile', sizeM: [4.5, 1.9, 1.6] });
  // The labels end at 19.9 s, before the last frame.
  expect(standing.frames).toEqual(frames.map((_, i) => i).slice(0, -1));
  standing.centres.forEach((value, k) => expect(value).toBeCloseTo([20, 5, 1][k % 3], 6));
  standing.yaws.forEach((yaw) => expect(yaw).toBeCloseTo(0, 6));
  standing.velocities.forEach((v) => expect(v).toBeCloseTo(0, 4));
  const walker = objects.find(({ trackId }) => trackId === 'b')!;
  expect(walker.objectClass).toBe('pedestrian');
  const at = walker.frames.indexOf(10);
  expect(Math.hypot(walker.velocities[at * 2]!, walker.velocities[at * 2 + 1]!)).toBeGreaterThan(
    pathOf(5).speedMps * 0.8,
  );
});

test('clips are full, partial or absent, and what the data set tells of them is kept', async () => {
  const { db, detail } = await made({ without: [two[1]] });
  const rows = db
    .prepare<[], { token: string; description: string; image_count: number; frame_count: number }>('SELECT * FROM clip')
    .all();
  expect(rows.length).toBe(12);
  for (let clip = 0; clip < 12; clip++) {
    const row = rows.find(({ token }) => token === clipIdOf(clip))!;
    const isHere = clip >= 4 && clip < 8;
    expect(row.description).toContain(isHere ? 'partial on disk' : 'absent on disk');
    expect([row.frame_count, row.image_count]).toEqual(isHere ? [41, FRAMES] : [0, 0]);
    expect(row.description.includes('marked as not valid')).toBe(clip % 9 === 5);
    expect(detail(clip).frames.length).toBe(isHere ? 41 : 0);
  }
  expect(notesOf(detail(5))).toContain('marks this clip as not valid');
  expect(notesOf(detail(6))).toContain('Cameras not on disk: ');
  const words = db
    .prepare<[string], string>('SELECT c.token FROM clip_word w JOIN clip c USING (clip_key) WHERE word = ?')
    .pluck();
  expect(words.all('united-states').length).toBe(3);
  expect(words.all('absent').length).toBe(8);
  expect(words.all('not-valid')).toEqual([clipIdOf(5)]);
});

test.each(['__index_level_0__', 'key'])('clip ids may stand in a column %s', async (idColumn) => {
  const { counts } = await made({ idColumn, clips: 5, chunks: [] });
  expect(counts.clips).toBe(5);
});

test('without a clip index the archives tell which clips there are', async () => {
  const root = temporaryFolder();
  writePhysicalai(root, { release: 'first', clips: 8, chunks: [0, 1], cameras: two });
  rmSync(join(root, 'clip_index.parquet'));
  rmSync(join(root, 'features.csv'));
  expect(
    probePhysicalai(root)[0]
      .parts.filter(({ found }) => !found)
      .map(({ name }) => name),
  ).toContain('clip_index.parquet');
  const { counts, detail, failures } = await indexed(root);
  expect(counts.clips).toBe(8);
  expect(notesOf(detail(7))).toContain('not in the clip index');
  expect(failures.join()).toContain('features.csv is absent');
});

test('clips in a folder each are read alike', async () => {
  const root = temporaryFolder();
  writeClipFolders(root, [2, 3], two);
  expect(probePhysicalai(root)).toMatchObject([{ version: 'clip-folders', rootPath: root }]);
  const folders = await indexed(root, { version: 'clip-folders' });
  expect(folders.failures).toEqual([]);
  const chunks = await made({ chunks: [0] });
  const [a, b] = [folders.detail(3), chunks.detail(3)];
  expect(a.ego).toEqual(b.ego);
  expect(a.objects).toEqual(b.objects);
  expect(a.cameras.map((camera) => ({ ...camera }))).toEqual(b.cameras);
  expect(readVideoFile(folders.db, a.clipId, front)).toMatchObject({ offset: 0, bytes: video.length, present: true });
});

/** Turns a copy into a Hugging Face cache: blobs, and a snapshot of links. */
function asCache(root: string): { cache: string; snapshot: string } {
  const cache = join(dirname(root), `datasets--test--PhysicalAI-Autonomous-Vehicles`);
  const snapshot = join(cache, 'snapshots', 'abc123');
  mkdirSync(join(cache, 'blobs'), { recursive: true });
  let n = 0;
  const move = (folder: string) => {
    for (const name of readdirSync(join(root, folder))) {
      const path = join(folder, name);
      if (statSync(join(root, path)).isDirectory()) move(path);
      else {
        const blob = join(cache, 'blobs', `blob${n++}`);
        renameSync(join(root, path), blob);
        mkdirSync(join(snapshot, folder), { recursive: true });
        symlinkSync(relative(join(snapshot, folder), blob), join(snapshot, path));
      }
    }
  };
  move('.');
  return { cache, snapshot };
}

test('a Hugging Face cache is read through its links, and no link leads anywhere else', async () => {
  const folder = temporaryFolder();
  const root = join(folder, 'copy');
  writePhysicalai(root, { release: 'later', clips: 8, chunks: [0], cameras: two });
  const { cache, snapshot } = asCache(root);
  for (const picked of [folder, cache, snapshot])
    expect(probePhysicalai(picked)).toMatchObject([
      { version: 'chunks', rootPath: snapshot, title: 'PhysicalAI-AV (later release)' },
    ]);
  const outside = join(folder, 'outside.zip');
  const archive = join(snapshot, `camera/${two[1]}/${two[1]}.chunk_0000.zip`);
  writeFileSync(outside, readFileSync(archive));
  rmSync(archive);
  symlinkSync(outside, archive);
  const { detail, failures } = await indexed(snapshot);
  expect(detail(1).cameras.map(({ channel }) => channel)).toEqual([front]);
  expect(failures.join()).toContain('a link that leads nowhere or out of the data set');
});

test('a root that is itself a link is read', async () => {
  const { root, counts } = await made({});
  const link = join(temporaryFolder(), 'link');
  symlinkSync(root, link);
  expect((await indexed(link)).counts).toEqual(counts);
});

test('an unchanged root is left alone, one that gained a chunk is read again', async () => {
  const { root, db, counts } = await made({});
  const stamp = db.prepare<[], number>('SELECT indexed_at_us FROM dataset_index').pluck();
  const before = stamp.get();
  expect((await indexed(root, { db })).counts).toEqual(counts);
  expect(stamp.get()).toBe(before);
  writePhysicalai(root, { release: 'later', clips: 12, chunks: [1, 2], cameras: two });
  expect((await indexed(root, { db })).counts.images).toBe(counts.images * 2);
  expect(await physicalaiReader.missingClips(probePhysicalai(root)[0], [clipIdOf(0), clipIdOf(11), 'other'])).toBe(1);
});

test('an indexing that was cut off shows nothing by halves and is gone on with', async () => {
  const root = temporaryFolder();
  writePhysicalai(root, { release: 'later', clips: 24, clipsAChunk: 12, chunks: [0], cameras: [front] });
  const db = openTestIndex(join(temporaryFolder(), 'index.sqlite'));
  const abort = new AbortController();
  const cut = physicalaiReader.index(db, {
    ...{ datasetId: 'p', root, version: 'chunks', signal: abort.signal, failure: () => undefined },
    progress: () => abort.abort(),
  });
  await expect(cut).rejects.toThrow('abort');
  const count = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();
  expect([count('clip'), count('staged_clip')]).toEqual([0, 10]);
  const { counts } = await indexed(root, { db });
  expect([counts.clips, count('clip'), count('staged_clip')]).toEqual([24, 24, 0]);
  expect(counts.images).toBe(12 * FRAMES);
});

const is = (name: string, clip: number, end: string): boolean => name === `${clipIdOf(clip)}.${end}`;
const stamps = (times: number[]) => parquet([int64('timestamp', times)]);
const broken: {
  what: string;
  member: NonNullable<PhysicalaiSpec['member']>;
  clip?: number;
  says: RegExp;
  failure?: RegExp;
  images?: number;
}[] = [
  {
    what: 'a video with fewer frames than timestamps',
    member: (name, content) => ({
      name,
      content: is(name, 4, `${front}.timestamps.parquet`)
        ? stamps(Array.from({ length: 70 }, (_, i) => i * 33_333))
        : content,
    }),
    says: /video has 60 frames, the timestamps 70 rows/,
    images: 60,
  },
  {
    what: 'a video with more frames than timestamps',
    member: (name, content) => ({
      name,
      content: is(name, 4, `${front}.timestamps.parquet`) ? stamps(cameraTimes.slice(0, 50)) : content,
    }),
    says: /video has 60 frames, the timestamps 50 rows/,
    images: 50,
  },
  {
    what: 'timestamps that do not rise',
    member: (name, content) => ({
      name,
      content: is(name, 4, `${front}.timestamps.parquet`)
        ? stamps(cameraTimes.map((t, i) => (i === 30 ? 0 : t)))
        : content,
    }),
    says: /1 timestamps are missing or do not rise/,
    images: 59,
  },
  {
    what: 'a video that is packed in its archive',
    member: (name, content) => ({ name, content, deflate: is(name, 4, `${front}.mp4`) }),
    says: /cannot be played: it is packed inside its archive/,
    images: 0,
  },
  {
    what: 'a video that is cut off',
    member: (name, content) => ({ name, content: is(name, 4, `${front}.mp4`) ? content.subarray(0, 600) : content }),
    says: /its index is cut off/,
    images: 0,
    failure: /A video is damaged/,
  },
  {
    what: 'a fragmented video',
    member: (name, content) => ({
      name,
      content: is(name, 4, `${front}.mp4`)
        ? readFileSync(new URL('../../golden/video/fragmented.mp4', import.meta.url))
        : content,
    }),
    says: /fragmented/,
    images: 0,
  },
  {
    what: 'a camera that this clip lacks',
    member: (name, content) =>
      is(name, 4, `${front}.mp4`) || is(name, 4, `${front}.timestamps.parquet`) ? null : { name, content },
    says: /Cameras not on disk: front wide 120°/,
  },
  {
    what: 'a damaged egomotion',
    member: (name, content) => ({
      name,
      content: is(name, 4, 'egomotion.parquet') ? content.subarray(0, 900) : content,
    }),
    says: /No ego path on disk/,
    failure: /cut off or of another kind/,
  },
  {
    what: 'an egomotion of three seconds',
    member: (name, content) => ({
      name,
      content: is(name, 4, 'egomotion.parquet') ? egomotionTable(4, egoTimes.slice(0, 303)) : content,
    }),
    says: /spans 3\.0 s/,
  },
  {
    what: 'an egomotion out of order',
    member: (name, content) => ({
      name,
      content: is(name, 4, 'egomotion.parquet')
        ? egomotionTable(4, [...egoTimes.slice(1000), ...egoTimes.slice(0, 1000), 0])
        : content,
    }),
    says: /do not rise: its rows were sorted/,
  },
];
test.each(broken)('$what is told and harms nothing else', async ({ member, says, failure, images }) => {
  const { detail, failures } = await made({ member });
  const hurt = detail(4);
  expect(notesOf(hurt)).toMatch(says);
  if (failure) expect(failures.join()).toMatch(failure);
  const camera = hurt.cameras.find(({ channel }) => channel === front);
  if (images !== undefined) expect(camera!.present.filter(Boolean).length).toBe(images);
  if (images === 0) expect(camera!.video).toBeNull();
  const whole = detail(7);
  expect(whole.cameras.map(({ present }) => present.every(Boolean))).toEqual([true, true]);
  expect(whole.decisions.length).toBe(30);
});

test('an archive that is cut off counts as absent and is told', async () => {
  const root = temporaryFolder();
  writePhysicalai(root, { release: 'later', clips: 12, chunks: [1], cameras: two });
  const path = join(root, `camera/${front}/${front}.chunk_0001.zip`);
  writeFileSync(path, readFileSync(path).subarray(0, -30));
  const { detail, failures } = await indexed(root);
  expect(failures.join()).toMatch(/An archive is damaged/);
  expect(detail(4).cameras.map(({ channel }) => channel)).toEqual([two[1]]);
});
