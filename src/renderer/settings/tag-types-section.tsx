import { Archive, ArchiveRestore, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { problemOf } from '../../shared/domain/problem.ts';
import type { TagType } from '../../shared/domain/tag.ts';
import { api } from '../state/connection.ts';
import { useTagTypes } from '../state/queries.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { attempt } from '../ui/notices.ts';
import { Loading, ProblemCard } from '../ui/states.tsx';
import { freeDigit } from './tag-type-draft.ts';
import { TagTypeForm } from './tag-type-form.tsx';
import { saveTagTypes } from './tag-types-cache.ts';
import { SettingsSection } from './settings-section.tsx';

/** The failure tags: names, digits, severities; the user's own beside the ones that came. */
export function TagTypesSection() {
  const tagTypes = useTagTypes();
  const [editing, setEditing] = useState<TagType | null>(null);
  const list = [...(tagTypes.data ?? [])].sort(
    (a, b) =>
      Number(a.archived) - Number(b.archived) || (a.digit ?? 10) - (b.digit ?? 10) || a.name.localeCompare(b.name),
  );
  const add = () =>
    setEditing({
      tagTypeId: crypto.randomUUID(),
      name: '',
      description: '',
      digit: freeDigit(list),
      severity: 'major',
      archived: false,
    });
  const isNew = editing !== null && !list.some((t) => t.tagTypeId === editing.tagTypeId);
  const form = editing && (
    <TagTypeForm key={editing.tagTypeId} start={editing} others={list} onDone={() => setEditing(null)} />
  );
  return (
    <SettingsSection
      title="Failure tags"
      fact="Up to nine have a digit key in Review. Archived ones keep their marks but are not offered."
    >
      {tagTypes.isPending && <Loading what="Reading the tags" rows={6} />}
      {tagTypes.isError && <ProblemCard problem={problemOf(tagTypes.error)} />}
      <ul className="tag-types">
        {list.map((type) => (
          <li key={type.tagTypeId}>
            {editing?.tagTypeId === type.tagTypeId ? form : <TagTypeRow type={type} onEdit={() => setEditing(type)} />}
          </li>
        ))}
        {isNew && <li>{form}</li>}
      </ul>
      {editing === null && tagTypes.data && (
        <div className="settings-row">
          <Button icon={Plus} onClick={add}>
            New tag
          </Button>
        </div>
      )}
    </SettingsSection>
  );
}

function TagTypeRow({ type, onEdit }: { type: TagType; onEdit: () => void }) {
  const save = (change: Partial<TagType>) =>
    attempt(() => saveTagTypes(api.review.saveTagType({ ...type, ...change })));
  return (
    <div className="tag-type" data-archived={type.archived || undefined}>
      <span className="tag-type-digit">{type.digit === null ? '' : <Kbd keys={String(type.digit)} />}</span>
      <span className="tag-type-name">{type.name}</span>
      <span className="tag-type-severity" data-severity={type.severity}>
        {type.severity}
      </span>
      <span className="tag-type-description">{type.archived ? 'archived' : type.description}</span>
      <IconButton icon={Pencil} size={13} label={`Change ${type.name}`} onClick={onEdit} />
      <IconButton
        icon={type.archived ? ArchiveRestore : Archive}
        size={13}
        label={type.archived ? `Offer ${type.name} again` : `Archive ${type.name}`}
        onClick={() => save({ archived: !type.archived, digit: type.archived ? type.digit : null })}
      />
      <IconButton
        icon={Trash2}
        size={13}
        label={`Remove ${type.name}`}
        detail="Only a tag that no clip carries can be removed."
        onClick={() => attempt(() => saveTagTypes(api.review.removeTagType({ tagTypeId: type.tagTypeId })))}
      />
    </div>
  );
}
