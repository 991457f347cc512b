import { z } from 'zod';
import { partsOfClipId, type ClipId } from './clip.ts';
import { pdmFilters, pdmTrafficPolicies, type PdmFilter, type PdmTrafficPolicy } from './pdm.ts';

/**
 * EPDMS over two stages (pseudo closed loop): plans of original scenes, and of synthetic scenes that begin where such plans end.
 * One number for a whole split, kept with the run it belongs to.
 */
export const twoStageColumns = ['nc', 'dac', 'ddc', 'tlc', 'ep', 'ttc', 'lk', 'comfort', 'ec', 'score'] as const;
const columnsSchema = z.record(z.enum(twoStageColumns), z.number());
export type TwoStageColumns = z.infer<typeof columnsSchema>;

export const twoStageScoreSchema = z.object({
  /** File name of the split that pairs the scenes. */
  split: z.string(),
  filter: z.enum(pdmFilters),
  traffic: z.enum(pdmTrafficPolicies),
  /** Entries of the split that were scored, and that it has. */
  mappings: z.number().int(),
  ofMappings: z.number().int(),
  /** Scenes whose progress was measured against the kit's metric cache, and against PDM-Closed. */
  metricCache: z.number().int(),
  pdmClosed: z.number().int(),
  combined: columnsSchema,
  stageOne: columnsSchema,
  stageTwo: columnsSchema,
  scoredUs: z.number(),
});
export type TwoStageScore = z.infer<typeof twoStageScoreSchema>;

/** How the scenes of a run are to be scored in two stages. */
export interface TwoStageRequest {
  /** Split file or scene filter of the kit: YAML with `reactive_all_mapping` or `all_mapping`. */
  splitFile: string;
  filter: PdmFilter;
  traffic: PdmTrafficPolicy;
}

const parametersSchema = z.object({ twoStage: z.array(twoStageScoreSchema).optional() });

/** The two-stage scores that a run has, the newest last. */
export const twoStageScoresOf = (run: { parameters: Record<string, unknown> }): TwoStageScore[] =>
  parametersSchema.safeParse(run.parameters).data?.twoStage ?? [];

/** Tokens of synthetic scenes have 17 characters, those of original ones 16: so the kit tells them apart. */
const SYNTHETIC_TOKEN = 17;
export const isSecondStageClip = (clipId: ClipId): boolean => partsOfClipId(clipId).token.length === SYNTHETIC_TOKEN;
