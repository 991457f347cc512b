import './kbd.css';
import { keyLabels } from './keys/key-names.ts';

/** Key caps of a chord, `Ctrl+Shift+Z` as one cap. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className="kbd">{keyLabels(keys)}</kbd>;
}
