import { useEffect } from 'react';
import type { StoreApi } from 'zustand';
import { useSettings } from '../state/queries.ts';
import { saveSetting } from './settings-store.ts';

/** A part of a store that the workspace remembers. */
export interface Remembered<S> {
  /** Name of the setting. */
  key: string;
  store: Pick<StoreApi<S>, 'getState' | 'setState' | 'subscribe'>;
  /** The parts of a stored value that can be used; none of one that cannot be read. */
  read: (stored: unknown) => Partial<S>;
  /** What is stored. */
  pick: (state: S) => object;
}

const SAVE_AFTER_MS = 500;

/** Saves what is remembered whenever it has changed and rests for a moment; returns what ends that and saves the rest. */
export function keepRemembered<S>(
  { store, pick }: Pick<Remembered<S>, 'store' | 'pick'>,
  save: (stored: object) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = JSON.stringify(pick(store.getState()));
  const flush = () => {
    clearTimeout(timer);
    const stored = pick(store.getState());
    const text = JSON.stringify(stored);
    if (text === last) return;
    last = text;
    save(stored);
  };
  const stop = store.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(flush, SAVE_AFTER_MS);
  });
  // A window that is closed or loaded anew within that moment.
  window.addEventListener('pagehide', flush);
  return () => {
    window.removeEventListener('pagehide', flush);
    stop();
    flush();
  };
}

/** Settings that were put back in the life of this window. */
const restored = new Set<string>();

/** Puts a remembered part of a store back once in the life of the window, and keeps it in the workspace from then on. */
export function useRemembered<S>(remembered: Remembered<S>): void {
  const { data } = useSettings();
  const ready = data !== undefined;
  const stored = data?.[remembered.key];
  useEffect(() => {
    if (!ready) return;
    if (!restored.has(remembered.key)) remembered.store.setState(remembered.read(stored));
    restored.add(remembered.key);
    return keepRemembered(remembered, (value) => saveSetting(remembered.key, value));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is stored counts once, at the start
  }, [ready, remembered]);
}
