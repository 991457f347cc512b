import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '../../shared/domain/problem.ts';
import { severities, type TagType } from '../../shared/domain/tag.ts';
import { api } from '../state/connection.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { digitHolder, draftProblem } from './tag-type-draft.ts';
import { saveTagTypes } from './tag-types-cache.ts';

/** Name, digit, severity and meaning of one tag. A digit that is taken moves to this tag. */
export function TagTypeForm({
  start,
  others,
  onDone,
}: {
  start: TagType;
  others: readonly TagType[];
  onDone: () => void;
}) {
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<TagType>) => setDraft((d) => ({ ...d, ...part }));
  const wrong = draftProblem(draft, others);
  const holder = digitHolder(draft, others);
  const save = useMutation({
    mutationFn: async () => {
      if (holder) await api.review.saveTagType({ ...holder, digit: null });
      await saveTagTypes(api.review.saveTagType(draft));
    },
    onSuccess: onDone,
  });
  const problem = save.error ? problemOf(save.error) : null;
  return (
    <form
      className="tag-type-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong === null) save.mutate();
      }}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <label className="field">
        <span>Name, dotted</span>
        <input
          className="input"
          autoFocus
          spellCheck={false}
          placeholder="collision.vru"
          value={draft.name}
          onChange={(event) => change({ name: event.target.value.toLowerCase() })}
        />
      </label>
      <label className="field">
        <span>Digit</span>
        <select
          className="select"
          value={draft.digit ?? ''}
          onChange={(event) => change({ digit: event.target.value === '' ? null : Number(event.target.value) })}
        >
          <option value="">none</option>
          {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => (
            <option key={digit} value={digit}>
              {digit}
            </option>
          ))}
        </select>
      </label>
      <div className="field">
        <span>Severity</span>
        <Segmented
          label="Severity"
          value={draft.severity}
          onChange={(severity) => change({ severity })}
          options={severities.map((severity) => ({ value: severity, label: severity }))}
        />
      </div>
      <label className="field tag-type-meaning">
        <span>What it means</span>
        <input
          className="input"
          maxLength={500}
          value={draft.description}
          onChange={(event) => change({ description: event.target.value })}
        />
      </label>
      <div className="settings-row">
        <Button type="submit" tone="main" disabledReason={wrong ?? (save.isPending ? 'Saving.' : null)}>
          Save
        </Button>
        <Button tone="quiet" onClick={onDone}>
          Leave it
        </Button>
        {holder && (
          <span className="settings-fact">
            {draft.digit} leaves {holder.name}.
          </span>
        )}
        {problem && (
          <span className="field-error" role="alert">
            {problem.title}. {problem.whatHappened}
          </span>
        )}
      </div>
    </form>
  );
}
