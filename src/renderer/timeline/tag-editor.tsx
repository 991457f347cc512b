import { Trash2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import type { ClipId } from '../../shared/domain/clip.ts';
import { severities, type Severity, type Tag } from '../../shared/domain/tag.ts';
import { chooseTag, edits } from '../review/edits.ts';
import { useTagTypes } from '../state/queries.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';

/** Details of a tag, floating at its mark: which tag, how severe, a note, remove. Changes are durable at once. */
export function TagEditor({
  tag,
  clipId,
  open,
  onOpenChange,
  children,
}: {
  tag: Tag;
  clipId: ClipId;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Anchor asChild>{children}</Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className="floating tag-editor"
          side="top"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Tag"
        >
          <TagFields tag={tag} clipId={clipId} close={() => onOpenChange(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function TagFields({ tag, clipId, close }: { tag: Tag; clipId: ClipId; close: () => void }) {
  const { data: types } = useTagTypes();
  const [note, setNote] = useState(tag.note);
  const saveNote = () => {
    if (note !== tag.note) void edits.changeTag(clipId, tag.tagId, { note });
  };
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
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onBlur={saveNote}
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
