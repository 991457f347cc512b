import { describe, expect, it } from 'vitest';
import { relativePathVerdict, staysInside } from '../../../src/main/media/path-policy.ts';

describe('a path that a data set names', () => {
  it.each([
    ['samples/CAM_FRONT/a.jpg', true],
    ['a.jpg', true],
    ['samples/..hidden/a.jpg', true],
    ['samples/a..jpg', true],
    ['', false],
    ['../a.jpg', false],
    ['samples/../../a.jpg', false],
    ['samples/..', false],
    ['/etc/passwd', false],
    ['C:/windows/a.jpg', false],
    ['samples\\..\\a.jpg', false],
    ['samples/a.jpg\0.png', false],
  ])('%j may be looked up: %s', (path, ok) => {
    expect(relativePathVerdict(path).ok).toBe(ok);
  });
});

describe('a resolved file', () => {
  it.each([
    ['/data/nu', '/data/nu/samples/a.jpg', true],
    ['/data/nu', '/data/nu', false],
    ['/data/nu', '/data/nu2/a.jpg', false],
    ['/data/nu', '/data/a.jpg', false],
    ['/', '/a.jpg', true],
    ['/hub/datasets--x--y/snapshots/1a2b', '/hub/datasets--x--y/blobs/ffee', true],
    ['/hub/datasets--x--y/snapshots/1a2b/v1', '/hub/datasets--x--y/blobs/ffee', true],
    ['/hub/datasets--x--y/snapshots/1a2b', '/hub/datasets--other/blobs/ffee', false],
    ['/hub/plain/snapshots/1a2b', '/hub/plain/blobs/ffee', false],
  ])('below %s: %s is inside: %s', (root, file, inside) => {
    expect(staysInside(root, file)).toBe(inside);
  });
});
