import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { partsOfClipId, type ClipId } from '../../shared/domain/clip.ts';
import { pdmMetricKey, pdmSettingWords, pdmTermsOf, type PdmSetting } from '../../shared/domain/pdm-metric.ts';
import { pdmTermWords, type PdmVersion } from '../../shared/domain/pdm.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ClipScores, MetricKey } from '../../shared/domain/score.ts';
import { readResultCsv, type ResultRow, type ResultTable } from '../datasets/navsim/result-csv.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { importedRun } from './imported-run.ts';

/** A score table of the NAVSIM kit to be taken in as the run of a model that ran elsewhere. */
export interface ImportRequest {
  file: string;
  /** What the run is called; the file's name where absent. */
  title?: string | undefined;
  /** The file does not tell how it was made: whoever imports it does. */
  traffic: PdmSetting['traffic'];
  filter: PdmSetting['filter'];
}

export interface ImportedScores {
  runId: string;
  setting: string;
  rows: number;
  clips: number;
  /** Samples that no data set of the workspace has. */
  unknownTokens: number;
  /** Samples that the kit itself could not score. */
  invalid: number;
}

const STORE_CLIPS = 1000;

/** Takes the scores of a CSV in as a run; samples are matched by token. Throws ProblemError, and then nothing was added. */
export async function importScores(workspace: Workspace, request: ImportRequest): Promise<ImportedScores> {
  const table = readResultCsv(await readText(request.file), request.file);
  const setting: PdmSetting = { version: versionOf(table), traffic: request.traffic, filter: request.filter };
  if (setting.version === 'v1') setting.filter = 'none';
  const byToken = await clipsByToken(workspace);
  const rows = table.rows.filter((row) => row.valid);
  const matched = rows.flatMap((row) => (byToken.get(row.token) ?? []).map((clipId) => ({ clipId, row })));
  if (matched.length === 0) throw nothingMatches(request.file, table.rows.length);
  const run = importedRun(request.title ?? basename(request.file).replace(/\.csv$/, ''), matched.length, {
    importedFrom: basename(request.file),
    setting: pdmSettingWords(setting),
    columns: table.columns,
  });
  await workspace.runs.create(run);
  for (let from = 0; from < matched.length; from += STORE_CLIPS)
    await workspace.runs.addScores(
      matched.slice(from, from + STORE_CLIPS).map(({ clipId, row }) => scoresOf(run.runId, clipId, row, setting)),
    );
  await workspace.runs.update(run.runId, {
    status: 'done',
    finishedUs: Date.now() * 1000,
    clipsDone: matched.length,
  });
  return {
    runId: run.runId,
    setting: pdmSettingWords(setting),
    rows: table.rows.length,
    clips: matched.length,
    unknownTokens: rows.filter((row) => !byToken.has(row.token)).length,
    invalid: table.rows.length - rows.length,
  };
}

/** v2 tables have lane keeping; v1 tables have comfort. */
const versionOf = ({ columns }: ResultTable): PdmVersion =>
  columns.includes(pdmTermWords.lk.column) || columns.includes(pdmTermWords.hc.column) ? 'v2' : 'v1';

async function clipsByToken(workspace: Workspace): Promise<Map<string, ClipId[]>> {
  const clips = new Map<string, ClipId[]>();
  for (const clipId of await workspace.library.clipIds({ kinds: ['navsim'] })) {
    const { token } = partsOfClipId(clipId);
    clips.set(token, [...(clips.get(token) ?? []), clipId]);
  }
  return clips;
}

function scoresOf(runId: string, clipId: ClipId, { values }: ResultRow, setting: PdmSetting): ClipScores {
  const found: Record<MetricKey, number> = {};
  const put = (term: Parameters<typeof pdmMetricKey>[1], value: number | null | undefined) => {
    if (value !== null && value !== undefined) found[pdmMetricKey(setting, term)] = value;
  };
  put('total', values.score);
  for (const term of pdmTermsOf(setting.version)) put(term, values[pdmTermWords[term].column]);
  return {
    runId,
    clipId,
    values: found,
    frameCounts: Object.fromEntries(Object.keys(found).map((key) => [key, 1])),
    // Which frame of the clip it is, the table does not say: a sample has one decision instant.
    frames: [],
  };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ProblemError(
      {
        code: 'scores.file-absent',
        title: 'The score table cannot be read',
        whatHappened: whyUnread(file, error),
        whatWasKept: 'Everything that was saved before.',
        whatToDo: 'Name a CSV file that run_pdm_score wrote.',
      },
      { cause: error },
    );
  }
}

const whyUnread = (file: string, error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return `There is no file ${file}.`;
  if (code === 'EISDIR') return `${file} is a folder.`;
  if (code === 'EACCES') return `${file} may not be read by this user.`;
  return `${file}: ${error instanceof Error ? error.message : String(error)}.`;
};

const nothingMatches = (file: string, rows: number) =>
  new ProblemError({
    code: 'scores.no-sample',
    title: 'None of the scored samples is in this workspace',
    whatHappened: `${file} has ${rows} samples; no NAVSIM data set of the workspace has one of their tokens.`,
    whatWasKept: 'Nothing was added.',
    whatToDo:
      'Add the NAVSIM logs they come from, or the folder of the table itself: its samples are then listed by token.',
  });
