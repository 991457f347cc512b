import { Trash2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useMemo } from 'react';
import type { ClipId } from '../../shared/domain/clip.ts';
import { severities, type Severity, type Tag } from '../../shared/domain/tag.ts';
import { chooseTag, edits } from '../review/edits.ts';
import { useSavedText } from '../review/use-saved-text.ts';
import { useTagTypes } from '../state/queries.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import './floating.css';

/** Details of a tag, floating at its mark: which tag, how severe, a note, remove. Changes are durable at once. */
export function TagEditor({
  tag,
  clipId,
  mark,
  close,
}: {
  tag: Tag;
  clipId: ClipId;
  /** The tag's mark on the timeline. */
  mark: HTMLElement;
  close: () => void;
}) {
  const anchor = useMemo(() => ({ current: mark }), [mark]);
  return (
    <Popover.Root open onOpenChange={(open) => !open && close()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          className="floating tag-editor"
          side="top"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Tag"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            mark.focus();
          }}
        >
          <TagFields tag={tag} clipId={clipId} close={close} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function TagFields({ tag, clipId, close }: { tag: Tag; clipId: ClipId; close: () => void }) {
  const { data: types } = useTagTypes();
  const note = useSavedText(tag.note, (text) => edits.changeTag(clipId, tag.tagId, { note: text }));
  return (
    <>
      <label>
        <span>Tag</span>
        <select
          value={tag.tagTypeId}
          onChange={(event) => void edits.changeTag(clipId, tag.tagId, { tagTypeId: event.target.value })}
        >
          {(types ?? [])
            .filter((t) => !t.archived || t.tagTypeId === tag.tagTypeId)
            .map((t) => (
              <option key={t.tagTypeId} value={t.tagTypeId}>
                {t.digit === null ? t.name : `${String(t.digit)}  ${t.name}`}
              </option>
            ))}
        </select>
      </label>
      <div className="tag-editor-row">
        <span>Severity</span>
        <Segmented<Severity>
          label="Severity"
          value={tag.severity}
          options={severities.map((s) => ({ value: s, label: s }))}
          onChange={(severity) => void edits.changeTag(clipId, tag.tagId, { severity })}
        />
      </div>
      <label>
        <span>Note</span>
        <textarea
          rows={2}
          maxLength={10_000}
          value={note.text}
          onChange={(event) => note.setText(event.target.value)}
          onBlur={note.flush}
        />
      </label>
      <Button
        icon={Trash2}
        tone="quiet"
        onClick={() => {
          close();
          chooseTag(null);
          void edits.removeTags(clipId, [tag.tagId]);
        }}
      >
        Remove
      </Button>
    </>
  );
}
