import { Dialog } from 'radix-ui';
import { useSession } from '../state/session.ts';
import { clipName } from './clip-name.ts';
import { closeNote, flushNote, typeNote, useNoteDraft } from './note-draft.ts';
import { useShownReview } from './open-review.ts';
import './boxes.css';

/** The clip's note. What is typed is durable at every pause; Esc closes. */
export function NoteBox() {
  const open = useNoteDraft((s) => s.open);
  const clipId = useSession((s) => s.clipId);
  if (clipId === null) return null;
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? useNoteDraft.setState({ open: true }) : closeNote())}>
      <Dialog.Portal>
        <Dialog.Overlay className="box-scrim" />
        <Dialog.Content className="box" aria-describedby={undefined}>
          <Field clipId={clipId} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Field({ clipId }: { clipId: string }) {
  const review = useShownReview(clipId);
  const draft = useNoteDraft((s) => (s.draft?.clipId === clipId ? s.draft.text : null));
  return (
    <>
      <Dialog.Title className="box-title">
        Note on <span className="mono">{clipName(clipId)}</span>
        <span className="box-saved" role="status">
          {draft !== null && draft !== review?.note ? 'not saved yet' : 'Saved'}
        </span>
      </Dialog.Title>
      <textarea
        autoFocus
        className="box-field"
        rows={6}
        maxLength={100_000}
        aria-label="Note"
        placeholder="What is wrong here, and why"
        value={draft ?? review?.note ?? ''}
        disabled={review === undefined}
        onFocus={(event) => event.target.setSelectionRange(event.target.value.length, event.target.value.length)}
        onChange={(event) => typeNote(clipId, event.target.value)}
        onBlur={flushNote}
      />
    </>
  );
}
