import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { partsOfClipId, type ClipId } from '../../shared/domain/clip.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ClipPredictions } from '../../shared/domain/run.ts';
import { readSubmission, type SubmittedPlan } from '../datasets/navsim/submission.ts';
import { clipScores } from '../metrics/displacement/clip-scores.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { importedRun } from './imported-run.ts';
import type { JobContext } from './job-context.ts';
import { defaultPdmSettings, scoreByPdm } from './score-by-pdm.ts';

export interface ImportedPlans {
  runId: string;
  /** Plans in the file. */
  plans: number;
  clips: number;
  /** Samples that no data set of the workspace has. */
  unknownTokens: number;
}

/** Clips stored together. */
const STORE_CLIPS = 64;

/**
 * Takes the plans of a NAVSIM submission pickle in as a run, and scores them by displacement and PDM. Samples are matched by
 * token. The pickle is read as data. Throws ProblemError, and then nothing was added.
 */
export async function importSubmission(
  workspace: Workspace,
  { file, title = basename(file).replace(/\.pkl$/, '') }: { file: string; title?: string | undefined },
  context: JobContext,
): Promise<ImportedPlans> {
  const { firstStage, secondStage, teamName } = readSubmission(await bytesOf(file), file);
  const plans = new Map([...firstStage, ...secondStage]);
  const matched = (await workspace.library.clipIds({ kinds: ['navsim'] })).flatMap((clipId) => {
    const plan = plans.get(partsOfClipId(clipId).token);
    return plan ? [{ clipId, plan }] : [];
  });
  if (matched.length === 0) throw nothingMatches(file, plans.size);
  const run = importedRun(title, matched.length, { importedFrom: basename(file), team: teamName });
  await workspace.runs.create(run);
  for (let from = 0; from < matched.length; from += STORE_CLIPS) {
    context.signal.throwIfAborted();
    const some = await Promise.all(
      matched
        .slice(from, from + STORE_CLIPS)
        .map(({ clipId, plan }) => plannedClip(workspace, run.runId, clipId, plan)),
    );
    await workspace.runs.saveScores(some.map(({ scores }) => scores));
    await workspace.runs.savePredictions(some.map(({ predictions }) => predictions));
    context.progress({ done: from + some.length, total: matched.length, unit: 'clips', current: title });
  }
  await scoreByPdm({ workspace, runId: run.runId, settings: defaultPdmSettings, resume: true }, context);
  await workspace.runs.update(run.runId, { status: 'done', finishedUs: Date.now() * 1000, clipsDone: matched.length });
  const known = new Set(matched.map(({ clipId }) => partsOfClipId(clipId).token));
  return { runId: run.runId, plans: plans.size, clips: matched.length, unknownTokens: plans.size - known.size };
}

async function plannedClip(workspace: Workspace, runId: string, clipId: ClipId, { poses, intervalS }: SubmittedPlan) {
  const clip = await workspace.clips.detail(clipId);
  const predictions: ClipPredictions = {
    runId,
    clipId,
    predictions: clip.decisions.map((frame) => ({
      frame,
      timeUs: clip.frames[frame].timeUs,
      stepS: intervalS,
      poses: poses.length / 3,
      modes: 1,
      trajectories: Array.from(poses),
      probabilities: null,
    })),
    videos: [],
    skipped: [],
  };
  return { predictions, scores: clipScores(predictions, clip.ego) };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new ProblemError(
      {
        code: 'plans.file-absent',
        title: 'The submission cannot be read',
        whatHappened: `${file}: ${error instanceof Error ? error.message : String(error)}.`,
        whatWasKept: 'Everything that was saved before.',
        whatToDo: 'Name a submission pickle of the NAVSIM kit.',
      },
      { cause: error },
    );
  }
}

const nothingMatches = (file: string, plans: number) =>
  new ProblemError({
    code: 'plans.no-sample',
    title: 'None of the planned samples is in this workspace',
    whatHappened: `${file} has plans of ${plans} samples; no NAVSIM data set of the workspace has one of their tokens.`,
    whatWasKept: 'Nothing was added.',
    whatToDo: 'Add the NAVSIM logs that the plans were made on.',
  });
