import { z } from 'zod';
import { useRemembered, type Remembered } from '../settings/remembered.ts';
import { pairViews, useCompare, type CompareState } from './compare-state.ts';

/** What is remembered of how two runs are looked at; anything unreadable counts as not stored. */
const storedSchema = z
  .object({ pairView: z.enum(pairViews), linked: z.boolean(), camera: z.string().max(200).nullable() })
  .partial()
  .catch({});

/** The parts of a stored value that can be used. */
export const storedCompare = (value: unknown): Partial<CompareState> => {
  const parsed = storedSchema.parse(value ?? {});
  return Object.fromEntries(Object.entries(parsed).filter(([, v]) => v !== undefined));
};

const compare: Remembered<CompareState> = {
  key: 'compare',
  store: useCompare,
  read: storedCompare,
  pick: ({ pairView, linked, camera }) => ({ pairView, linked, camera }),
};

/** Puts the remembered way of looking at a pair back once, and keeps it in the workspace from then on. */
export const useRememberedCompare = (): void => useRemembered(compare);
