import type { WorkspaceEvent } from '../../shared/api/app.ts';

/** Events of one key come at most this often; the newest wins. */
const COALESCE_MS = 100;

/** What an event overwrites when it waits: only events with a key may be merged. */
export function coalesceKey(event: WorkspaceEvent): string | null {
  switch (event.type) {
    case 'job':
      return `job:${event.job.jobId}`;
    case 'inference':
    case 'memory':
    case 'datasets':
    case 'runs':
    case 'models':
    case 'reports':
    case 'lab':
      return event.type;
    // Review events name different clips; a hello and a workspace change are rare and matter at once.
    case 'hello':
    case 'job-dismissed':
    case 'workspace':
    case 'review':
      return null;
  }
}

/** Reads what happened since it was made. */
export interface EventReader {
  /** The next event; null once the signal aborted, the reader stopped or the hub closed. */
  next(signal?: AbortSignal): Promise<WorkspaceEvent | null>;
  stop(): void;
}

export interface EventHub {
  publish(event: WorkspaceEvent): void;
  /** Reads from now on. A slow reader gets merged events, never a growing list of them. */
  follow(): EventReader;
  /** How many windows follow. */
  followers(): number;
  close(): void;
}

interface Follower {
  waiting: WorkspaceEvent[];
  wake: (() => void) | null;
}

/** One list of what changed for all windows. The first event of a key goes out at once, followers of it every 100 ms. */
export function createEventHub(): EventHub {
  const followers = new Set<Follower>();
  const held = new Map<string, { event: WorkspaceEvent | null; timer: NodeJS.Timeout }>();
  let closed = false;

  const deliver = (event: WorkspaceEvent) => {
    const key = coalesceKey(event);
    for (const follower of followers) {
      const i = key === null ? -1 : follower.waiting.findIndex((e) => coalesceKey(e) === key);
      if (i >= 0) follower.waiting[i] = event;
      else follower.waiting.push(event);
      follower.wake?.();
    }
  };
  const release = (key: string) => {
    const entry = held.get(key);
    if (!entry?.event) return void held.delete(key);
    const { event } = entry;
    held.set(key, { event: null, timer: setTimeout(release, COALESCE_MS, key) });
    deliver(event);
  };

  return {
    publish(event) {
      if (closed) return;
      const key = coalesceKey(event);
      if (key === null) return deliver(event);
      const entry = held.get(key);
      if (entry) entry.event = event;
      else {
        held.set(key, { event: null, timer: setTimeout(release, COALESCE_MS, key) });
        deliver(event);
      }
    },
    follow() {
      const follower: Follower = { waiting: [], wake: null };
      followers.add(follower);
      return {
        async next(signal) {
          const wake = () => follower.wake?.();
          signal?.addEventListener('abort', wake);
          try {
            while (!closed && !signal?.aborted && followers.has(follower)) {
              const event = follower.waiting.shift();
              if (event) return event;
              await new Promise<void>((resolve) => (follower.wake = resolve));
            }
            return null;
          } finally {
            signal?.removeEventListener('abort', wake);
          }
        },
        stop() {
          followers.delete(follower);
          follower.wake?.();
        },
      };
    },
    followers: () => followers.size,
    close() {
      closed = true;
      for (const { timer } of held.values()) clearTimeout(timer);
      followers.forEach((f) => f.wake?.());
    },
  };
}
