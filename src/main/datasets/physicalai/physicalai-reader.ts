import type { DatasetReader } from '../dataset-reader.ts';
import { nothingSkipped } from '../clip/skipped-rows.ts';
import { listChunks } from './chunk-list.ts';
import { openChunk } from './chunk-source.ts';
import { readClipTable } from './clip-table.ts';
import { clipFolders } from './folder-source.ts';
import { indexPhysicalai } from './index-physicalai.ts';
import { probePhysicalai } from './probe-physicalai.ts';
import { rootFiles } from './root-files.ts';

/** NVIDIA PhysicalAI-Autonomous-Vehicles: clips of 20 s in chunks of about 100, or in folders of their own. */
export const physicalaiReader: DatasetReader = {
  looksLike:
    'PhysicalAI-AV: clip_index.parquet, or chunk files as camera/…/….chunk_0000.zip, or a folder for each clip with labels and camera; a Hugging Face cache of it',
  probe: probePhysicalai,
  index: indexPhysicalai,
  async missingClips({ rootPath }, tokens) {
    const files = rootFiles(rootPath);
    const known = new Set(clipFolders(files));
    const table = await readClipTable(files, nothingSkipped());
    table?.ids.forEach((id) => known.add(id));
    const list = listChunks(files);
    // Without an index the archives tell what is there.
    for (const number of tokens.every((token) => known.has(token)) ? [] : list.chunks.keys()) {
      const chunk = openChunk(files, list, number, nothingSkipped());
      chunk.clipIds().forEach((id) => known.add(id));
      chunk.close();
    }
    return tokens.filter((token) => !known.has(token)).length;
  },
};
