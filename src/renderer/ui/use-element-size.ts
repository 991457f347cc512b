import { useCallback, useEffect, useState, type RefObject } from 'react';

/** Whole CSS px of an element's content; 0 × 0 before it is laid out. */
export interface ElementSize {
  width: number;
  height: number;
}

const noSize: ElementSize = { width: 0, height: 0 };

/** Tells an element's size now and whenever it changed, until the returned function is called. */
function followSize(element: HTMLElement, set: (change: (old: ElementSize) => ElementSize) => void): () => void {
  const observer = new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    const height = Math.floor(contentRect.height);
    set((old) => (old.width === width && old.height === height ? old : { width, height }));
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/** Size of an element that comes and goes: give `ref` to it. */
export function useElementSize(): ElementSize & { ref: (element: HTMLElement | null) => (() => void) | undefined } {
  const [size, setSize] = useState(noSize);
  const ref = useCallback((element: HTMLElement | null) => (element ? followSize(element, setSize) : undefined), []);
  return { ref, ...size };
}

/** Size of an element that is there as long as its component, which needs it by itself too. */
export function useSizeOf(ref: RefObject<HTMLElement | null>): ElementSize {
  const [size, setSize] = useState(noSize);
  useEffect(() => (ref.current ? followSize(ref.current, setSize) : undefined), [ref]);
  return size;
}
