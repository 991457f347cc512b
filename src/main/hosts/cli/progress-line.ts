import type { Job } from '../../../shared/domain/job.ts';
import { count, duration } from '../../../shared/words/numbers.ts';
import { plain } from './text-table.ts';

const BAR = 24;

/** One line about a job under way, no longer than the terminal is wide. */
export function progressLine(
  job: Pick<Job, 'title' | 'done' | 'total' | 'unit' | 'rate' | 'current'>,
  columns: number,
): string {
  const share = job.total > 0 ? Math.min(1, job.done / job.total) : null;
  const filled = share === null ? 0 : Math.round(share * BAR);
  const left = share !== null && job.rate !== null && job.rate > 0 ? (job.total - job.done) / job.rate : null;
  const parts = [
    job.title,
    share === null ? '' : `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] ${Math.floor(share * 100)} %`,
    share === null ? `${count(job.done)} ${job.unit}` : `${count(job.done)} of ${count(job.total)} ${job.unit}`,
    job.rate === null ? '' : `${count(job.rate)}/s`,
    left === null ? '' : `${duration(left)} left`,
    job.current,
  ];
  return plain(parts.filter((part) => part !== '').join('  ')).slice(0, Math.max(20, columns - 1));
}
