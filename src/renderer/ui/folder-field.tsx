import { FolderOpen } from 'lucide-react';
import { api } from '../state/connection.ts';
import { useAppInfo } from '../state/queries.ts';
import { Button } from './button.tsx';
import './folder-field.css';
import { attempt } from './notices.ts';

/** A folder by its path, with the system's picker where there is one. */
export function FolderField({
  label,
  value,
  onChange,
  onPicked,
  invalid = false,
}: {
  label: string;
  value: string;
  onChange: (path: string) => void;
  /** Called in place of `onChange` when the folder came from the picker and can be used at once. */
  onPicked?: (path: string) => void;
  invalid?: boolean;
}) {
  const canPick = useAppInfo().data?.can.pickFolder === true;
  const pick = () =>
    attempt(async () => {
      const path = await api.app.pickFolder({ title: label });
      if (path !== null) (onPicked ?? onChange)(path);
    });
  return (
    <div className="folder-field">
      <label className="field">
        <span>{label}</span>
        <input
          className="input mono"
          autoFocus
          spellCheck={false}
          autoComplete="off"
          placeholder="/path/to/folder"
          aria-invalid={invalid || undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      {canPick && (
        <Button icon={FolderOpen} onClick={pick}>
          Choose…
        </Button>
      )}
    </div>
  );
}
