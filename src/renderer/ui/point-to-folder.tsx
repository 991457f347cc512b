import { useState } from 'react';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { problemOf, type Problem } from '../../shared/domain/problem.ts';
import { api } from '../state/connection.ts';
import { Button } from './button.tsx';
import { FolderField } from './folder-field.tsx';
import { announce } from './notices.ts';

/** Gives a data set its root's new place. Nothing is indexed again; a folder that is not this data set is refused. */
export function PointToFolder({
  dataset,
  onDone,
}: {
  dataset: Pick<Dataset, 'datasetId' | 'title'>;
  onDone: () => void;
}) {
  const [path, setPath] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const point = (to: string) => {
    setPath(to);
    setBusy(true);
    api.datasets.repoint({ datasetId: dataset.datasetId, path: to }).then(
      () => {
        announce(`${dataset.title} has its pictures again`);
        onDone();
      },
      (error: unknown) => {
        setProblem(problemOf(error));
        setBusy(false);
      },
    );
  };
  return (
    <form
      className="point-to-folder"
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '' && !busy) point(path.trim());
      }}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <FolderField
        label={`Folder of ${dataset.title}`}
        value={path}
        onChange={setPath}
        onPicked={point}
        invalid={problem !== null}
      />
      {problem && (
        <p className="field-error" role="alert">
          {problem.title}. {problem.whatHappened} {problem.whatToDo}
        </p>
      )}
      <div className="problem-actions">
        <Button
          type="submit"
          tone="main"
          disabledReason={path.trim() === '' ? 'Name the folder first.' : busy ? 'Looking at the folder.' : null}
        >
          Use this folder
        </Button>
        <Button tone="quiet" onClick={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
