import { Redo2, Search, Undo2 } from 'lucide-react';
import { RunPicker } from '../../review/run-picker.tsx';
import { filterWords } from '../../library/filter-words.ts';
import { useDatasets, useTagTypes } from '../../state/queries.ts';
import { useLive } from '../../state/live.ts';
import { useSession } from '../../state/session.ts';
import { IconButton } from '../icon-button.tsx';
import { Kbd } from '../kbd.tsx';
import { Logo } from '../logo.tsx';
import { openOverlay } from '../overlay-state.ts';
import { SavedState } from './saved-state.tsx';
import './title-bar.css';
import { WindowControls } from './window-controls.tsx';

/** Name, place, search, runs, whether everything is saved, undo and redo. The empty parts move the window. */
export function TitleBar({ hasData }: { hasData: boolean }) {
  const { undo, redo } = useLive((s) => s.history);
  return (
    <header className="title-bar">
      <div className="title-place">
        <Logo />
        <strong className="title-product">Foresight</strong>
        <Place hasData={hasData} />
      </div>
      <button
        type="button"
        className="title-search"
        onClick={() => openOverlay({ kind: 'palette' })}
        aria-keyshortcuts="Control+K"
      >
        <Search size={13} strokeWidth={1.75} aria-hidden />
        <span>Clips, tags, commands</span>
        <Kbd keys="Ctrl+K" />
      </button>
      <div className="title-state">
        {hasData && <RunPicker />}
        <SavedState />
        <IconButton
          icon={Undo2}
          label={undo ? `Undo: ${undo.label}` : 'Undo'}
          command="history.undo"
          disabledReason={undo ? null : 'Nothing to undo.'}
        />
        <IconButton
          icon={Redo2}
          label={redo ? `Redo: ${redo.label}` : 'Redo'}
          command="history.redo"
          disabledReason={redo ? null : 'Nothing to redo.'}
        />
        <WindowControls />
      </div>
    </header>
  );
}

/** Workspace and, in words, the part of it that is shown. */
function Place({ hasData }: { hasData: boolean }) {
  const workspace = useLive((s) => s.workspace);
  const filter = useSession((s) => s.filter);
  const datasets = useDatasets().data ?? [];
  const tagTypes = useTagTypes().data ?? [];
  if (!workspace) return <span className="title-subset">/ opening</span>;
  return (
    <span className="title-subset" title={workspace.path}>
      <span aria-hidden>/</span> <strong>{workspace.name}</strong>
      {hasData && ` / ${filterWords(filter, datasets, tagTypes)}`}
    </span>
  );
}
