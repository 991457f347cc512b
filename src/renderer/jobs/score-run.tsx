import { useMutation, useQuery } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { useState } from 'react';
import { problemOf } from '../../shared/domain/problem.ts';
import type { Run } from '../../shared/domain/run.ts';
import { api } from '../state/connection.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { announce } from '../ui/notices.ts';
import { plural } from '../ui/numbers.ts';
import { closeOverlay } from '../ui/overlay-state.ts';
import './jobs-view.css';
import { Choice, filters, traffics } from './score-choice.tsx';
import {
  emptyForm,
  missingIn,
  noSecondStage,
  settingsOf,
  twoStageOf,
  withMetric,
  withStages,
  type ScoreForm,
} from './score-run-request.ts';

/** Asks how the plans of a run are to be scored by PDM, and starts it. */
export function ScoreRun({ run }: { run: Run }) {
  const [form, setForm] = useState(() => emptyForm(run));
  const { runId } = run;
  const stages = useQuery({ queryKey: ['run-stages', runId], queryFn: () => api.runs.stages({ runId }) }).data;
  const noSecond = stages ? noSecondStage(stages) : 'Looking for second-stage scenes.';
  const starting = useMutation({
    mutationFn: () =>
      form.stages === 'two'
        ? api.runs.scoreTwoStage({ runId, ...twoStageOf(form) })
        : api.runs.scorePdm({ runId, settings: settingsOf(form), metricCache: form.metricCache.trim() || null }),
    onSuccess: () => {
      announce(`${run.modelTitle} is being scored`);
      closeOverlay();
    },
  });
  const set = (part: Partial<ScoreForm>) => setForm((now) => ({ ...now, ...part }));
  return (
    <FormDialog
      title="Score a run"
      fact={`${run.modelTitle} ${run.modelVersion}`}
      icon={<Gauge size={17} strokeWidth={1.75} aria-hidden />}
      submit="Score"
      missing={missingIn(form)}
      pending={starting.isPending ? 'Starting.' : null}
      problem={starting.error && problemOf(starting.error)}
      onSubmit={() => starting.mutate()}
      className="score-form"
    >
      <fieldset>
        <legend>Stages</legend>
        <label className="check">
          <input
            type="radio"
            name="stages"
            autoFocus
            checked={form.stages === 'one'}
            onChange={() => setForm(withStages(form, 'one'))}
          />
          One: every scene by itself
        </label>
        <label className="check">
          <input
            type="radio"
            name="stages"
            disabled={noSecond !== null}
            checked={form.stages === 'two'}
            onChange={() => setForm(withStages(form, 'two'))}
            aria-describedby="no-second-stage"
          />
          Two: EPDMS over original scenes and the synthetic ones that follow them
        </label>
        <p id="no-second-stage" className="score-form-note">
          {noSecond ??
            (stages && `${plural(stages.first, 'original scene')}, ${plural(stages.second, 'synthetic one')}.`)}
        </p>
      </fieldset>
      {form.stages === 'one' && (
        <fieldset>
          <legend>Metrics</legend>
          {(['epdms', 'pdms'] as const).map((metric) => (
            <label key={metric} className="check">
              <input
                type="checkbox"
                checked={form.metrics.includes(metric)}
                onChange={(event) => setForm(withMetric(form, metric, event.target.checked))}
              />
              {metric === 'epdms' ? 'EPDMS, NAVSIM v2' : 'PDMS, NAVSIM v1'}
            </label>
          ))}
        </fieldset>
      )}
      <Choice label="Traffic" options={traffics} value={form.traffic} onChange={(traffic) => set({ traffic })} />
      <Choice
        label="Human filter, of EPDMS"
        options={filters}
        value={form.filter}
        onChange={(filter) => set({ filter })}
      />
      {form.stages === 'one' ? (
        <PathField
          label="Metric caches of the NAVSIM kit, if you have them"
          placeholder="/path/to/metric_cache"
          value={form.metricCache}
          onChange={(metricCache) => set({ metricCache })}
        />
      ) : (
        <PathField
          label="Split file that pairs the scenes"
          placeholder="/path/to/navhard_two_stage.yaml"
          value={form.splitFile}
          onChange={(splitFile) => set({ splitFile })}
        />
      )}
      <p className="score-form-note">
        {form.stages === 'one'
          ? 'Progress is measured against the kit’s plan where a cache has the scene, in this folder or in the data set’s root, and against PDM-Closed elsewhere; beside the means stands how many of each.'
          : 'One number for the whole split is kept with the run. Progress is measured against the metric caches that the run was scored with before, if any.'}
      </p>
    </FormDialog>
  );
}

function PathField({
  label,
  placeholder,
  value,
  onChange,
}: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        className="input mono"
        spellCheck={false}
        autoComplete="off"
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
