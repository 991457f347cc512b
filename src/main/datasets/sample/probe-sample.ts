import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetProbe } from '../../../shared/domain/dataset.ts';
import {
  MANIFEST_FILE,
  sampleManifestSchema,
  type SampleManifest,
} from '../../sample-world/write/sample/sample-folder.ts';
import { sampleUnreadable } from './sample-problem.ts';

/** Reads the manifest of a folder of sample drives. Throws ProblemError `dataset.sample-manifest`. */
export function readSampleManifest(root: string): SampleManifest {
  try {
    return sampleManifestSchema.parse(JSON.parse(readFileSync(join(root, MANIFEST_FILE), 'utf8')));
  } catch (error) {
    throw sampleUnreadable('manifest', join(root, MANIFEST_FILE), error);
  }
}

/** The sample drives in a folder, or nothing. */
export function probeSample(realPath: string): DatasetProbe[] {
  const manifest = statSync(join(realPath, MANIFEST_FILE), { throwIfNoEntry: false });
  if (!manifest?.isFile()) return [];
  const { title, version, drives } = readSampleManifest(realPath);
  const there = drives.filter(({ name }) => statSync(join(realPath, name), { throwIfNoEntry: false })?.isDirectory());
  return [
    {
      kind: 'sample',
      rootPath: realPath,
      version,
      title,
      parts: [
        {
          name: 'drives',
          found: there.length > 0,
          detail: `${there.length} of ${drives.length} drives are here, made by the sample world`,
        },
      ],
      tableBytes: manifest.size,
      knownAs: null,
    },
  ];
}
