import { z } from 'zod';
import { clipFilterSchema } from '../domain/clip.ts';

export const reportRequestSchema = z.object({
  title: z.string().min(1).max(200),
  /** First is A; a second one is B and brings paired differences. */
  runIds: z.array(z.string()).min(1).max(4),
  filter: clipFilterSchema,
  metric: z.string(),
  formats: z.array(z.enum(['html', 'pdf', 'csv', 'json'])).min(1),
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

export interface ReportInfo {
  reportId: string;
  title: string;
  createdUs: number;
  /** Media paths by format; the window offers them for opening or saving. */
  files: { format: 'html' | 'pdf' | 'csv' | 'json'; url: string; bytes: number; path: string }[];
}
