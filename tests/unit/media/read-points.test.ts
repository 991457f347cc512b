import { describe, expect, it } from 'vitest';
import { readPoints } from '../../../src/main/media/points/read-points.ts';

const nuscenes = (...points: number[][]): Uint8Array => new Uint8Array(Float32Array.from(points.flat()).buffer);
const pcd = (fields: string, lines: string): Uint8Array => {
  const many = fields.split(' ').length;
  const each = (word: string) => Array.from({ length: many }, () => word).join(' ');
  const count = lines.split('\n').length;
  return Buffer.from(
    `VERSION 0.7\nFIELDS ${fields}\nSIZE ${each('4')}\nTYPE ${each('F')}\nCOUNT ${each('1')}\nWIDTH ${count}\nHEIGHT 1\nPOINTS ${count}\nDATA ascii\n${lines}\n`,
  );
};

describe('points of a lidar', () => {
  it.each<[string, string, Uint8Array, number[]]>([
    ['of nuScenes', 'a.pcd.bin', nuscenes([1, 2, 3, 9, 0], [4, 5, 6, 9, 1]), [1, 2, 3, 4, 5, 6]],
    ['of a PCD, whatever the order of its fields', 'a.pcd', pcd('intensity z y x', '9 3 2 1\n9 6 5 4'), [1, 2, 3, 4, 5, 6]],
    ['without those that have no place', 'a.pcd', pcd('x y z', '1 2 3\nnan 5 6\n7 8 9'), [1, 2, 3, 7, 8, 9]],
  ])('%s', (_, name, bytes, places) => expect([...readPoints(bytes, name)]).toEqual(places)); // prettier-ignore

  it('are thinned out evenly where there are too many', () => {
    const many = new Uint8Array(Float32Array.from({ length: 5 * 400_000 }, (_, i) => Math.floor(i / 5)).buffer);
    const places = readPoints(many, 'a.pcd.bin');
    expect(places.length).toBe(3 * Math.ceil(400_000 / 3));
    expect([places[0], places[3], places.at(-1)]).toEqual([0, 3, 399_999]);
  });

  it.each<[string, string, Uint8Array, RegExp]>([
    ['an empty file', 'a.pcd.bin', new Uint8Array(), /0 bytes/],
    ['one that was cut off', 'a.pcd.bin', new Uint8Array(47), /47 bytes/],
    ['a PCD without z', 'a.pcd', pcd('x y', '1 2'), /no field z/],
    ['something else', 'a.pcd', Buffer.from('hello'), /no PCD header/],
  ])('%s is told', (_, name, bytes, says) => {
    expect(() => readPoints(bytes, name)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'media.points-damaged', whatHappened: expect.stringMatching(says) as string }) as object }) as Error);
  }); // prettier-ignore
});
