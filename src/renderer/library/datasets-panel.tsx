import { Plus } from 'lucide-react';
import { problemOf } from '../../shared/domain/problem.ts';
import { useDatasets } from '../state/queries.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { count } from '../ui/numbers.ts';
import { openOverlay } from '../ui/overlay-state.ts';
import { Panel } from '../ui/panel.tsx';
import { Loading, ProblemCard } from '../ui/states.tsx';
import { DatasetCard } from './dataset-card.tsx';
import './datasets-panel.css';

/** The data sets of the workspace: where they are, what is in them, what is not on disk. */
export function DatasetsPanel() {
  const datasets = useDatasets();
  return (
    <Panel
      title="Data sets"
      fact={datasets.data && count(datasets.data.length)}
      actions={
        <IconButton
          icon={Plus}
          label="Add a data set"
          command="app.add-dataset"
          onClick={() => openOverlay({ kind: 'add-dataset', path: '' })}
        />
      }
    >
      {datasets.isPending && <Loading what="Looking at the data sets" rows={2} rowHeight={90} />}
      {datasets.isError && <ProblemCard problem={problemOf(datasets.error)} />}
      {datasets.data?.map((dataset) => (
        <DatasetCard key={dataset.datasetId} dataset={dataset} />
      ))}
    </Panel>
  );
}
