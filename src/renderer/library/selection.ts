import { create } from 'zustand';
import type { ClipId } from '../../shared/domain/clip.ts';

interface Selection {
  /** Clip under the keyboard. */
  active: ClipId | null;
  chosen: ReadonlySet<ClipId>;
  /** Where a range with Shift starts. */
  anchor: ClipId | null;
}

export const useSelection = create<Selection>()(() => ({ active: null, chosen: new Set(), anchor: null }));

export const clearSelection = (): void => useSelection.setState({ chosen: new Set(), anchor: null });

/** The clips from one to another in the order of the list, both included. */
export function rangeBetween(order: readonly ClipId[], from: ClipId | null, to: ClipId): ClipId[] {
  const end = order.indexOf(to);
  const start = from === null ? end : order.indexOf(from);
  if (start < 0 || end < 0) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** What a click or a key does to the selection: alone, added or taken away (`toggle`), or up to here (`range`). */
export function select(
  s: Selection,
  order: readonly ClipId[],
  clipId: ClipId,
  how: 'alone' | 'toggle' | 'range' | 'move',
): Selection {
  switch (how) {
    case 'move':
      return { ...s, active: clipId };
    case 'alone':
      return { active: clipId, chosen: new Set(), anchor: clipId };
    case 'toggle': {
      const chosen = new Set(s.chosen);
      if (!chosen.delete(clipId)) chosen.add(clipId);
      return { active: clipId, chosen, anchor: clipId };
    }
    case 'range':
      return {
        active: clipId,
        chosen: new Set(rangeBetween(order, s.anchor ?? s.active, clipId)),
        anchor: s.anchor ?? s.active ?? clipId,
      };
  }
}

/** Index reached from `at` by an arrow in a list or a grid of `columns`; the ends hold. */
export function moved(at: number, key: string, columns: number, total: number, pageRows: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: columns,
    ArrowUp: -columns,
    ...(columns > 1 ? { ArrowRight: 1, ArrowLeft: -1 } : {}),
    PageDown: columns * pageRows,
    PageUp: -columns * pageRows,
    Home: -Infinity,
    End: Infinity,
  };
  if (!(key in steps) || total === 0) return null;
  if (at < 0) return 0;
  const next = at + steps[key];
  // An arrow out of the first or last row stays where it is.
  if (Number.isFinite(steps[key]) && Math.abs(steps[key]) === columns && (next < 0 || next >= total)) return at;
  return Math.min(total - 1, Math.max(0, next));
}
