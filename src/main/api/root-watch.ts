import type { Dataset } from '../../shared/domain/dataset.ts';
import type { Workspace } from '../workspace/workspace.ts';

const EVERY_MS = 5000;

/** Notices data set roots that vanish or come back while they are shown. */
export interface RootWatch {
  /** Looks at every root now; the listener hears it when something changed. */
  look(): Promise<Dataset[]>;
  /** Looks soon: a file was not where it should be. */
  doubt(): void;
  close(): void;
}

const statesOf = (datasets: readonly Dataset[]): string => datasets.map((d) => `${d.datasetId} ${d.state}`).join('\n');

/** Looks every 5 s while `wanted` (somebody is watching), and on doubt. One look at a time: a root may take long to answer. */
export function watchRoots(workspace: Workspace, wanted: () => boolean, onChange: () => void): RootWatch {
  let last: string | null = null;
  let looking: Promise<Dataset[]> | null = null;

  const lookNow = async (): Promise<Dataset[]> => {
    const datasets = await workspace.datasets.list();
    const states = statesOf(datasets);
    // The first look counts too: a window may have asked before it, when the root was still there.
    if (states !== last) onChange();
    last = states;
    return datasets;
  };
  const look = () => (looking ??= lookNow().finally(() => (looking = null)));
  const lookQuietly = () => {
    // A blocked workspace has no data sets to look at; it says so by itself.
    look().catch(() => undefined);
  };
  const timer = setInterval(() => {
    if (wanted()) lookQuietly();
  }, EVERY_MS);
  return { look, doubt: lookQuietly, close: () => clearInterval(timer) };
}
