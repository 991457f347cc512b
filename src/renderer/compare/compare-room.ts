import { useSyncExternalStore } from 'react';
import type { CompareTab } from './compare-state.ts';

/** From this width on list, pair and numbers stand beside each other, and from that one on list and one of the others, px. */
const ALL_FROM_PX = 1200;
const TWO_FROM_PX = 860;

/** How much stands beside each other: all three, the list and one of the others, or one. */
export type Room = 'all' | 'two' | 'one';

const wide = (px: number) => window.matchMedia(`(width >= ${String(px)}px)`);

function subscribe(changed: () => void): () => void {
  const widths = [ALL_FROM_PX, TWO_FROM_PX].map(wide);
  for (const width of widths) width.addEventListener('change', changed);
  return () => widths.forEach((width) => width.removeEventListener('change', changed));
}

const roomNow = (): Room => (wide(ALL_FROM_PX).matches ? 'all' : wide(TWO_FROM_PX).matches ? 'two' : 'one');

/** The room that the window gives. */
export const useRoom = (): Room => useSyncExternalStore(subscribe, roomNow);

const tabs: Record<Room, readonly CompareTab[]> = {
  all: [],
  two: ['pair', 'numbers'],
  one: ['list', 'pair', 'numbers'],
};

/** The tabs that there are; none where there is room for everything. */
export const tabsIn = (room: Room): readonly CompareTab[] => tabs[room];

/** The tab in front: the pair where the wanted one has a place of its own. */
export const tabInFront = (room: Room, wanted: CompareTab): CompareTab =>
  tabsIn(room).includes(wanted) ? wanted : 'pair';

/** Which parts are to be seen; the pair alone leaves nothing else. */
export function shownParts(room: Room, wanted: CompareTab, pairAlone: boolean): ReadonlySet<CompareTab> {
  if (pairAlone) return new Set(['pair']);
  if (room === 'all') return new Set(['list', 'pair', 'numbers']);
  const front = tabInFront(room, wanted);
  return new Set(room === 'two' ? ['list', front] : [front]);
}
