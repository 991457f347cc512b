import { problemOf } from '../../shared/domain/problem.ts';
import type { Workstation } from '../api/workstation.ts';

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
