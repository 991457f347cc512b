import { parse } from 'yaml';
import { z } from 'zod';
import { clipIdOf, type ClipFilter } from '../../../shared/domain/clip.ts';
import { navsimProblem } from './navsim-problem.ts';

/** A scene filter of the devkit: which samples a split consists of. null means all. */
export interface SceneFilter {
  historyFrames: number;
  futureFrames: number;
  /** Frames from one sample to the next; null: samples do not overlap. */
  frameInterval: number | null;
  hasRoute: boolean;
  logNames: string[] | null;
  /** Tokens of current frames of original scenes. */
  tokens: string[] | null;
  /** Tokens of current frames of synthetic scenes. */
  syntheticTokens: string[];
  /** Two-stage splits: original token, the token 0.5 s before it, and the second-stage pairs that follow them. */
  stages: { token: string; previousToken: string; second: { token: string; previousToken: string }[] }[];
}

/** The longest published list (navtrain) takes 2.4 MB. */
const MAX_BYTES = 64 << 20;

// YAML reads a token of digits as a number, where it is not in quotes.
const token = z.union([z.string(), z.number().transform(String)]);
const pair = z.tuple([token, token]);
const filterSchema = z.looseObject({
  num_history_frames: z.number().int().min(1).default(4),
  num_future_frames: z.number().int().min(0).default(10),
  frame_interval: z.number().int().min(1).nullish(),
  has_route: z.boolean().default(true),
  log_names: z.array(token).nullish(),
  tokens: z.array(token).nullish(),
  synthetic_scene_tokens: z.array(token).nullish(),
  reactive_synthetic_initial_tokens: z.array(token).nullish(),
  non_reactive_synthetic_initial_tokens: z.array(token).nullish(),
});
const stagesSchema = z.array(z.tuple([token, token, z.array(pair)]));

/**
 * Reads a YAML scene filter, or a split file that has one under `scene_filter`. Throws ProblemError `navsim.scene-filter`.
 */
export function readSceneFilter(text: string, file: string): SceneFilter {
  const fail = (finding: string) => navsimProblem('scene-filter', 'The file is no scene filter', file, finding);
  if (text.length > MAX_BYTES) throw fail(`it has ${text.length} characters; up to ${MAX_BYTES} are read`);
  let content: unknown;
  try {
    // Aliases could stand for any amount of content; no filter has them.
    content = parse(text, { maxAliasCount: 0 });
  } catch (cause) {
    throw fail(cause instanceof Error ? firstLine(cause.message) : 'it is not YAML');
  }
  const nested = z.looseObject({ scene_filter: z.record(z.string(), z.unknown()) }).safeParse(content);
  const parsed = filterSchema.safeParse(nested.success ? nested.data.scene_filter : content);
  if (!parsed.success) throw fail(firstLine(z.prettifyError(parsed.error)));
  const f = parsed.data;
  return {
    historyFrames: f.num_history_frames,
    futureFrames: f.num_future_frames,
    frameInterval: f.frame_interval ?? null,
    hasRoute: f.has_route,
    logNames: f.log_names ?? null,
    tokens: f.tokens ?? null,
    syntheticTokens: [
      ...new Set([
        ...(f.synthetic_scene_tokens ?? []),
        ...(f.reactive_synthetic_initial_tokens ?? []),
        ...(f.non_reactive_synthetic_initial_tokens ?? []),
      ]),
    ],
    stages: stagesOf(parsed.data, content),
  };
}

/** The mapping stands in the split file, beside the filter or under its key. */
function stagesOf(filter: Record<string, unknown>, content: unknown): SceneFilter['stages'] {
  const around = z.record(z.string(), z.unknown()).safeParse(content);
  for (const holder of [filter, around.success ? around.data : {}]) {
    for (const key of ['reactive_all_mapping', 'all_mapping']) {
      const found = stagesSchema.safeParse(holder[key]);
      if (found.success)
        return found.data.map(([now, previous, second]) => ({
          token: now,
          previousToken: previous,
          second: second.map(([secondNow, secondPrevious]) => ({ token: secondNow, previousToken: secondPrevious })),
        }));
    }
  }
  return [];
}

/** The subset of data sets that a scene filter names; null where it names no tokens, which means all of their clips. */
export function clipFilterOf(filter: SceneFilter, datasetIds: readonly string[]): ClipFilter | null {
  const tokens = [...(filter.tokens ?? []), ...filter.syntheticTokens];
  if (tokens.length === 0) return null;
  return { clipIds: datasetIds.flatMap((datasetId) => tokens.map((token) => clipIdOf(datasetId, token))) };
}

const firstLine = (text: string): string => text.split('\n')[0].replace(/\.$/, '');
