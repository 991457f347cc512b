import { useCallback, useState } from 'react';

/** Size of an element in CSS pixels, kept up to date; give `ref` to it. Zero before it is laid out. */
export function useElementSize(): {
  ref: (element: HTMLElement | null) => (() => void) | undefined;
  width: number;
  height: number;
} {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, ...size };
}
