import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { labKinds, type QuotedValue } from '../../../shared/domain/lab.ts';
import { productFolder } from '../../runtime/product-folder.ts';

const nullable = z.number().nullable();
const quotedSchema = z.object({
  format: z.literal(1),
  values: z.array(
    z.object({
      kind: z.enum(labKinds),
      of: z.string().min(1),
      metric: z.string().min(1),
      value: z.number(),
      low: nullable,
      high: nullable,
      on: z.string().min(1),
      source: z.string().min(1),
      secondHand: z.boolean(),
    }),
  ),
}) satisfies z.ZodType<{ format: 1; values: QuotedValue[] }>;

/** Values of papers that come with the product (`resources/quoted`), read anew at each call: they are few and asked for seldom. */
export async function quotedValues(): Promise<QuotedValue[]> {
  const file = join(productFolder(), 'resources', 'quoted', 'dit-wam.json');
  return quotedSchema.parse(JSON.parse(await readFile(file, 'utf8'))).values;
}
