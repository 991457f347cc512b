import type { InferenceState } from '../domain/model.ts';
import type { Job } from '../domain/job.ts';
import type { HistoryState } from '../domain/tag.ts';
import type { Problem } from '../domain/problem.ts';

export interface AppInfo {
  version: string;
  host: 'electron' | 'server';
  platform: string;
  cpuModel: string;
  cpuThreads: number;
  memoryBytes: number;
  /** Folder of the sample drives that come with the app; null where there are none. */
  sampleDrives: string | null;
  can: { pickFolder: boolean; printPdf: boolean; windowControls: boolean };
}

export interface WorkspaceState {
  path: string;
  name: string;
  /** `blocked`: nothing can be read or written until the user chose; `read-only`: open, but edits are refused. */
  status: 'open' | 'read-only' | 'blocked';
  problem: Problem | null;
  /** What the user may choose in `blocked`. */
  choices: ('restore-backup' | 'salvage' | 'set-aside-and-start-new' | 'open-read-only' | 'look-again')[];
}

/** Memory by purpose, bytes. */
export interface MemoryLedger {
  processBytes: number;
  frameCacheBytes: number;
  inferenceBytes: number;
}

export type WorkspaceEvent =
  | {
      type: 'hello';
      jobs: Job[];
      inference: InferenceState;
      history: HistoryState;
      workspace: WorkspaceState;
      memory: MemoryLedger;
    }
  | { type: 'job'; job: Job }
  | { type: 'job-dismissed'; jobId: string }
  | { type: 'inference'; state: InferenceState }
  | { type: 'memory'; memory: MemoryLedger }
  | { type: 'workspace'; state: WorkspaceState }
  /** The user's work changed: tags, notes, verdicts. `clipIds` null means any. */
  | { type: 'review'; clipIds: string[] | null; history: HistoryState }
  | { type: 'datasets' }
  | { type: 'runs' }
  | { type: 'models' }
  | { type: 'reports' }
  | { type: 'lab' };
