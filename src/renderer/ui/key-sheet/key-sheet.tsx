import { Check, Keyboard, Settings2, TriangleAlert } from 'lucide-react';
import { Fragment, useMemo, useState } from 'react';
import { saveSetting } from '../../settings/settings-store.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../button.tsx';
import { keysOf, useCommandRegistry } from '../commands.ts';
import { Dialog } from '../dialog.tsx';
import { fuzzyMatch } from '../fuzzy.ts';
import { Kbd } from '../kbd.tsx';
import { keyLabels } from '../keys/key-names.ts';
import { conflictsIn, liveScopes } from '../keys/scopes.ts';
import { plural } from '../numbers.ts';
import { SearchField } from '../search-field.tsx';
import { KeyCapture } from './key-capture.tsx';
import './key-sheet.css';
import { inColumns, sheetGroups } from './sheet-groups.ts';
import { capGroups, type SheetRow } from './sheet-rows.ts';

const viewNames = {
  library: 'Library',
  review: 'Review',
  compare: 'Compare',
  lab: 'Lab',
  reports: 'Reports',
  jobs: 'Jobs',
  settings: 'Settings',
};

/** Every key that works now, findable, with conflicts stated; `remapping` shows all commands and lets keys be changed. */
export function KeySheet({ remapping: startRemapping }: { remapping: boolean }) {
  const { commands, remapped } = useCommandRegistry();
  const view = useSession((s) => s.view);
  const [query, setQuery] = useState('');
  const [remapping, setRemapping] = useState(startRemapping);
  const [changing, setChanging] = useState<string | null>(null);
  const columns = useMemo(() => {
    const scopes = liveScopes(view);
    const shown = [...commands.values()].filter(
      (c) =>
        scopes.includes(c.scope) &&
        (fuzzyMatch(query, c.title) !== null ||
          keysOf({ remapped }, c).some((k) => k.toLowerCase() === query.toLowerCase())),
    );
    return inColumns(sheetGroups(shown, remapped, remapping), 3);
  }, [commands, remapped, view, query, remapping]);
  return (
    <Dialog
      size="sheet"
      title="Keys"
      fact={`${viewNames[view]}, all scopes that are live now`}
      icon={<Keyboard size={17} strokeWidth={1.75} aria-hidden />}
      tools={
        <>
          <div className="sheet-find">
            <SearchField label="Find a key or an action" value={query} onChange={setQuery} autoFocus />
          </div>
          <Button icon={Settings2} aria-pressed={remapping} onClick={() => setRemapping(!remapping)}>
            {remapping ? 'Done' : 'Remap'}
          </Button>
        </>
      }
      footer={<SheetFooter />}
    >
      {columns.length === 0 && <p className="sheet-none">No key or action has “{query}”.</p>}
      <div className="sheet-columns">
        {columns.map((groups, i) => (
          <div key={i}>
            {groups.map((group) => (
              <section key={group.title} className="sheet-group" aria-label={group.title}>
                <h3>
                  {group.title}
                  <span>{group.fact}</span>
                </h3>
                <ul>
                  {group.rows.map((row) => (
                    <Row
                      key={row.commands[0].id}
                      row={row}
                      remapping={remapping}
                      changing={changing === row.commands[0].id}
                      onChange={() => setChanging(row.commands[0].id)}
                      onDone={() => setChanging(null)}
                    />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function Row({
  row,
  remapping,
  changing,
  onChange,
  onDone,
}: {
  row: SheetRow;
  remapping: boolean;
  changing: boolean;
  onChange: () => void;
  onDone: () => void;
}) {
  const remapped = useCommandRegistry((s) => s.remapped);
  if (changing) return <KeyCapture command={row.commands[0]} onDone={onDone} />;
  const groups = capGroups(row, (command) => keysOf({ remapped }, command));
  const caps = (
    <span className="sheet-keys">
      {groups.map((keys, i) => (
        <Fragment key={i}>
          {i > 0 && <span className="sheet-or">or</span>}
          {keys.map((key) => (key === '…' ? <span key={key}>…</span> : <Kbd key={key} keys={key} />))}
        </Fragment>
      ))}
    </span>
  );
  return (
    <li className="sheet-row" data-changed={row.commands.some((c) => c.id in remapped) || undefined}>
      <span>{row.title}</span>
      {remapping ? (
        <button type="button" className="sheet-change" aria-label={`Change the key of ${row.title}`} onClick={onChange}>
          {groups.length === 0 ? <span className="sheet-or">none</span> : caps}
        </button>
      ) : (
        caps
      )}
    </li>
  );
}

function SheetFooter() {
  const { commands, remapped } = useCommandRegistry();
  const conflicts = useMemo(() => conflictsIn(commands.values(), remapped), [commands, remapped]);
  const changed = Object.keys(remapped).length;
  const titleOf = (id: string) => commands.get(id)?.title ?? id;
  return (
    <>
      {conflicts.length === 0 ? (
        <>
          <Check size={14} strokeWidth={2} aria-hidden color="var(--pass)" />
          <span className="sheet-verdict">No conflicts. Keys rest while you type.</span>
        </>
      ) : (
        <>
          <TriangleAlert size={14} strokeWidth={1.75} aria-hidden color="var(--half)" />
          <span className="sheet-verdict">
            {plural(conflicts.length, 'conflict')}:{' '}
            {conflicts
              .slice(0, 2)
              .map((c) => `${keyLabels(c.chord)} is ${c.commandIds.map(titleOf).join(' and ')}`)
              .join('; ')}
          </span>
        </>
      )}
      <span className="dialog-space" />
      <span>{changed === 0 ? 'Keys as they came' : `${plural(changed, 'key')} changed by you`}</span>
      {changed > 0 && (
        <Button tone="quiet" onClick={() => saveSetting('keys', null)}>
          Put all back
        </Button>
      )}
    </>
  );
}
