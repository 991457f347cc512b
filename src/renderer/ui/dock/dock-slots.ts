import { create } from 'zustand';

type Side = 'lead' | 'trail';
interface DockSlots {
  /** Header elements of the dock's groups, by group id. */
  groups: Readonly<Record<string, Partial<Record<Side, HTMLElement>>>>;
}

export const useDockSlots = create<DockSlots>()(() => ({ groups: {} }));

/** Notes the element where panels of a group put their header; null when it goes. */
export const setDockSlot = (groupId: string, side: Side, element: HTMLElement | null): void =>
  useDockSlots.setState(({ groups }) => {
    const { [side]: old, ...rest } = groups[groupId] ?? {};
    if ((old ?? null) === element) return { groups };
    return { groups: { ...groups, [groupId]: element ? { ...rest, [side]: element } : rest } };
  });
