import { createContext, useCallback, useContext, useState, type KeyboardEvent, type ReactNode } from 'react';

/** What the mark under the pointer or the keyboard says. */
const Readout = createContext<(words: string | null) => void>(() => undefined);

/** A figure with the words of the mark that is pointed at below it. */
export function Figure({
  controls,
  children,
  foot,
}: {
  /** What the figure shows, above it. */
  controls?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  const [words, setWords] = useState<string | null>(null);
  return (
    <Readout.Provider value={setWords}>
      {controls !== undefined && <div className="lab-plot-controls">{controls}</div>}
      <div className="lab-plots">{children}</div>
      <p className="lab-readout" data-pointed={words !== null || undefined}>
        {words ?? foot}
      </p>
    </Readout.Provider>
  );
}

/** A plot: arrows go from mark to mark in their order. */
export function Plot({
  label,
  width,
  height,
  children,
}: {
  label: string;
  width: number;
  height: number;
  children: ReactNode;
}) {
  const onKeyDown = useCallback((event: KeyboardEvent<SVGSVGElement>) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const marks = [...event.currentTarget.querySelectorAll<SVGGElement>('[data-mark]')];
    const at = marks.findIndex((mark) => mark === document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : marks.length - 1) : at + by;
    event.preventDefault();
    marks.at(Math.min(marks.length - 1, Math.max(0, next)))?.focus();
  }, []);
  if (width <= 0 || height <= 0) return null;
  return (
    <svg
      className="lab-plot"
      width={width}
      height={height}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      role="group"
      aria-label={label}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {children}
    </svg>
  );
}

/** Something of a plot that has values: told by hover and focus. */
export function Mark({ words, children }: { words: string; children: ReactNode }) {
  const tell = useContext(Readout);
  return (
    <g
      data-mark=""
      className="lab-mark"
      tabIndex={-1}
      role="img"
      aria-label={words}
      onPointerEnter={() => tell(words)}
      onPointerLeave={() => tell(null)}
      onFocus={() => tell(words)}
      onBlur={() => tell(null)}
    >
      {children}
    </g>
  );
}
