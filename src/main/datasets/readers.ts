import type { DatasetKind } from '../../shared/domain/dataset.ts';
import type { DatasetReader } from './dataset-reader.ts';
import { sampleReader } from './sample/sample-reader.ts';
import { navsimReader } from './navsim/navsim-reader.ts';
import { nuscenesReader } from './nuscenes/nuscenes-reader.ts';
import { physicalaiReader } from './physicalai/physicalai-reader.ts';

/** The reader of each kind of data set. */
export const datasetReaders: Partial<Record<DatasetKind, DatasetReader>> = {
  nuscenes: nuscenesReader,
  navsim: navsimReader,
  physicalai: physicalaiReader,
  sample: sampleReader,
};
