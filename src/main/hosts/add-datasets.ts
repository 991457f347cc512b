import { problemOf } from '../../shared/domain/problem.ts';
import { bundledDrives } from '../datasets/sample/bundled-drives.ts';
import type { Workstation } from '../api/workstation.ts';
import type { HostOptions } from './host-options.ts';

/** Adds the data sets named at the start, every version that a folder holds; what cannot be added is said in words by `tell`. */
export async function addDatasets(
  workstation: Workstation,
  folders: readonly string[],
  tell: (sentence: string) => void,
): Promise<void> {
  for (const folder of folders) {
    try {
      for (const { version } of await workstation.datasets.probe(folder)) await workstation.addDataset(folder, version);
    } catch (error) {
      const problem = problemOf(error);
      tell(`${problem.title}. ${problem.whatHappened} ${problem.whatToDo}`);
    }
  }
}

/** Kept in the workspace once the sample drives were added, so that a user who takes them out does not get them again. */
const OFFERED = 'sample.offered';

/** Adds the sample drives to a workspace that has no data set and never had them. */
async function addSampleDrives(workstation: Workstation, tell: (sentence: string) => void): Promise<void> {
  const folder = bundledDrives();
  const { workspace } = workstation;
  if (folder === null || workspace.state().status !== 'open') return;
  const settings = await workspace.settings.all();
  if (settings[OFFERED] === true || (await workspace.datasets.list()).length > 0) return;
  await addDatasets(workstation, [folder], tell);
  await workspace.settings.save(OFFERED, true);
}

/** What a host was started with: data sets that were named, else the sample drives where they are wanted. */
export async function addAtStart(
  workstation: Workstation,
  { datasets, sample }: Pick<HostOptions, 'datasets' | 'sample'>,
  tell: (sentence: string) => void,
): Promise<void> {
  await addDatasets(workstation, datasets, tell);
  if (sample && datasets.length === 0) await addSampleDrives(workstation, tell);
}
