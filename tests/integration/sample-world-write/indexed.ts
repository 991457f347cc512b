import type { Database } from 'better-sqlite3';
import type { DatasetReader } from '../../../src/main/datasets/dataset-reader.ts';
import { readClipDetail } from '../../../src/main/workspace/index/clip-reader.ts';
import type { DatasetCounts } from '../../../src/shared/domain/dataset.ts';
import type { ClipDetail } from '../../../src/shared/domain/clip.ts';

/** Indexes a root with its reader; the clips by name. */
export async function indexedClips(
  db: Database,
  index: DatasetReader['index'],
  root: string,
  version: string,
): Promise<{ counts: DatasetCounts; failures: string[]; clips: ClipDetail[] }> {
  const failures: string[] = [];
  const counts = await index(db, {
    datasetId: 'd1',
    root,
    version,
    signal: new AbortController().signal,
    progress: () => undefined,
    failure: (item, problem) => failures.push(`${problem.whatHappened} ${item}`),
  });
  const ids = db.prepare<[], string>('SELECT clip_id FROM clip ORDER BY name').pluck().all();
  const clips = ids.map((id) => {
    const clip = readClipDetail(db, id);
    if (!clip) throw new Error(`no clip ${id}`);
    return clip;
  });
  return { counts, failures, clips };
}
