import { z } from 'zod';
import type { Run } from '../../../shared/domain/run.ts';

/** A run as stored: what an older Foresight wrote is checked when read. */
export const storedRunSchema: z.ZodType<Run> = z.object({
  runId: z.string().min(1),
  modelId: z.string(),
  modelTitle: z.string(),
  modelVersion: z.string(),
  modelHash: z.string(),
  family: z.string(),
  provider: z.enum(['cuda', 'webgpu', 'cpu', 'analytic', 'imported']),
  threads: z.number(),
  status: z.enum(['running', 'done', 'cancelled', 'failed', 'stopped']),
  createdUs: z.number(),
  finishedUs: z.number().nullable(),
  clipCount: z.number(),
  clipsDone: z.number(),
  failures: z.array(z.object({ clipId: z.string(), reason: z.string() })),
  parameters: z.record(z.string(), z.unknown()),
  stageMs: z.record(z.string(), z.number()),
});
