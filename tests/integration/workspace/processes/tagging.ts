/**
 * A process of its own that tags without a pause and prints the id of each tag once it is durable, until it is killed.
 * Arguments: workspace folder, then optionally a data set root to index at the same time, again and again.
 */
import { indexDataset } from '../../../../src/main/jobs/index-dataset.ts';
import { openWorkspace } from '../../../../src/main/workspace/open-workspace.ts';
import type { Workspace } from '../../../../src/main/workspace/workspace.ts';
import { clipIdOf } from '../../../../src/shared/domain/clip.ts';

const [folder, root] = process.argv.slice(2);
const workspace = await openWorkspace(folder);
process.stdout.write(`state ${workspace.state().status} ${workspace.state().problem?.code ?? 'none'}\n`);
if (root !== undefined) void indexWithoutEnd(workspace, root);

const types = await workspace.review.tagTypes();
for (let i = 0; ; i++) {
  const clipId = clipIdOf('nuscenes-kill', `clip-${i % 7}`);
  const tagTypeId = types[i % types.length].tagTypeId;
  const tag = await workspace.review.addTag({
    clipId,
    tagTypeId,
    startUs: i,
    endUs: null,
    severity: 'minor',
    note: '',
    runId: null,
  });
  process.stdout.write(`tag ${tag.tagId} ${clipId}\n`);
}

async function indexWithoutEnd({ datasets, indexFile }: Workspace, rootPath: string): Promise<void> {
  const { datasetId } = await datasets.register({ kind: 'nuscenes', version: 'v1.0-mini', title: 'Killed', rootPath });
  for (;;) {
    const input = { datasetId, kind: 'nuscenes', version: 'v1.0-mini', rootPath, indexFile } as const;
    await indexDataset(input, {
      signal: new AbortController().signal,
      progress: ({ current, done }) => void process.stdout.write(`index ${done} ${current}\n`),
      failure: () => undefined,
    });
    process.stdout.write('indexed\n');
    datasets.indexed(datasetId);
    await datasets.remove(datasetId);
    await datasets.register({ kind: 'nuscenes', version: 'v1.0-mini', title: 'Killed', rootPath });
  }
}
