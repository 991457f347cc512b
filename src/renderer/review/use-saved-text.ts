import { useCallback, useEffect, useRef, useState } from 'react';

const PAUSE_MS = 600;

/** A text field whose words are saved on every pause in typing, on leaving it and when it goes away. Words that were refused (`save` gives false) are tried again then. */
export function useSavedText(saved: string, save: (text: string) => Promise<boolean>) {
  const [text, setText] = useState(saved);
  const latest = useRef({ text: saved, saved, save });
  useEffect(() => {
    latest.current = { ...latest.current, text, save };
  });
  const flush = useCallback(() => {
    const now = latest.current;
    if (now.text === now.saved) return;
    const before = now.saved;
    now.saved = now.text;
    void now.save(now.text).then((durable) => {
      if (!durable) latest.current.saved = before;
    });
  }, []);
  useEffect(() => {
    const timer = setTimeout(flush, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, flush]);
  useEffect(() => flush, [flush]);
  return { text, setText, flush };
}
