import { partsOfClipId } from '../../shared/domain/clip.ts';
import type { Dataset, DatasetProbe } from '../../shared/domain/dataset.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { probeFolder } from '../datasets/probe.ts';
import { datasetReaders } from '../datasets/readers.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { indexDataset } from './index-dataset.ts';
import type { JobQueue } from './queue.ts';

/** Bringing data sets into a workspace and keeping them there. */
export interface DatasetWork {
  /** What a folder holds, told before anything is indexed; `knownAs` is set for what the workspace has already. */
  probe(path: string): Promise<DatasetProbe[]>;
  /** Registers a data set and indexes it. `version` chooses where a folder holds several. */
  add(path: string, version?: string): Promise<{ datasetId: string; jobId: string }>;
  /** Indexes again, or goes on where a cancelled or cut-off indexing stopped; nothing to do for an unchanged root. */
  reindex(datasetId: string): Promise<{ jobId: string }>;
  /** Points a data set to its new root without indexing; refused when another data set lies there. */
  repoint(datasetId: string, path: string): Promise<Dataset>;
  remove(datasetId: string): Promise<void>;
}

export function createDatasetWork(workspace: Workspace, jobs: JobQueue): DatasetWork {
  const index = (dataset: Dataset): { jobId: string } => {
    const open = jobs.openFor('index', 'datasetId', dataset.datasetId);
    if (open) return { jobId: open.jobId };
    const { datasetId, kind, version, rootPath } = dataset;
    return jobs.enqueue({
      kind: 'index',
      title: `Index ${dataset.title}`,
      result: { datasetId },
      async run(context) {
        try {
          await indexDataset({ datasetId, kind, version, rootPath, indexFile: workspace.indexFile }, context);
        } finally {
          // A cancelled indexing leaves clips too: they are shown, and the rest comes when it is resumed.
          workspace.datasets.indexed(datasetId);
        }
        return {};
      },
    });
  };

  const known = async (datasetId: string): Promise<Dataset> => {
    const found = (await workspace.datasets.list()).find((d) => d.datasetId === datasetId);
    if (!found) throw unknownDataset(datasetId);
    return found;
  };

  return {
    async probe(path) {
      const [probes, datasets] = await Promise.all([probeFolder(path), workspace.datasets.list()]);
      return probes.map((probe) => ({ ...probe, knownAs: datasets.find((d) => isSame(d, probe))?.datasetId ?? null }));
    },
    async add(path, version) {
      const probe = chooseProbe(path, await probeFolder(path), version);
      const { kind, title, rootPath } = probe;
      const dataset = await workspace.datasets.register({ kind, version: probe.version, title, rootPath });
      return { datasetId: dataset.datasetId, jobId: index(dataset).jobId };
    },
    async reindex(datasetId) {
      return { jobId: index(await known(datasetId)).jobId };
    },
    async repoint(datasetId, path) {
      const dataset = await known(datasetId);
      const probes = await probeFolder(path);
      const there = probes.find((p) => p.kind === dataset.kind && p.version === dataset.version);
      if (!there) throw otherDataset(dataset, path, `it holds ${probes.map((p) => p.version).join(', ')}`);
      const clipIds = await workspace.library.clipIds({ datasetIds: [datasetId] });
      const tokens = clipIds.map((clipId) => partsOfClipId(clipId).token);
      const missing = (await datasetReaders[dataset.kind]?.missingClips(there, tokens)) ?? 0;
      if (missing > 0) throw otherDataset(dataset, path, `it lacks ${missing} of the ${tokens.length} indexed clips`);
      await workspace.datasets.repoint(datasetId, there.rootPath);
      return known(datasetId);
    },
    async remove(datasetId) {
      const open = jobs.openFor('index', 'datasetId', datasetId);
      if (open) {
        jobs.cancel(open.jobId);
        await jobs.finished(open.jobId);
      }
      await workspace.datasets.remove(datasetId);
    },
  };
}

const isSame = (dataset: Dataset, probe: DatasetProbe): boolean =>
  dataset.kind === probe.kind && dataset.version === probe.version && dataset.rootPath === probe.rootPath;

/** The probe that is meant. Throws when the version is not there, or when several are and none is named. */
export function chooseProbe(path: string, probes: readonly DatasetProbe[], version: string | undefined): DatasetProbe {
  const there = probes.map((p) => p.version).join(', ');
  const chosen = version === undefined && probes.length === 1 ? probes[0] : probes.find((p) => p.version === version);
  if (chosen) return chosen;
  throw new ProblemError({
    code: version === undefined ? 'dataset.several-versions' : 'dataset.no-such-version',
    title: version === undefined ? 'The folder holds several versions' : `The folder holds no ${version}`,
    whatHappened: `${path} holds ${there}.`,
    whatWasKept: 'Nothing was added.',
    whatToDo: `Choose one of ${there}.`,
  });
}

const unknownDataset = (datasetId: string) =>
  new ProblemError({
    code: 'dataset.unknown',
    title: 'No such data set',
    whatHappened: `The workspace has no data set ${datasetId}.`,
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Look in the list of data sets.',
  });

const otherDataset = (dataset: Dataset, path: string, finding: string) =>
  new ProblemError({
    code: 'dataset.other-there',
    title: 'Another data set lies there',
    whatHappened: `${path} is not where ${dataset.title} was moved to: ${finding}.`,
    whatWasKept: 'The data set still points to its old place. Tags, notes, runs and scores are untouched.',
    whatToDo: 'Choose the folder that this data set was moved to, or add the other one as a new data set.',
  });
