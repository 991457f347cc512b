import { useCallback, useEffect, useRef, useState } from 'react';

const PAUSE_MS = 600;

/** A text field whose words are saved on every pause in typing, on leaving it and when it goes away. */
export function useSavedText(saved: string, save: (text: string) => void) {
  const [text, setText] = useState(saved);
  const latest = useRef({ text: saved, saved, save });
  useEffect(() => {
    latest.current = { ...latest.current, text, save };
  });
  const flush = useCallback(() => {
    const now = latest.current;
    if (now.text === now.saved) return;
    now.saved = now.text;
    now.save(now.text);
  }, []);
  useEffect(() => {
    const timer = setTimeout(flush, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, flush]);
  useEffect(() => flush, [flush]);
  return { text, setText, flush };
}
