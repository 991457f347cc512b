import { Transformer } from '@napi-rs/image';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDiskCache } from '../../../src/main/media/disk-cache.ts';
import { createMedia, type Media, type MediaSources } from '../../../src/main/media/media.ts';
import type { MediaResponse } from '../../../src/main/media/media-response.ts';
import { problemSchema, type Problem } from '../../../src/shared/domain/problem.ts';
import { greyPng, jpegClaiming, jpegPicture } from '../../pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-media-'));
const root = join(folder, 'data');
const picture = jpegPicture(800, 450, 40);

const files: Record<string, Uint8Array> = {
  'good.jpg': picture,
  'empty.jpg': Buffer.alloc(0),
  'cut.jpg': picture.subarray(0, picture.length >> 1),
  'text.jpg': Buffer.from('this is a note'),
  'really-png.jpg': greyPng(4, 4, new Uint8Array(16)),
  'huge.jpg': jpegClaiming(40_000, 40_000),
  'hollow.jpg': jpegClaiming(64, 64),
  'mask.png': greyPng(
    1000,
    500,
    Uint8Array.from({ length: 500_000 }, (_, i) => (i % 1000 < 500 ? 255 : 0)),
  ),
  'bad-mask.png': greyPng(50, 50, new Uint8Array(2500)).subarray(0, 60),
};

/** Channels and map names are relative paths here: what the index would look up by id. */
const sources = (rootPath: string): MediaSources => ({
  cacheFolder: join(folder, 'cache'),
  reportsFolder: join(folder, 'reports'),
  clips: {
    imageFile: async (clipId, channel) => (clipId === 'd:t' ? { rootPath, relativePath: channel } : null),
    thumbnailSource: async (clipId) => ({ rootPath, relativePath: `${clipId.slice(2)}.jpg` }),
    mapImage: async (_, name) => ({ rootPath, relativePath: name }),
    videoFile: async () => null,
    thumbnailFrame: async () => null,
  },
  runs: {
    predictedPicture: async (runId, clipId, frame, k) =>
      runId === 'r 1' && clipId === 'd:t' && frame === 4 && k === 2 ? picture : null,
  },
});

