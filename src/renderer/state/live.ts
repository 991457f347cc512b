import { create } from 'zustand';
import type { MemoryLedger, WorkspaceEvent, WorkspaceState } from '../../shared/api/app.ts';
import type { Job } from '../../shared/domain/job.ts';
import type { InferenceState } from '../../shared/domain/model.ts';
import type { HistoryState } from '../../shared/domain/tag.ts';
import { refreshClipRows } from './clip-rows.ts';
import { api, useConnection } from './connection.ts';
import { refreshAfter, refreshAll } from './refresh.ts';

/** What the workstation reports by itself; null before the first event. */
export interface Live {
  jobs: Job[];
  inference: InferenceState | null;
  memory: MemoryLedger | null;
  history: HistoryState;
  workspace: WorkspaceState | null;
}

export const useLive = create<Live>()(() => ({
  jobs: [],
  inference: null,
  memory: null,
  history: { undo: null, redo: null },
  workspace: null,
}));

/** Jobs with one replaced or added; the newest stands last. */
const withJob = (jobs: readonly Job[], job: Job): Job[] =>
  jobs.some((j) => j.jobId === job.jobId) ? jobs.map((j) => (j.jobId === job.jobId ? job : j)) : [...jobs, job];

/** The live state after one event. */
export function applyEvent(live: Live, event: WorkspaceEvent): Partial<Live> {
  switch (event.type) {
    case 'hello':
      return {
        jobs: event.jobs,
        inference: event.inference,
        memory: event.memory,
        history: event.history,
        workspace: event.workspace,
      };
    case 'job':
      return { jobs: withJob(live.jobs, event.job) };
    case 'job-dismissed':
      return { jobs: live.jobs.filter((j) => j.jobId !== event.jobId) };
    case 'inference':
      return { inference: event.state };
    case 'memory':
      return { memory: event.memory };
    case 'workspace':
      return { workspace: event.state };
    case 'review':
      return { history: event.history };
    case 'datasets':
    case 'runs':
    case 'models':
    case 'reports':
    case 'lab':
      return {};
  }
}

async function listen(): Promise<void> {
  try {
    for await (const event of await api.app.events()) {
      // What changed between an answer and this hello was told to nobody: all answers so far are old.
      if (event.type === 'hello') refreshAll();
      useLive.setState(applyEvent(useLive.getState(), event));
      refreshAfter(event);
      if (event.type === 'review' && event.clipIds !== null) refreshClipRows(event.clipIds);
    }
  } catch {
    // The line broke: the connection opens it again and listening starts anew.
  }
}

/** Follows the workstation's events for the life of the page, over every reconnection. Called once, by main.tsx. */
export function followEvents(): void {
  useConnection.subscribe((now, before) => {
    if (now.opened > before.opened) void listen();
  });
}
