import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGeometryBlob, GeometryFault } from '../../../../src/main/datasets/geopackage/geometry-blob.ts';
import { devkitGlobals } from '../../../../src/main/datasets/navsim/devkit-records.ts';
import { readLog } from '../../../../src/main/datasets/navsim/read-log.ts';
import { readSyntheticScene } from '../../../../src/main/datasets/navsim/synthetic-scene.ts';
import { readPickle } from '../../../../src/main/datasets/pickle/read-pickle.ts';
import { ProblemError } from '../../../../src/shared/domain/problem.ts';
import { mutateBytes } from '../../../synthetic/mutate-bytes.ts';

const folder = resolve(import.meta.dirname, '../../../golden/navsim');
const original = (name: string): Buffer => readFileSync(resolve(folder, name));
const read = (bytes: Buffer) => void readPickle(bytes, { file: 'f', allowed: devkitGlobals });

/** How many inputs were read and how many refused; anything but a problem in words is thrown on. */
function outcomes(inputs: number, work: (seed: number) => void): { read: number; refused: number } {
  const counts = { read: 0, refused: 0 };
  for (let seed = 0; seed < inputs; seed++) {
    try {
      work(seed);
      counts.read++;
    } catch (error) {
      if (!(error instanceof ProblemError) && !(error instanceof GeometryFault)) throw error;
      counts.refused++;
    }
  }
  return counts;
}

/** `node bench/navsim/fuzz.ts` tries hundreds of thousands. */
describe('damaged files are read or refused in words', () => {
  it.each<[string, (bytes: Buffer) => void]>([
    ['values-numpy1-protocol0.pkl', read],
    ['values-numpy2-protocol2.pkl', read],
    ['values-numpy2-protocol5.pkl', read],
    ['log-numpy2.pkl', (bytes) => void readLog(bytes, 'f')],
    ['synthetic-scene.pkl', (bytes) => void readSyntheticScene(bytes, 'f')],
  ])('%s', (name, work) => {
    const bytes = original(name);
    const { read: readable, refused } = outcomes(400, (seed) => work(mutateBytes(bytes, seed)));
    expect(refused).toBeGreaterThan(40);
    expect(readable).toBeGreaterThan(0);
  });

  it('geometries', () => {
    const ring = Buffer.alloc(8 + 9 + 4 + 5 * 16);
    ring.write('GP', 'latin1');
    ring[3] = 1;
    ring.set([1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0], 8);
    expect(readGeometryBlob(ring)).toMatchObject({ kind: 'polygons' });
    const { read: readable, refused } = outcomes(2000, (seed) => void readGeometryBlob(mutateBytes(ring, seed)));
    expect(readable).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });
});
