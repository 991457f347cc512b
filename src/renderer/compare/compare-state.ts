import { useMemo } from 'react';
import { create } from 'zustand';
import type { ClipFilter, ClipId } from '../../shared/domain/clip.ts';
import type { GateCell } from '../../shared/domain/comparison.ts';
import type { PdmTerm } from '../../shared/domain/pdm.ts';
import { useSession } from '../state/session.ts';
import type { CompareOrder } from './clip-order.ts';

/** A cell of the cross-table that narrows the list. */
export interface ChosenCell {
  term: PdmTerm;
  cell: GateCell;
}

/** What the Compare view remembers while other views are in front. */
interface CompareState {
  order: CompareOrder;
  /** The row that the keyboard is on. */
  clipId: ClipId | null;
  cell: ChosenCell | null;
  allHorizons: boolean;
}

export const useCompare = create<CompareState>()(() => ({
  order: 'worseA',
  clipId: null,
  cell: null,
  allHorizons: false,
}));

/** Runs are compared on all clips of the filter: one by the sign of the difference would decide the outcome. */
export function comparedFilter({ deltaSign: _, ...filter }: ClipFilter): ClipFilter {
  return filter;
}

export function useComparedFilter(): ClipFilter {
  const filter = useSession((s) => s.filter);
  return useMemo(() => comparedFilter(filter), [filter]);
}
