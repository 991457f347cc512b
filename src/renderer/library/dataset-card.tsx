import { FolderOpen, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { api } from '../state/connection.ts';
import { useLive } from '../state/live.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { attempt } from '../ui/notices.ts';
import { dateOf } from '../ui/numbers.ts';
import { ProblemCard } from '../ui/states.tsx';
import { VerdictGlyph } from '../ui/verdict-glyph.tsx';
import { JobProgress } from '../jobs/job-progress.tsx';
import { datasetFacts, datasetState } from './dataset-words.ts';
import { RemoveDataset } from './remove-dataset.tsx';
import { RootMissingCard } from '../ui/root-missing-card.tsx';
import { PointToFolder } from '../ui/point-to-folder.tsx';

/** One data set with what can be done to it. */
export function DatasetCard({ dataset }: { dataset: Dataset }) {
  const [asking, setAsking] = useState<'remove' | 'point' | null>(null);
  const job = useLive((s) =>
    s.jobs.find(
      (j) => j.kind === 'index' && j.result.datasetId === dataset.datasetId && ['queued', 'running'].includes(j.state),
    ),
  );
  const { verdict, words } = datasetState(dataset);
  const busy = job ? 'An index job is under way.' : null;
  return (
    <section className="dataset" aria-label={dataset.title}>
      <header>
        <VerdictGlyph verdict={verdict} label={words} />
        <h3>{dataset.title}</h3>
        <span className="dataset-state">{words}</span>
      </header>
      <p className="dataset-path mono selectable" title={dataset.rootPath}>
        {dataset.rootPath}
      </p>
      <ul className="dataset-facts">
        {datasetFacts(dataset).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
        {dataset.indexedAtUs !== null && <li>indexed {dateOf(dataset.indexedAtUs)}</li>}
      </ul>
      {job && <JobProgress job={job} />}
      {dataset.state === 'absent' ? (
        <RootMissingCard dataset={dataset} />
      ) : (
        dataset.problem && <ProblemCard problem={dataset.problem} />
      )}
      {asking === 'remove' && <RemoveDataset dataset={dataset} onDone={() => setAsking(null)} />}
      {asking === 'point' && <PointToFolder dataset={dataset} onDone={() => setAsking(null)} />}
      {asking === null && (
        <div className="dataset-actions">
          <Button
            icon={RefreshCw}
            disabledReason={dataset.state === 'absent' ? 'The root is gone.' : busy}
            onClick={() => attempt(() => api.datasets.reindex({ datasetId: dataset.datasetId }))}
          >
            Index again
          </Button>
          {dataset.state !== 'absent' && (
            <IconButton icon={FolderOpen} label="Point to the folder’s new place" onClick={() => setAsking('point')} />
          )}
          <span className="panel-space" />
          <IconButton
            icon={Trash2}
            label="Remove from the workspace"
            disabledReason={busy}
            onClick={() => setAsking('remove')}
          />
        </div>
      )}
    </section>
  );
}
