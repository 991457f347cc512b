import type { DatasetReader } from '../dataset-reader.ts';
import { indexSample } from './index-sample.ts';
import { probeSample, readSampleManifest } from './probe-sample.ts';

/** Drives of the sample world with their truth, as Foresight brings them along. */
export const sampleReader: DatasetReader = {
  looksLike: 'Sample drives: sample-drives.json and a folder a drive',
  probe: probeSample,
  index: indexSample,
  missingClips: (probe, tokens) => {
    const names = new Set(readSampleManifest(probe.rootPath).drives.map(({ name }) => name));
    return Promise.resolve(tokens.filter((token) => !names.has(token)).length);
  },
};
