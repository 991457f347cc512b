import { useEffect, useRef } from 'react';
import { useSettings } from '../state/queries.ts';
import { keepSession, storedSession } from '../state/session-persistence.ts';
import { useSession } from '../state/session.ts';
import { useCommandRegistry } from '../ui/commands.ts';
import { saveSetting, useSetting } from './settings-store.ts';

/** Applies theme and keys as stored, puts the last session back once, and keeps it from then on. True when that is done. */
export function useStoredSettings(): boolean {
  const { data, isError } = useSettings();
  useTheme();
  const keys = useSetting('keys');
  useEffect(() => useCommandRegistry.getState().remap(keys), [keys]);
  const restored = useRef(false);
  const ready = data !== undefined;
  useEffect(() => {
    if (!ready) return;
    if (!restored.current) {
      restored.current = true;
      useSession.setState(storedSession(data.session));
    }
    return keepSession((stored) => saveSetting('session', stored));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the stored session counts once, at the start
  }, [ready]);
  return ready || isError;
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
