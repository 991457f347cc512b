import { useMutation } from '@tanstack/react-query';
import { Box } from 'lucide-react';
import { useState } from 'react';
import { problemOf } from '../../shared/domain/problem.ts';
import { api } from '../state/connection.ts';
import { queryClient, subjects } from '../state/queries.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FolderField } from '../ui/folder-field.tsx';
import { announce } from '../ui/notices.ts';
import { closeOverlay } from '../ui/overlay-state.ts';
import '../library/add-dataset.css';
import { ProblemCard } from '../ui/states.tsx';

/** Adds a model by its folder; what does not fit its manifest is told graph by graph. */
export function AddModel() {
  const [path, setPath] = useState('');
  const add = useMutation({
    mutationFn: (at: string) => api.models.add({ path: at }),
    onSuccess: (model) => {
      void queryClient.invalidateQueries({ queryKey: [subjects.models] });
      if (model.problem) return;
      announce(`${model.title} ${model.version} added`);
      closeOverlay();
    },
  });
  const problem = add.error ? problemOf(add.error) : (add.data?.problem ?? null);
  const submit = (at: string) => {
    if (at.trim() !== '') add.mutate(at.trim());
  };
  return (
    <Dialog
      title="Add a model"
      icon={<Box size={17} strokeWidth={1.75} aria-hidden />}
      footer={
        <>
          <span>A folder with manifest.json and its ONNX graphs.</span>
          <span className="dialog-space" />
          <Button tone="quiet" onClick={closeOverlay}>
            Cancel
          </Button>
          <Button
            tone="main"
            disabledReason={
              path.trim() === '' ? 'Name the folder first.' : add.isPending ? 'Checking its graphs.' : null
            }
            onClick={() => submit(path)}
          >
            Add it
          </Button>
        </>
      }
    >
      <form
        className="add-dataset"
        onSubmit={(event) => {
          event.preventDefault();
          submit(path);
        }}
      >
        <FolderField
          label="Folder of the model"
          value={path}
          onChange={(next) => {
            setPath(next);
            add.reset();
          }}
          onPicked={(picked) => {
            setPath(picked);
            submit(picked);
          }}
          invalid={problem !== null}
        />
        {problem && <ProblemCard problem={problem} />}
      </form>
    </Dialog>
  );
}