let media: Media;
beforeAll(() => {
  mkdirSync(join(root, 'in'), { recursive: true });
  mkdirSync(join(folder, 'reports/r1'), { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(root, name), bytes);
  writeFileSync(join(folder, 'secret.jpg'), picture);
  writeFileSync(join(folder, 'reports/r1/report.html'), '<p>Hello');
  writeFileSync(join(folder, 'reports/r1/draft.tmp'), 'x');
  symlinkSync(join(folder, 'secret.jpg'), join(root, 'link-out.jpg'));
  symlinkSync(folder, join(root, 'folder-out'));
  symlinkSync('../good.jpg', join(root, 'in/link-in.jpg'));
  symlinkSync('round.jpg', join(root, 'round.jpg'));
  symlinkSync(root, join(folder, 'linked-root'));
  media = createMedia({ workspace: sources(root) });
});
afterAll(async () => {
  await media.close();
  rmSync(folder, { recursive: true });
});

const ask = (path: string, query = '', more: { range?: string; ifNoneMatch?: string } = {}, from = media) =>
  from.respond({ path, search: new URLSearchParams(query), ...more });
const image = (channel: string) => `/media/image/d/t/${channel}/0`;
const bytesOf = async (response: MediaResponse) =>
  Buffer.from(await new Response(response.body as BodyInit).arrayBuffer());
const problemIn = (response: MediaResponse): Problem =>
  problemSchema.parse(
    (JSON.parse(typeof response.body === 'string' ? response.body : '{}') as { problem: unknown }).problem,
  );

describe('a recorded picture', () => {
  it('is served as it is on disk', async () => {
    const response = await ask(image('good.jpg'));
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(picture.length),
      'x-content-type-options': 'nosniff',
    });
    expect((await bytesOf(response)).equals(picture)).toBe(true);
  });

  it('is not sent again to who has it, and is when the file changed', async () => {
    const { headers } = await ask(image('good.jpg'));
    expect((await ask(image('good.jpg'), '', { ifNoneMatch: headers.etag })).status).toBe(304);
    utimesSync(join(root, 'good.jpg'), new Date(), new Date(Date.now() - 5000));
    expect((await ask(image('good.jpg'), '', { ifNoneMatch: headers.etag })).status).toBe(200);
  });

  it('comes in parts', async () => {
    const part = await ask(image('good.jpg'), '', { range: 'bytes=10-19' });
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${picture.length}`]);
    expect((await bytesOf(part)).equals(picture.subarray(10, 20))).toBe(true);
    expect((await ask(image('good.jpg'), '', { range: `bytes=${picture.length}-` })).status).toBe(416);
  });

  it('is found through a link that stays inside, and through a linked root', async () => {
    const linked = createMedia({ workspace: sources(join(folder, 'linked-root')) });
    const response = await linked.respond({ path: '/media/image/d/t/x/0', search: new URLSearchParams() });
    expect(response.status).toBe(404);
    const inside = createMedia({
      workspace: {
        ...sources(root),
        clips: {
          ...sources(root).clips,
          imageFile: async () => ({ rootPath: join(folder, 'linked-root'), relativePath: 'in/link-in.jpg' }),
        },
      },
    });
    expect((await inside.respond({ path: '/media/image/d/t/x/0', search: new URLSearchParams() })).status).toBe(200);
    await linked.close();
    await inside.close();
  });
});

describe('what is not served', () => {
  const through = (relativePath: string, rootPath = root) => {
    const all = sources(rootPath);
    return createMedia({
      workspace: { ...all, clips: { ...all.clips, imageFile: async () => ({ rootPath, relativePath }) } },
    });
  };
  it.each([
    ['in an absent folder', 'not-there/good.jpg', 404, 'media.file-absent'],
    ['absent', 'absent.jpg', 404, 'media.file-absent'],
    ['a folder', 'in', 404, 'media.file-absent'],
    ['a link out', 'link-out.jpg', 404, 'media.outside-root'],
    ['below a link out', 'folder-out/secret.jpg', 404, 'media.outside-root'],
    ['by ..', '../secret.jpg', 404, 'media.outside-root'],
    ['absolute', join(folder, 'secret.jpg'), 404, 'media.outside-root'],
    ['links in a circle', 'round.jpg', 500, 'media.unreadable'],
    ['empty', 'empty.jpg', 422, 'media.image-empty'],
    ['cut off', 'cut.jpg', 422, 'media.image-damaged'],
    ['text', 'text.jpg', 422, 'media.image-unknown'],
    ['mislabelled', 'really-png.jpg', 422, 'media.image-mislabelled'],
    ['huge', 'huge.jpg', 422, 'media.image-too-large'],
  ])('%s', async (_, relativePath, status, code) => {
    const served = through(relativePath);
    const response = await served.respond({ path: '/media/image/d/t/CAM/0', search: new URLSearchParams() });
    expect([response.status, problemIn(response).code]).toEqual([status, code]);
    await served.close();
  });

  it('a data set whose folder is gone', async () => {
    const served = through('good.jpg', join(folder, 'unplugged'));
    const problem = problemIn(await served.respond({ path: '/media/image/d/t/CAM/0', search: new URLSearchParams() }));
    expect(problem.code).toBe('media.root-absent');
    expect(problem.whatHappened).toContain('unplugged');
    await served.close();
  });

  it.skipIf(process.getuid?.() === 0)('a file without permission', async () => {
    writeFileSync(join(root, 'locked.jpg'), picture);
    chmodSync(join(root, 'locked.jpg'), 0);
    expect(problemIn(await ask(image('locked.jpg')))).toMatchObject({ code: 'media.unreadable' });
  });

  it('unknown clips and addresses', async () => {
    expect((await ask('/media/image/d/other/CAM/0')).status).toBe(404);
    expect(problemIn(await ask('/media/nothing')).code).toBe('media.unknown-address');
  });
});

describe('small pictures', () => {
  it('have the width of the next size and the look of the picture', async () => {
    const response = await ask('/media/thumb/d/good', 'w=150');
    const { width, height } = await new Transformer(await bytesOf(response)).metadata();
    expect([response.status, response.headers['content-type'], width, height]).toEqual([200, 'image/jpeg', 160, 90]);
    const small = new Transformer(await bytesOf(response)).rawPixelsSync();
    const large = new Transformer(picture).rawPixelsSync();
    const mean = (pixels: Buffer, channel: number) => {
      let sum = 0;
      for (let i = channel; i < pixels.length; i += 3) sum += pixels[i];
      return (sum * 3) / pixels.length;
    };
    for (const channel of [0, 1, 2]) expect(Math.abs(mean(small, channel) - mean(large, channel))).toBeLessThan(2);
  });

  it('are kept on disk, and asked for at once are made once', async () => {
    rmSync(join(folder, 'cache'), { recursive: true, force: true });
    const fresh = createMedia({ workspace: sources(root) });
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask('/media/thumb/d/good', 'w=320', {}, fresh)));
    expect(new Set(answers.map((a) => a.headers.etag)).size).toBe(1);
    const kept = readdirSync(join(folder, 'cache/pictures'));
    expect(kept).toHaveLength(1);
    const again = await ask('/media/thumb/d/good', 'w=320', {}, fresh);
    expect((await bytesOf(again)).equals(readFileSync(join(folder, 'cache/pictures', kept[0])))).toBe(true);
    await fresh.close();
  });

  it.each([
    ['hollow', 'media.image-damaged'],
    ['cut', 'media.image-damaged'],
    ['huge', 'media.image-too-large'],
    ['really-png', 'media.image-mislabelled'],
  ])('of a bad picture (%s) are told, and good ones still come', async (name, code) => {
    const response = await ask(`/media/thumb/d/${name}`);
    expect([response.status, problemIn(response).code]).toEqual([422, code]);
    expect((await ask('/media/thumb/d/good')).status).toBe(200);
  });

  it('shed the ones used longest ago when the cache is full', async () => {
    const cacheFolder = join(folder, 'small-cache');
    const cache = createDiskCache(cacheFolder, 1000);
    for (const key of ['a', 'b', 'c']) {
      await cache.put(key, new Uint8Array(300));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await cache.get('a')).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await cache.put('d', new Uint8Array(300));
    const reopened = createDiskCache(cacheFolder, 1000);
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => (await reopened.get(key)) !== null))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});

describe('map crops', () => {
  it('are white with the share of road as alpha', async () => {
    const response = await ask('/media/map/d/mask.png', 'bounds=40,10,60,30');
    expect([response.status, response.headers['content-type']]).toEqual([200, 'image/png']);
    const pixels = new Transformer(await bytesOf(response)).rawPixelsSync();
    expect(pixels.length).toBe(200 * 200 * 2);
    expect([...pixels.subarray(0, 2)]).toEqual([255, 255]);
    expect([...pixels.subarray(398, 400)]).toEqual([255, 0]);
  });

  it('are told where the cache cannot be written, and pictures are still made', async () => {
    const cacheFolder = join(root, 'good.jpg', 'cache');
    const cramped = createMedia({ workspace: { ...sources(root), cacheFolder } });
    const response = await ask('/media/map/d/mask.png', 'bounds=0,0,1,1', {}, cramped);
    expect([response.status, problemIn(response).code]).toEqual([500, 'media.cache-unwritable']);
    expect((await ask('/media/thumb/d/good', '', {}, cramped)).status).toBe(200);
    await cramped.close();
  });

  it('of a damaged mask are told', async () => {
    const response = await ask('/media/map/d/bad-mask.png', 'bounds=0,0,1,1');
    expect([response.status, problemIn(response).code]).toEqual([422, 'media.map-damaged']);
  });
});

describe('a predicted picture', () => {
  it('is served as it is stored, and may be kept for good', async () => {
    const response = await ask('/media/predicted/r 1/d/t/4/2');
    expect(response.status).toBe(200);
    expect((await bytesOf(response)).equals(picture)).toBe(true);
    expect(response.headers).toMatchObject({ 'content-type': 'image/jpeg' });
    expect(response.headers['cache-control']).toContain('immutable');
    const again = await ask('/media/predicted/r 1/d/t/4/2', '', { ifNoneMatch: response.headers.etag });
    expect(again.status).toBe(304);
  });
  it.each(['r 1/d/t/4/3', 'r 1/d/t/5/2', 'r 1/d/other/4/2', 'r2/d/t/4/2'])('%s was not predicted', async (path) => {
    const response = await ask(`/media/predicted/${path}`);
    expect([response.status, problemIn(response).code]).toEqual([404, 'media.no-such-picture']);
  });
});

describe('reports', () => {
  it('are served as pages that can do nothing but be read', async () => {
    const response = await ask('/media/report/r1/report.html');
    expect([response.status, (await bytesOf(response)).toString()]).toEqual([200, '<p>Hello']);
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
  });
  it.each(['/media/report/r1/draft.tmp', '/media/report/r1/absent.html', '/media/report/r2/report.html'])(
    '%s is not there',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );
});
