import { X } from 'lucide-react';
import type { Job } from '../../shared/domain/job.ts';
import { api } from '../state/connection.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { attempt } from '../ui/notices.ts';
import { jobFigures } from './job-words.ts';
import './job-progress.css';

/** A job under way: bar, figures, what it is at, and a way to stop it. */
export function JobProgress({ job }: { job: Job }) {
  return (
    <div className="job-progress">
      <div className="job-progress-row">
        <progress
          className="progress"
          aria-label={job.title}
          {...(job.total > 0 ? { value: job.done, max: job.total } : {})}
        />
        <IconButton
          icon={X}
          size={12}
          label={`Cancel ${job.title}`}
          onClick={() => attempt(() => api.jobs.cancel({ jobId: job.jobId }))}
        />
      </div>
      <p>
        <span className="mono">{jobFigures(job)}</span>
        {job.current !== '' && <span> · {job.current}</span>}
      </p>
    </div>
  );
}
