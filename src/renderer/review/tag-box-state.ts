import { create } from 'zustand';
import type { TagPlace } from './tagging.ts';

/** The box that tags by name. */
export const useTagBox = create<{ open: boolean; where: TagPlace }>()(() => ({ open: false, where: 'here' }));
