import { useMutation } from '@tanstack/react-query';
import { FileInput } from 'lucide-react';
import { useState } from 'react';
import { pdmSettingWords, type PdmSetting } from '../../shared/domain/pdm-metric.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { api } from '../state/connection.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { announce } from '../ui/notices.ts';
import { closeOverlay } from '../ui/overlay-state.ts';
import { showImported } from './show-imported.ts';
import { importedWords } from './imported-words.ts';
import { Choice, filters, traffics } from './score-choice.tsx';
import './jobs-view.css';

/** Asks for a score table and how it was made, and takes it in as a run. */
export function ImportScores() {
  const [path, setPath] = useState('');
  const [title, setTitle] = useState('');
  const [traffic, setTraffic] = useState<PdmSetting['traffic']>('log-replay');
  const [filter, setFilter] = useState<PdmSetting['filter']>('human');
  const taking = useMutation({
    mutationFn: () =>
      api.runs.importScores({
        path: path.trim(),
        ...(title.trim() !== '' && { title: title.trim() }),
        traffic,
        filter,
      }),
    onSuccess: (imported) => {
      showImported(imported.runId);
      announce(importedWords(imported));
      closeOverlay();
    },
  });
  return (
    <FormDialog
      title="Import scores"
      icon={<FileInput size={17} strokeWidth={1.75} aria-hidden />}
      submit="Import"
      missing={path.trim() === '' ? 'Name the file first.' : null}
      pending={taking.isPending ? 'Reading the table.' : null}
      problem={taking.error && problemOf(taking.error)}
      onSubmit={() => taking.mutate()}
      className="score-form"
    >
      <p>A CSV that the NAVSIM kit wrote becomes a run; its samples are matched by token.</p>
      <label className="field">
        <span>Score table</span>
        <input
          className="input mono"
          autoFocus
          spellCheck={false}
          autoComplete="off"
          placeholder="/path/to/scores.csv"
          aria-invalid={taking.isError || undefined}
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
      </label>
      <label className="field">
        <span>Title, else the file&apos;s name</span>
        <input className="input" maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <Choice label="Traffic" options={traffics} value={traffic} onChange={setTraffic} />
      <Choice label="Human filter, of v2 tables" options={filters} value={filter} onChange={setFilter} />
      <p className="score-form-note">
        {`The file does not tell how it was made; beside every number will stand “${pdmSettingWords({ version: 'v2', traffic, filter })}”, or “${pdmSettingWords({ version: 'v1', traffic, filter })}” for a v1 table.`}
      </p>
      {taking.isPending && <p role="status">Reading the table.</p>}
    </FormDialog>
  );
}
