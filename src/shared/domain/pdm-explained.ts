import { z } from 'zod';
import type { PdmSetting } from './pdm-metric.ts';
import { pdmFilters, pdmTrafficPolicies, pdmVersionSchema, type PdmResult } from './pdm.ts';

export const pdmSettingSchema = z.object({
  version: pdmVersionSchema,
  filter: z.enum(pdmFilters),
  traffic: z.enum(pdmTrafficPolicies),
});

/** A plan to be scored at a key frame: poses x y heading in the ego frame of that frame, flat. */
export const planToExplainSchema = z.object({
  name: z.string().max(200),
  poses: z
    .array(z.number())
    .min(3)
    .max(3 * 400),
  stepS: z.number().positive().max(10),
  /** The run whose plan of the frame before it is held against, for extended comfort; absent: none. */
  previousOf: z.string().optional(),
});
export type PlanToExplain = z.infer<typeof planToExplainSchema>;

/** The PDM score of some plans at one key frame, with everything that the window shows of why. */
export interface PdmExplained {
  frame: number;
  setting: PdmSetting;
  /** In the order that was asked for; the score of a plan that cannot be scored is told in `refused`. */
  plans: {
    name: string;
    result: PdmResult | null;
    /** Why it has no score, in words. */
    refused: string | null;
    /** What the simulated vehicle drives: x y heading of the rear axle every 0.1 s from the frame on, global frame, flat. */
    driven: number[];
  }[];
  /** What the human drove, scored the same way; null where the log ends before. */
  human: PdmResult | null;
  /** The plan whose progress is the measure, x y heading every 0.1 s, global frame, flat. */
  reference: number[] | null;
  /** The route's centreline, x0 y0 x1 y1 …, global frame. */
  centreline: number[];
  /** Why nothing can be scored at this frame, in words; null where it can. */
  missing: string | null;
}
