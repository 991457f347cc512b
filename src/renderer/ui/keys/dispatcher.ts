import { useSession } from '../../state/session.ts';
import { useCommandRegistry, type Command } from '../commands.ts';
import { chordsOf, repeats, restsWhileTyping } from './chord.ts';
import { commandFor } from './scopes.ts';

const textInputs = new Set(['text', 'search', 'url', 'email', 'password', 'number', 'tel', 'date', 'time']);

const isTyping = (target: Element): boolean =>
  (target instanceof HTMLInputElement && textInputs.has(target.type)) ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLElement && target.isContentEditable);

/** Space and Enter belong to the control that the keyboard is on; after a click they are free again. */
const belongsToControl = (target: Element, chord: string): boolean =>
  (chord === 'Space' || chord === 'Enter') &&
  target.matches(
    ':is(button, a, summary, [role="button"], [role="checkbox"], [role="radio"], [role="tab"]):focus-visible',
  );

const inFloating = (target: Element): boolean =>
  target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null;

/** Listens on the window and runs commands by their keys; returns what ends it. */
export function startKeyDispatcher(): () => void {
  const held = new Map<string, Command>();
  const letGo = (code: string) => {
    held.get(code)?.release?.();
    held.delete(code);
  };
  const onDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (inFloating(target)) return;
    const chords = chordsOf(event).filter(
      (chord) => !(isTyping(target) && restsWhileTyping(chord)) && !belongsToControl(target, chord),
    );
    const { commands, remapped } = useCommandRegistry.getState();
    const { view } = useSession.getState();
    const chord = chords.find((c) => commandFor(commands.values(), remapped, view, c) !== null);
    if (chord === undefined) return;
    const command = commandFor(commands.values(), remapped, view, chord);
    if (!command) return;
    event.preventDefault();
    if (event.repeat && !repeats(chord)) return;
    if (command.disabled !== undefined && command.disabled !== null) return;
    if (command.release) {
      if (held.has(event.code)) return;
      held.set(event.code, command);
    }
    command.run(event);
  };
  const onUp = (event: KeyboardEvent) => letGo(event.code);
  const onBlur = () => [...held.keys()].forEach(letGo);
  window.addEventListener('keydown', onDown);
  window.addEventListener('keyup', onUp);
  window.addEventListener('blur', onBlur);
  return () => {
    onBlur();
    window.removeEventListener('keydown', onDown);
    window.removeEventListener('keyup', onUp);
    window.removeEventListener('blur', onBlur);
  };
}
