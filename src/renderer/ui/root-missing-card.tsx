import { EyeOff, FolderOpen, FolderX, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { Dataset } from '../../shared/domain/dataset.ts';
import type { Problem } from '../../shared/domain/problem.ts';
import { api } from '../state/connection.ts';
import { useDatasets, useRuns } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from './button.tsx';
import { announce, attempt } from './notices.ts';
import { plural } from './numbers.ts';
import { PointToFolder } from './point-to-folder.tsx';
import { ProblemCard } from './states.tsx';

const problemOfRoot = (dataset: Dataset, runs: number): Problem => ({
  code: 'dataset.root-gone',
  title: 'The pictures cannot be read',
  whatHappened: `The root of ${dataset.title} is gone: ${dataset.rootPath}.`,
  whatWasKept: `All tags and notes. The index${runs === 0 ? '' : `, ${plural(runs, 'run')} and their scores`}.`,
  whatToDo: 'Connect the volume and it resumes by itself, or point to the new place. Nothing is indexed again.',
});

/** A data set's root is gone: what is kept and the ways on. Scores, plans and everything indexed stay usable. */
export function RootMissingCard({ dataset, autoFocus = false }: { dataset: Dataset; autoFocus?: boolean }) {
  const [pointing, setPointing] = useState(false);
  const others = useDatasets().data?.filter((d) => d.datasetId !== dataset.datasetId && d.state !== 'absent') ?? [];
  const clips = dataset.counts?.clips ?? 0;
  const look = () =>
    attempt(async () => {
      const after = await api.datasets.lookAgain();
      const back = after.find((d) => d.datasetId === dataset.datasetId)?.state !== 'absent';
      announce(back ? `${dataset.title} is back` : `${dataset.rootPath} is still not there`);
    });
  const hide = () =>
    useSession.setState((s) => ({ filter: { ...s.filter, datasetIds: others.map((d) => d.datasetId) } }));
  const problem = problemOfRoot(dataset, useRuns().data?.length ?? 0);
  if (pointing)
    return (
      <ProblemCard
        problem={problem}
        icon={FolderX}
        actions={<PointToFolder dataset={dataset} onDone={() => setPointing(false)} />}
      />
    );
  return (
    <ProblemCard
      problem={problem}
      icon={FolderX}
      actions={
        <>
          <Button icon={FolderOpen} tone="main" autoFocus={autoFocus} onClick={() => setPointing(true)}>
            Point to the folder…
          </Button>
          <Button icon={RefreshCw} onClick={look}>
            Look again
          </Button>
          <span className="panel-space" />
          {others.length > 0 && clips > 0 && (
            <Button icon={EyeOff} tone="quiet" onClick={hide}>
              Hide {plural(clips, 'clip')}
            </Button>
          )}
        </>
      }
    />
  );
}
