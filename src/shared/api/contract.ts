import { oc, eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import {
  clipFilterSchema,
  clipIdSchema,
  clipPageQuerySchema,
  clipScoreQuerySchema,
  type ClipDetail,
  type ClipId,
  type ClipPage,
  type Facet,
} from '../domain/clip.ts';
import { gateCells, type DeltaSlice, type GateTable, type ScoreDeltas } from '../domain/comparison.ts';
import type { Dataset, DatasetProbe } from '../domain/dataset.ts';
import type { Job } from '../domain/job.ts';
import type { ClipMap } from '../domain/map.ts';
import type { InferenceState, ModelInfo } from '../domain/model.ts';
import { pdmSettingSchema, planToExplainSchema, type PdmExplained } from '../domain/pdm-explained.ts';
import { pdmFilters, pdmTerms, pdmTrafficPolicies } from '../domain/pdm.ts';
import { problemSchema } from '../domain/problem.ts';
import type { ClipPredictions, Run } from '../domain/run.ts';
import type { ClipScores, PairedDifference, RunSummary } from '../domain/score.ts';
import { labRequestSchema, type LabRecord, type LabResult, type QuotedValue } from '../domain/lab.ts';
import { steerRequestSchema, steerWarmSchema, type SteerEvent, type SteerRange } from '../domain/steering.ts';
import { videoRunOptionsSchema } from '../domain/video-prediction.ts';
import { MAX_SHOWN_RUNS } from '../domain/series.ts';
import {
  newTagSchema,
  severities,
  tagTypeSchema,
  type ClipReview,
  type HistoryState,
  type HistoryStep,
  type Tag,
  type TagType,
} from '../domain/tag.ts';
import type { AppInfo, WorkspaceEvent, WorkspaceState } from './app.ts';
import { reportRequestSchema, type ReportInfo } from './report.ts';

/** Every call may fail with a problem told in words. */
const call = oc.errors({ PROBLEM: { data: problemSchema } });

const path = z.string().min(1).max(4096);
// The shown runs, and the reference that stands beside them.
const runIds = z.array(z.string()).max(MAX_SHOWN_RUNS + 1);

/** The one contract between the workstation and its windows, over a MessagePort in Electron and a WebSocket on the server. */
export const contract = {
  app: {
    info: call.output(type<AppInfo>()),
    /** Everything that changes behind the window's back. The first event is a full `hello`. */
    events: call.output(eventIterator(type<WorkspaceEvent>())),
    /** Opens the system's folder picker; null when cancelled. Electron only. */
    pickFolder: call.input(z.object({ title: z.string() })).output(type<string | null>()),
    /** Title bar buttons of the frameless window; refused where `can.windowControls` is false. Electron only. */
    window: call.input(z.object({ action: z.enum(['minimise', 'toggle-maximise', 'close']) })).output(type<void>()),
    settings: call.output(type<Record<string, unknown>>()),
    /** Values are JSON; null removes. Kept in the workspace, not undoable. */
    saveSetting: call.input(z.object({ key: z.string().min(1).max(200), value: z.unknown() })).output(type<void>()),
  },
  workspace: {
    state: call.output(type<WorkspaceState>()),
    /** The user's choice for a damaged or newer file. */
    recover: call
      .input(
        z.object({
          choice: z.enum(['restore-backup', 'salvage', 'set-aside-and-start-new', 'open-read-only', 'look-again']),
          backup: z.string().optional(),
        }),
      )
      .output(type<WorkspaceState>()),
    backups: call.output(type<{ name: string; createdUs: number; bytes: number; verified: boolean }[]>()),
    backUp: call.output(type<{ name: string; bytes: number }>()),
  },
  datasets: {
    list: call.output(type<Dataset[]>()),
    probe: call.input(z.object({ path })).output(type<DatasetProbe[]>()),
    add: call
      .input(z.object({ path, version: z.string().optional() }))
      .output(type<{ datasetId: string; jobId: string }>()),
    reindex: call.input(z.object({ datasetId: z.string() })).output(type<{ jobId: string }>()),
    repoint: call.input(z.object({ datasetId: z.string(), path })).output(type<Dataset>()),
    /** Looks whether absent roots are there again. */
    lookAgain: call.output(type<Dataset[]>()),
    remove: call.input(z.object({ datasetId: z.string() })).output(type<void>()),
  },
  clips: {
    page: call.input(clipPageQuerySchema).output(type<ClipPage>()),
    /** `scores` is needed for the filter's `deltaSign` only. */
    facets: call
      .input(z.object({ filter: clipFilterSchema, scores: clipScoreQuerySchema.nullable().optional() }))
      .output(type<Facet[]>()),
    get: call.input(z.object({ clipId: clipIdSchema })).output(type<ClipDetail>()),
    map: call.input(z.object({ clipId: clipIdSchema })).output(type<ClipMap>()),
    predictions: call.input(z.object({ clipId: clipIdSchema, runIds })).output(type<ClipPredictions[]>()),
    /** PDM scores of stored and of given plans at one key frame, with all evidence. */
    pdm: call
      .input(
        z.object({
          clipId: clipIdSchema,
          frame: z.number().int().nonnegative(),
          setting: pdmSettingSchema,
          runIds,
          plans: z.array(planToExplainSchema).max(32),
        }),
      )
      .output(type<PdmExplained>()),
    scores: call.input(z.object({ clipId: clipIdSchema, runIds })).output(type<ClipScores[]>()),
  },
  models: {
    list: call.output(type<ModelInfo[]>()),
    add: call.input(z.object({ path })).output(type<ModelInfo>()),
    inference: call.output(type<InferenceState>()),
  },
  runs: {
    list: call.output(type<Run[]>()),
    /** Runs a model over the clips that pass the filter and scores it. */
    start: call
      .input(z.object({ modelId: z.string(), filter: clipFilterSchema, video: videoRunOptionsSchema.optional() }))
      .output(type<{ runId: string; jobId: string }>()),
    /** Takes a score table of the NAVSIM kit in as a run of a model that ran elsewhere. */
    importScores: call
      .input(
        z.object({
          path,
          title: z.string().min(1).max(200).optional(),
          traffic: z.enum(pdmTrafficPolicies),
          filter: z.enum(pdmFilters),
        }),
      )
      .output(
        type<{ runId: string; setting: string; rows: number; clips: number; unknownTokens: number; invalid: number }>(),
      ),
    resume: call.input(z.object({ runId: z.string() })).output(type<{ jobId: string }>()),
    /**
     * Scores a run's stored plans by PDM in these settings, beside the scores it has. `metricCache`: folder of the kit's metric
     * caches, whose reference goes before PDM-Closed; kept with the run, null forgets it.
     */
    scorePdm: call
      .input(
        z.object({
          runId: z.string(),
          settings: z.array(pdmSettingSchema).min(1).max(6),
          metricCache: path.nullable().optional(),
        }),
      )
      .output(type<{ jobId: string }>()),
    /** Scores a run in two stages as a split file of the kit pairs its scenes; the result is kept with the run. */
    scoreTwoStage: call
      .input(
        z.object({
          runId: z.string(),
          splitFile: path,
          filter: z.enum(pdmFilters),
          traffic: z.enum(pdmTrafficPolicies),
        }),
      )
      .output(type<{ jobId: string }>()),
    /** How many scenes of each stage a run has plans of. */
    stages: call.input(z.object({ runId: z.string() })).output(type<{ first: number; second: number }>()),
    remove: call.input(z.object({ runId: z.string() })).output(type<void>()),
    summary: call.input(z.object({ runIds, filter: clipFilterSchema })).output(type<RunSummary[]>()),
    compare: call
      .input(z.object({ runA: z.string(), runB: z.string(), filter: clipFilterSchema }))
      .output(type<PairedDifference[]>()),
    /** One metric on every clip that both runs have it for, in rising order of A − B. */
    deltas: call
      .input(z.object({ runA: z.string(), runB: z.string(), metric: z.string(), filter: clipFilterSchema }))
      .output(type<ScoreDeltas>()),
    /** The difference by place, manoeuvre, word, tag and data set; the slice on which A is worst comes first. */
    slices: call
      .input(z.object({ runA: z.string(), runB: z.string(), metric: z.string(), filter: clipFilterSchema }))
      .output(type<DeltaSlice[]>()),
    /** Which term of a PDM setting fails in which of two runs. */
    gates: call
      .input(z.object({ runA: z.string(), runB: z.string(), setting: pdmSettingSchema, filter: clipFilterSchema }))
      .output(type<GateTable>()),
    /** The clips of one cell of that table. */
    gateClips: call
      .input(
        z.object({
          runA: z.string(),
          runB: z.string(),
          setting: pdmSettingSchema,
          term: z.enum(pdmTerms),
          cell: z.enum(gateCells),
          filter: clipFilterSchema,
        }),
      )
      .output(type<ClipId[]>()),
  },
  review: {
    tagTypes: call.output(type<TagType[]>()),
    saveTagType: call.input(tagTypeSchema).output(type<TagType[]>()),
    removeTagType: call.input(z.object({ tagTypeId: z.string() })).output(type<TagType[]>()),
    clip: call.input(z.object({ clipId: clipIdSchema })).output(type<ClipReview>()),
    addTag: call.input(newTagSchema).output(type<Tag>()),
    changeTag: call
      .input(
        z.object({
          tagId: z.string(),
          tagTypeId: z.string().optional(),
          startUs: z.number().int().nullable().optional(),
          endUs: z.number().int().nullable().optional(),
          severity: z.enum(severities).optional(),
          note: z.string().max(10_000).optional(),
        }),
      )
      .output(type<Tag>()),
    removeTags: call.input(z.object({ tagIds: z.array(z.string()).min(1).max(10_000) })).output(type<void>()),
    setNote: call.input(z.object({ clipId: clipIdSchema, note: z.string().max(100_000) })).output(type<void>()),
    setReviewed: call.input(z.object({ clipId: clipIdSchema, reviewed: z.boolean() })).output(type<void>()),
    undo: call.output(type<HistoryStep | null>()),
    redo: call.output(type<HistoryStep | null>()),
    history: call.output(type<HistoryState>()),
    /** Share of the filter's clips that are reviewed. */
    progress: call.input(z.object({ filter: clipFilterSchema })).output(type<{ reviewed: number; total: number }>()),
  },
  reports: {
    build: call.input(reportRequestSchema).output(type<{ jobId: string }>()),
    list: call.output(type<ReportInfo[]>()),
  },
  steer: {
    /** World models that can be steered, with what their sliders need. */
    models: call.output(type<SteerRange[]>()),
    /** Loads a model and makes the present ready, so that the first rendering costs no more than the next. */
    warm: call.input(steerWarmSchema).output(type<void>()),
    /** Predicted pictures under the user's actions, told as they come; ends when the caller aborts. */
    render: call.input(steerRequestSchema).output(eventIterator(type<SteerEvent>())),
  },
  lab: {
    start: call.input(labRequestSchema).output(type<{ labId: string; jobId: string }>()),
    /** Newest first; without their figures. */
    list: call.output(type<LabRecord[]>()),
    get: call.input(z.object({ labId: z.string() })).output(type<LabResult>()),
    remove: call.input(z.object({ labId: z.string() })).output(type<void>()),
    /** Values of papers to be shown beside measured ones. */
    quoted: call.output(type<QuotedValue[]>()),
  },
  jobs: {
    list: call.output(type<Job[]>()),
    cancel: call.input(z.object({ jobId: z.string() })).output(type<void>()),
    dismiss: call.input(z.object({ jobId: z.string() })).output(type<void>()),
  },
};
export type Contract = typeof contract;
