import { api } from '../state/connection.ts';
import { announce, reportError } from '../ui/notices.ts';
import { inOrder } from './edits.ts';

async function step(call: () => Promise<{ label: string } | null>, done: string, nothing: string) {
  try {
    const made = await inOrder(call);
    announce(made ? `${done}: ${made.label}` : nothing);
  } catch (error) {
    reportError(error);
  }
}

/** Takes the last edit of the workspace back, after every edit that is already painted, and says which it was. */
export const undo = () => step(() => api.review.undo(), 'Undone', 'Nothing to undo');
/** Makes the last undone edit again. */
export const redo = () => step(() => api.review.redo(), 'Redone', 'Nothing to redo');
