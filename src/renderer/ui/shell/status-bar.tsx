import { Activity, Cpu, FolderX, MemoryStick, ShieldCheck, Unplug, X } from 'lucide-react';
import { useConnection } from '../../state/connection.ts';
import { useLive } from '../../state/live.ts';
import { useAppInfo, useDatasets } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { IconButton } from '../icon-button.tsx';
import { Kbd } from '../kbd.tsx';
import { attempt } from '../notices.ts';
import { bytes, count, gigabytes, plural } from '../numbers.ts';
import { openOverlay } from '../overlay-state.ts';
import { Tooltip } from '../tooltip.tsx';
import { api } from '../../state/connection.ts';
import { useFrameLedger } from '../../viewer/frames/frame-ledger.ts';
import { jobFigures, shownJob } from '../../jobs/job-words.ts';
import { providerWords } from './provider-words.ts';
import './status-bar.css';

/** Device in use and what was not found, memory, the job under way, what is missing, offline mark, keys. */
export function StatusBar() {
  return (
    <footer className="status-bar" aria-label="Status">
      <InferenceCell />
      <MemoryCell />
      <JobCell />
      <span className="status-space" />
      <ConnectionCell />
      <RootsCell />
      <Tooltip label="Offline" detail="Nothing leaves this machine and nothing is fetched." side="top">
        <span className="status-cell status-quiet">
          <ShieldCheck size={12} strokeWidth={1.75} aria-hidden />
          <span>Offline</span>
        </span>
      </Tooltip>
      <button
        type="button"
        className="status-cell status-button"
        onClick={() => openOverlay({ kind: 'keys', remapping: false })}
      >
        <Kbd keys="?" />
        <span>Keys</span>
      </button>
    </footer>
  );
}

function InferenceCell() {
  const inference = useLive((s) => s.inference);
  if (!inference) return null;
  const { name, rest, detail, tone } = providerWords(inference);
  return (
    <Tooltip label={`Inference: ${name}`} detail={detail} side="top">
      <span className="status-cell" data-tone={tone}>
        <Cpu size={12} strokeWidth={1.75} aria-hidden />
        <span>
          Inference <strong>{name}</strong>
        </span>
        {rest !== '' && <span className="status-rest">{rest}</span>}
      </span>
    </Tooltip>
  );
}

/** Less reads as zero in the ledger's gigabytes. */
const LEAST_SHOWN_BYTES = 5e6;

function MemoryCell() {
  const memory = useLive((s) => s.memory);
  const shownBytes = useFrameLedger((s) => s.bytes);
  const limit = useAppInfo().data?.memoryBytes;
  if (!memory) return null;
  const parts = [
    { name: 'workstation', value: memory.processBytes, token: '--interest-4' },
    { name: 'frames', value: memory.frameCacheBytes + shownBytes, token: '--acc' },
    { name: 'inference', value: memory.inferenceBytes, token: '--half' },
  ].filter((p) => p.value >= LEAST_SHOWN_BYTES);
  return (
    <Tooltip
      label="Memory by purpose"
      detail={parts.map((p) => `${p.name} ${bytes(p.value)}`).join(', ') + (limit ? `, machine ${bytes(limit)}` : '')}
      side="top"
    >
      <span className="status-cell">
        <MemoryStick size={12} strokeWidth={1.75} aria-hidden />
        <span className="status-rest">Ledger</span>
        {limit !== undefined && (
          <span className="ledger" aria-hidden>
            {parts.map((p) => (
              <span
                key={p.name}
                style={{ width: `max(2px, ${String((100 * p.value) / limit)}%)`, background: `var(${p.token})` }}
              />
            ))}
          </span>
        )}
        <span className="mono">
          {parts.map((p) => `${p.name} ${gigabytes(p.value)}`).join(' · ')}
          {limit !== undefined && ` of ${gigabytes(limit)}`} GB
        </span>
      </span>
    </Tooltip>
  );
}

function JobCell() {
  const job = useLive((s) => shownJob(s.jobs));
  const others = useLive((s) => s.jobs.filter((j) => j.state === 'running' || j.state === 'queued').length - 1);
  if (!job)
    return (
      <span className="status-cell status-quiet">
        <Activity size={12} strokeWidth={1.75} aria-hidden />
        <span>No jobs</span>
      </span>
    );
  const share = job.total > 0 ? Math.min(1, job.done / job.total) : 0;
  return (
    <span className="status-cell status-job">
      <Activity size={12} strokeWidth={1.75} aria-hidden />
      <button type="button" className="status-link" onClick={() => useSession.setState({ view: 'jobs' })}>
        {job.title}
        {others > 0 && ` and ${count(others)} more`}
      </button>
      <span
        className="status-progress"
        role="progressbar"
        aria-label={job.title}
        aria-valuemin={0}
        aria-valuemax={job.total}
        aria-valuenow={job.total > 0 ? job.done : undefined}
        data-unknown={job.total === 0 || undefined}
      >
        <span style={{ width: `${String(share * 100)}%` }} />
      </span>
      {/* Before the figures, whose width changes as they run: it stays under the pointer. */}
      <IconButton
        icon={X}
        size={12}
        label={`Cancel ${job.title}`}
        onClick={() => attempt(() => api.jobs.cancel({ jobId: job.jobId }))}
      />
      <span className="status-figures">{jobFigures(job)}</span>
    </span>
  );
}

function ConnectionCell() {
  const { status, opened, refusal } = useConnection();
  if (status === 'open' || opened === 0) return null;
  return (
    <span className="status-cell" data-tone="half" role="status">
      <Unplug size={12} strokeWidth={1.75} aria-hidden />
      <span>{refusal ?? 'Connection lost, opening it again'}</span>
    </span>
  );
}

function RootsCell() {
  const missing = useDatasets().data?.filter((d) => d.state === 'absent') ?? [];
  if (missing.length === 0) return null;
  return (
    <button
      type="button"
      className="status-cell status-button"
      data-tone="half"
      onClick={() => useSession.setState({ view: 'library' })}
    >
      <FolderX size={12} strokeWidth={1.75} aria-hidden />
      <span>{plural(missing.length, 'data set root')} missing</span>
    </button>
  );
}
