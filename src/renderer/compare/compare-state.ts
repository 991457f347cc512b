import { useMemo } from 'react';
import { create } from 'zustand';
import type { ClipFilter, ClipId } from '../../shared/domain/clip.ts';
import type { GateCell } from '../../shared/domain/comparison.ts';
import type { PdmTerm } from '../../shared/domain/pdm.ts';
import { useSession } from '../state/session.ts';
import type { Following } from '../viewer/birds-eye/ground-view.tsx';
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

/** How the clip is shown: a ground for each run, one for both, or each run's ground below a camera. */
export const pairViews = ['sides', 'overlay', 'cameras'] as const;
export type PairView = (typeof pairViews)[number];

/** What is in front where the window has no room for all of it. */
export const compareTabs = ['list', 'pair', 'numbers'] as const;
export type CompareTab = (typeof compareTabs)[number];

/** What the Compare view remembers while other views are in front. */
export interface CompareState {
  order: CompareOrder;
  /** The row that the keyboard is on. */
  clipId: ClipId | null;
  cell: ChosenCell | null;
  opened: OpenedClips | null;
  allHorizons: boolean;
  pairView: PairView;
  /** The two grounds are dragged, zoomed and kept with the vehicle as one. */
  linked: boolean;
  /** The ground stays with the vehicle, by side. */
  follows: Readonly<Record<'A' | 'B', boolean>>;
  /** Channel of the camera that was chosen; clips without it show their front one. */
  camera: string | null;
  /** The pair alone fills the view. */
  pairAlone: boolean;
  tab: CompareTab;
}

export const useCompare = create<CompareState>()(() => ({
  order: 'worseA',
  clipId: null,
  cell: null,
  opened: null,
  allHorizons: false,
  pairView: 'sides',
  linked: true,
  follows: { A: true, B: true },
  camera: null,
  pairAlone: false,
  tab: 'list',
}));

/** Keeps the ground of a side, or of both where they are linked, with the vehicle, or lets it stay. */
export const setFollow = (side: 'A' | 'B', follow: boolean): void =>
  useCompare.setState(({ linked, follows }) => ({
    follows: linked ? { A: follow, B: follow } : { ...follows, [side]: follow },
  }));

/** Whether the ground of a side stays with the vehicle, and how a drag or a double click there changes that. */
export function useFollowing(side: 'A' | 'B'): Following {
  const follow = useCompare((s) => s.follows[side]);
  return useMemo(() => ({ follow, setFollow: (next: boolean) => setFollow(side, next) }), [follow, side]);
}

/** Both grounds stay with the vehicle, or, where they do already, with the ground. */
export const toggleFollow = (): void =>
  useCompare.setState(({ follows }) => {
    const follow = !(follows.A && follows.B);
    return { follows: { A: follow, B: follow } };
  });

/** Grounds that become one both stay with the vehicle: they have no other place in common. */
export const toggleLink = (): void =>
  useCompare.setState(({ linked, follows }) => ({
    linked: !linked,
    follows: linked ? follows : { A: true, B: true },
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
