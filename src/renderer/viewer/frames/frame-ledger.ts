import { create } from 'zustand';

/** What decoded pictures hold of memory, for the status bar. */
export interface FrameLedger {
  bytes: number;
  budgetBytes: number;
  frames: number;
}

/** Room for about 10 s of six cameras at the size of a mosaic, or half as much of one camera at full size. */
export const FRAME_BUDGET_BYTES = 384e6;

export const useFrameLedger = create<FrameLedger>()(() => ({
  bytes: 0,
  budgetBytes: FRAME_BUDGET_BYTES,
  frames: 0,
}));
