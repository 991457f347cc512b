import { useEffect } from 'react';
import { useSettings } from '../state/queries.ts';
import { storedSession, toStore } from '../state/session-persistence.ts';
import { useSession, type Session } from '../state/session.ts';
import { useCommandRegistry } from '../ui/commands.ts';
import { useRemembered, type Remembered } from './remembered.ts';
import { useSetting } from './settings-store.ts';

const session: Remembered<Session> = { key: 'session', store: useSession, read: storedSession, pick: toStore };

/** Applies theme and keys as stored, puts the last session back once, and keeps it from then on. True when that is done. */
export function useStoredSettings(): boolean {
  const { data, isError } = useSettings();
  useTheme();
  const keys = useSetting('keys');
  useEffect(() => useCommandRegistry.getState().remap(keys), [keys]);
  useRemembered(session);
  return data !== undefined || isError;
}

/** Sets the theme on the document, following the system where the user chose so. */
function useTheme(): void {
  const theme = useSetting('theme');
  useEffect(() => {
    const light = window.matchMedia('(prefers-color-scheme: light)');
    const apply = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (light.matches ? 'light' : 'dark') : theme;
    };
    apply();
    light.addEventListener('change', apply);
    return () => light.removeEventListener('change', apply);
  }, [theme]);
}
