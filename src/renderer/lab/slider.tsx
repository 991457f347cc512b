import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { Tooltip } from '../ui/tooltip.tsx';

/** A mark on the track, with a word under it where it has one. */
export interface SliderMark {
  at: number;
  label?: string;
}

/** Value after a key on a slider whose left end is `min` (or `max` where it is turned); null for other keys. */
export function steppedValue(
  value: number,
  key: string,
  { min, max, step, turned = false }: { min: number; max: number; step: number; turned?: boolean },
): number | null {
  const way = turned ? -1 : 1;
  const by: Partial<Record<string, number>> = {
    ArrowRight: way,
    ArrowLeft: -way,
    ArrowUp: 1,
    ArrowDown: -1,
    PageUp: 10,
    PageDown: -10,
  };
  if (key === 'Home') return turned ? max : min;
  if (key === 'End') return turned ? min : max;
  const steps = by[key];
  return steps === undefined ? null : snapped(value + steps * step, { min, max, step });
}

/** Nearest value of the slider's grid, which has zero in it. */
export function snapped(value: number, { min, max, step }: { min: number; max: number; step: number }): number {
  const near = Math.min(max, Math.max(min, Math.round(value / step) * step));
  return Number(near.toPrecision(9));
}

/**
 * A slider with its name, value and marks. Arrows step, Page Up and Down step tenfold, Home and End go to the ends, a double
 * click to `home`. `turned` has the largest value at the left, as steering to the left has.
 */
export function Slider({
  label,
  value,
  written,
  min,
  max,
  step,
  home,
  marks = [],
  turned = false,
  detail,
  command,
  disabledReason = null,
  trailing,
  onChange,
}: {
  label: string;
  value: number;
  /** The value as it is read, with its unit. */
  written: string;
  min: number;
  max: number;
  step: number;
  home: number;
  marks?: readonly SliderMark[];
  turned?: boolean;
  detail?: string;
  command?: string;
  disabledReason?: string | null;
  trailing?: React.ReactNode;
  onChange: (value: number) => void;
}) {
  const track = useRef<HTMLDivElement>(null);
  const grid = { min, max, step, turned };
  const share = (v: number): number => {
    const s = Math.min(1, Math.max(0, (v - min) / (max - min)));
    return turned ? 1 - s : s;
  };
  const off = disabledReason !== null;
  const set = (next: number) => {
    if (!off && next !== value) onChange(next);
  };
  const toPointer = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const s = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    set(snapped(min + (turned ? 1 - s : s) * (max - min), grid));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const next = steppedValue(value, event.key, grid);
    if (next === null) return;
    event.preventDefault();
    set(next);
  };
  const zero = share(Math.min(max, Math.max(min, 0)));
  const at = share(value);
  return (
    <div className="lab-slider" data-off={off || undefined}>
      <div className="lab-slider-line">
        <span>{label}</span>
        {trailing}
        <output>{written}</output>
      </div>
      <Tooltip label={label} detail={disabledReason ?? detail} command={command} side="right">
        <div
          className="lab-track"
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-valuemin={min}
          aria-valuemax={max}
          aria-valuenow={value}
          aria-valuetext={off ? `${written}. ${disabledReason}` : written}
          aria-disabled={off || undefined}
          onKeyDown={onKeyDown}
          onDoubleClick={() => set(home)}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            toPointer(event);
          }}
          onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && toPointer(event)}
        >
          <div ref={track} className="lab-track-line">
            <span
              className="lab-track-filled"
              style={{ left: percent(Math.min(zero, at)), width: percent(Math.abs(at - zero)) }}
            />
            {marks.map((mark) => (
              <i key={mark.at} className="lab-track-mark" style={{ left: percent(share(mark.at)) }} />
            ))}
            <span className="lab-thumb" style={{ left: percent(at) }} />
          </div>
        </div>
      </Tooltip>
      {marks.some((mark) => mark.label !== undefined) && (
        <div className="lab-mark-labels" aria-hidden>
          {marks.map(
            (mark) =>
              mark.label !== undefined && (
                <span key={mark.at} data-edge={edgeOf(share(mark.at))} style={{ left: percent(share(mark.at)) }}>
                  {mark.label}
                </span>
              ),
          )}
        </div>
      )}
    </div>
  );
}

const percent = (share: number): string => `${String(share * 100)}%`;
const edgeOf = (share: number): 'left' | 'right' | undefined =>
  share < 0.05 ? 'left' : share > 0.95 ? 'right' : undefined;
