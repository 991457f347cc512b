import { useState } from 'react';
import { saveSetting } from '../../settings/settings-store.ts';
import { Button } from '../button.tsx';
import { keysOf, useCommandRegistry, type Command } from '../commands.ts';
import { Kbd } from '../kbd.tsx';
import { chordOf, normalChord } from '../keys/chord.ts';
import { claimantsOf } from '../keys/scopes.ts';
import { withKeys } from './remapped-keys.ts';

/** Takes the next key press as a command's key; a key that is taken is named before it is taken over. */
export function KeyCapture({ command, onDone }: { command: Command; onDone: () => void }) {
  const { commands, remapped } = useCommandRegistry();
  const [chord, setChord] = useState<string | null>(null);
  const taken = chord === null ? [] : claimantsOf(commands.values(), remapped, command, chord);
  const save = (next: Record<string, readonly string[]>) => {
    saveSetting('keys', Object.keys(next).length === 0 ? null : next);
    onDone();
  };
  const take = () => {
    if (chord === null) return;
    const freed = taken.reduce<Record<string, readonly string[]>>(
      (all, other) =>
        withKeys(
          all,
          other,
          keysOf({ remapped: all }, other).filter((k) => normalChord(k) !== chord),
        ),
      { ...remapped },
    );
    save(withKeys(freed, command, [chord]));
  };
  return (
    <li className="sheet-capture">
      <button
        type="button"
        autoFocus
        className="sheet-press"
        onKeyDown={(event) => {
          if (event.key === 'Tab' || (chord !== null && event.key === 'Enter')) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape') return onDone();
          const pressed = chordOf(event.nativeEvent);
          if (pressed !== null) setChord(pressed);
        }}
        onClick={take}
      >
        <span>{command.title}</span>
        {chord === null ? <em>press a key, Esc leaves it</em> : <Kbd keys={chord} />}
      </button>
      <div className="sheet-capture-row">
        {taken.length > 0 && <span className="sheet-taken">Now {taken.map((c) => c.title).join(', ')}.</span>}
        <Button tone="main" disabledReason={chord === null ? 'Press a key first.' : null} onClick={take}>
          {taken.length > 0 ? 'Take it over' : 'Use it'}
        </Button>
        {command.id in remapped && (
          <Button tone="quiet" onClick={() => save(withKeys(remapped, command, null))}>
            As it came
          </Button>
        )}
        <Button tone="quiet" onClick={() => save(withKeys(remapped, command, []))}>
          No key
        </Button>
      </div>
    </li>
  );
}
