import { useState } from 'react';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { api } from '../state/connection.ts';
import { Button } from '../ui/button.tsx';
import { announce, attempt } from '../ui/notices.ts';

/** Removal is confirmed by writing the data set's version. */
export function RemoveDataset({ dataset, onDone }: { dataset: Dataset; onDone: () => void }) {
  const [typed, setTyped] = useState('');
  const word = dataset.version;
  const remove = () =>
    attempt(async () => {
      await api.datasets.remove({ datasetId: dataset.datasetId });
      announce(`${dataset.title} removed from the workspace`);
      onDone();
    });
  return (
    <form
      className="dataset-ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === word) remove();
      }}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <p>
        Its index leaves the workspace. The recordings stay on disk; tags and notes on its clips are kept and come back
        when it is added again from there.
      </p>
      <label className="field">
        <span>
          Write <b className="mono">{word}</b> to remove it
        </span>
        <input className="input mono" autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <div className="dataset-actions">
        <Button type="submit" tone="danger" disabledReason={typed === word ? null : `Write ${word} first.`}>
          Remove
        </Button>
        <Button tone="quiet" onClick={onDone}>
          Keep it
        </Button>
      </div>
    </form>
  );
}
