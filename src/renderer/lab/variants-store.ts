import { create } from 'zustand';
import { api } from '../state/connection.ts';
import { RenderQueue, type RenderChange, type WantedRow } from './rendering.ts';
import { applySteerEvent, asked, emptyVariant, type Variant } from './variant.ts';

/** The rows of the variants panel; nothing of them is stored. */
interface Variants {
  rows: Variant[];
  /** Wall time of the last whole run that the user asked for, ms, and how many variants it made. */
  lastRun: { ms: number; variants: number } | null;
  rendering: boolean;
}

export const baseRows: readonly Variant[] = [
  emptyVariant('left', 'Left'),
  emptyVariant('straight', 'Straight'),
  emptyVariant('right', 'Right'),
  emptyVariant('driven', 'As driven'),
];

export const useVariants = create<Variants>()(() => ({ rows: [...baseRows], lastRun: null, rendering: false }));

/** A row after a change that the queue told. */
export function changedRow(row: Variant, change: RenderChange): Variant {
  switch (change.type) {
    case 'asked':
      return asked(row, change.request);
    case 'event':
      return applySteerEvent(row, change.event);
    case 'cancelled':
      return { ...row, state: 'cancelled', step: null };
    case 'failed':
      return { ...row, state: 'failed', step: null, problem: change.problem };
  }
}

let run: { startMs: number; ids: readonly string[] } | null = null;

const queue = new RenderQueue(
  (request, signal) => api.steer.render(request, { signal }),
  (change) =>
    useVariants.setState((s) => ({
      rows: s.rows.map((row) => (row.id === change.id ? changedRow(row, change) : row)),
      rendering: true,
    })),
  () => {
    const { rows } = useVariants.getState();
    const isWhole = run?.ids.every((id) => rows.find((row) => row.id === id)?.state === 'done') === true;
    const lastRun = run && isWhole ? { ms: performance.now() - run.startMs, variants: run.ids.length } : null;
    run = null;
    useVariants.setState((s) => ({ rendering: false, lastRun: lastRun ?? s.lastRun }));
  },
);

/** Renders rows because the user said so, anew, and measures it. */
export function runRows(rows: readonly WantedRow[]): void {
  run = { startMs: performance.now(), ids: rows.map((row) => row.id) };
  queue.want(rows, true);
}

/** Renders what changed of rows, the first one first; for sliders that are followed. */
export function followRows(rows: readonly WantedRow[]): void {
  queue.want(rows);
}

export const cancelRendering = (): void => queue.cancel();

/** Another instant: the rows are empty again, kept ones stay. */
export function clearRows(): void {
  queue.cancel();
  useVariants.setState((s) => ({ rows: [...baseRows, ...s.rows.filter((row) => row.kept)] }));
}

let keptBefore = 0;

/** Keeps a copy of a row, so that sliders leave it alone. */
export function keepVariant(id: string): Variant | null {
  const row = useVariants.getState().rows.find((r) => r.id === id);
  if (row?.state !== 'done') return null;
  keptBefore++;
  const kept = { ...row, id: `kept-${String(keptBefore)}`, name: `${row.name} ${String(keptBefore)}`, kept: true };
  useVariants.setState((s) => ({ rows: [...s.rows, kept] }));
  return kept;
}

export const removeVariant = (id: string): void =>
  useVariants.setState((s) => ({ rows: s.rows.filter((row) => !(row.kept && row.id === id)) }));

export const renameVariant = (id: string, name: string): void =>
  useVariants.setState((s) => ({ rows: s.rows.map((row) => (row.id === id ? { ...row, name } : row)) }));
