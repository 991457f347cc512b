import { expect, it } from 'vitest';
import { sampleUnreadable } from '../../../src/main/datasets/sample/sample-problem.ts';
import { sampleManifestSchema } from '../../../src/main/sample-world/write/sample/sample-folder.ts';

const told = (manifest: unknown): string =>
  sampleUnreadable('manifest', '/d/sample-drives.json', sampleManifestSchema.safeParse(manifest).error).problem
    .whatHappened;

it('tells the first place of a list of drives that is not of its form', () => {
  expect(told('x')).toBe('/d/sample-drives.json: Invalid input: expected object, received string.');
  const drives = [{ name: '../up', description: '' }];
  expect(told({ format: 1, title: 'T', version: 'v', seed: 1, drives })).toMatch(
    /sample-drives\.json: .*drives\.0\.name: /,
  );
});

it('tells the first line of any other fault', () => {
  expect(sampleUnreadable('drive', '/d/a', new Error('cut off\nat file:1')).problem.whatHappened).toBe(
    '/d/a: cut off.',
  );
});
