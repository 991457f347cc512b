import { useMutation } from '@tanstack/react-query';
import { Box } from 'lucide-react';
import { useState } from 'react';
import { problemOf } from '../../shared/domain/problem.ts';
import { api } from '../state/connection.ts';
import { queryClient, subjects } from '../state/queries.ts';
import { FolderField } from '../ui/folder-field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { announce } from '../ui/notices.ts';
import { closeOverlay } from '../ui/overlay-state.ts';
import '../library/add-dataset.css';

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
    <FormDialog
      title="Add a model"
      icon={<Box size={17} strokeWidth={1.75} aria-hidden />}
      aside="A folder with manifest.json and its ONNX graphs."
      submit="Add it"
      missing={path.trim() === '' ? 'Name the folder first.' : null}
      pending={add.isPending ? 'Checking its graphs.' : null}
      problem={problem}
      onSubmit={() => submit(path)}
      className="add-dataset"
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
    </FormDialog>
  );
}
