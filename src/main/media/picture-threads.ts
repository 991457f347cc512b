import { startThread, type Thread } from '../runtime/thread.ts';
import type { CallOptions } from '../runtime/calls.ts';
import type { PictureOperations } from './picture-thread.ts';

/** Threads that decode and encode pictures, started when they are first needed. */
export interface PictureThreads {
  readonly count: number;
  /** The call goes to the thread with the fewest under way. */
  call: Thread<PictureOperations>['call'];
  close(): Promise<void>;
}

export function createPictureThreads(count: number): PictureThreads {
  const slots = Array.from({ length: count }, () => ({
    thread: null as Thread<PictureOperations> | null,
    underWay: 0,
  }));
  type Slot = (typeof slots)[number];
  const threadOf = (slot: Slot): Thread<PictureOperations> => {
    if (slot.thread) return slot.thread;
    const started = startThread<PictureOperations>('picture-thread');
    // A thread that died is replaced at the next call; the calls it carried are told.
    started.onExit(() => {
      if (slot.thread === started) slot.thread = null;
    });
    return (slot.thread = started);
  };
  return {
    count,
    async call(operation, input, options?: CallOptions) {
      const slot = slots.reduce((least, other) => (other.underWay < least.underWay ? other : least));
      slot.underWay++;
      try {
        return await threadOf(slot).call(operation, input, options);
      } finally {
        slot.underWay--;
      }
    },
    async close() {
      const running = slots.flatMap(({ thread }) => thread ?? []);
      for (const slot of slots) slot.thread = null;
      await Promise.all(running.map((thread) => thread.stop()));
    },
  };
}
