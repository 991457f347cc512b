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

/** Clips that were opened in Review from here, and the choice of single clips that they took the place of. */
export interface OpenedClips {
  clipIds: readonly ClipId[];
  before: ClipFilter['clipIds'];
}

/** What the Compare view remembers while other views are in front. */
interface CompareState {
  order: CompareOrder;
  /** The row that the keyboard is on. */
  clipId: ClipId | null;
  cell: ChosenCell | null;
  opened: OpenedClips | null;
  allHorizons: boolean;
}

export const useCompare = create<CompareState>()(() => ({
  order: 'worseA',
  clipId: null,
  cell: null,
  opened: null,
  allHorizons: false,
}));

/**
 * The clips on which runs are compared. The sign of the difference, and clips that were opened because of how they differ, are
 * left out of the filter: they would decide the outcome.
 */
export function comparedFilter({ deltaSign: _, ...filter }: ClipFilter, opened: OpenedClips | null): ClipFilter {
  if (opened === null || filter.clipIds !== opened.clipIds) return filter;
  const { clipIds: __, ...rest } = filter;
  return opened.before === undefined ? rest : { ...rest, clipIds: opened.before };
}

export function useComparedFilter(): ClipFilter {
  const filter = useSession((s) => s.filter);
  const opened = useCompare((s) => s.opened);
  return useMemo(() => comparedFilter(filter, opened), [filter, opened]);
}

/** The list holds all compared clips again, here and in Review. */
export function allClipsAgain(): void {
  const { filter, set } = useSession.getState();
  const { opened } = useCompare.getState();
  if (opened !== null && filter.clipIds === opened.clipIds) set({ filter: comparedFilter(filter, opened) });
  useCompare.setState({ cell: null, opened: null });
}
