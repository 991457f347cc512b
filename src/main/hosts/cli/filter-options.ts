import { readFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { clipFilterSchema, manoeuvres, type ClipFilter } from '../../../shared/domain/clip.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { clipFilterOf, readSceneFilter } from '../../datasets/navsim/scene-filter.ts';
import type { Workspace } from '../../workspace/workspace.ts';

const repeated = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value];

/** Options that choose clips; each may be given several times, which widens it. */
export const withFilterOptions = (command: Command): Command =>
  command
    .option('--text <words>', 'every word must be in the name, token, description, location or tags')
    .option('--dataset <id>', 'data set by id, version or title', repeated)
    .option('--location <name>', 'place, e.g. singapore-queenstown', repeated)
    .option('--word <word>', 'word of the description', repeated)
    .option('--tag <name>', 'failure tag by name or id', repeated)
    .addOption(new Option('--manoeuvre <kind>', 'manoeuvre').choices(manoeuvres).argParser(repeated))
    .option('--reviewed', 'only reviewed clips')
    .option('--not-reviewed', 'only clips not reviewed yet')
    .option('--clip <id>', 'clip by id', repeated)
    .option('--scene-filter <file>', 'NAVSIM samples that a scene filter of the kit names (YAML)')
    .option('--clips <file>', 'clips listed in a file: an id a line, or a CSV whose first column is clip_id');

const optionsSchema = z.object({
  text: z.string().optional(),
  dataset: z.array(z.string()).optional(),
  location: z.array(z.string()).optional(),
  word: z.array(z.string()).optional(),
  tag: z.array(z.string()).optional(),
  manoeuvre: z.array(z.enum(manoeuvres)).optional(),
  reviewed: z.boolean().optional(),
  notReviewed: z.boolean().optional(),
  clip: z.array(z.string()).optional(),
  clips: z.string().optional(),
  sceneFilter: z.string().optional(),
});

/** The filter that a command line names. Fails in words for a data set, tag or list that is not there. */
export async function readFilter(options: unknown, workspace: Workspace): Promise<ClipFilter> {
  const o = optionsSchema.parse(options);
  const clipIds = [
    ...(o.clip ?? []),
    ...(o.clips === undefined ? [] : clipsOfFile(o.clips)),
    ...(o.sceneFilter === undefined ? [] : await samplesOfFilter(workspace, o.sceneFilter)),
  ];
  const filter = {
    text: o.text,
    datasetIds: o.dataset && (await datasetIds(workspace, o.dataset)),
    locations: o.location,
    words: o.word?.map((word) => word.toLowerCase()),
    tagTypeIds: o.tag && (await tagTypeIds(workspace, o.tag)),
    manoeuvres: o.manoeuvre,
    reviewed: o.reviewed === true ? true : o.notReviewed === true ? false : undefined,
    clipIds: [o.clip, o.clips, o.sceneFilter].some((named) => named !== undefined) ? clipIds : undefined,
  };
  const parsed = clipFilterSchema.safeParse(
    Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
  );
  if (parsed.success) return parsed.data;
  throw badOption(
    `The selection cannot be used: ${parsed.error.issues[0].message}`,
    parsed.error.issues[0].path.join('.'),
  );
}

/** The samples of all NAVSIM data sets that a scene filter of the kit names by token. */
async function samplesOfFilter(workspace: Workspace, file: string): Promise<string[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw badOption(
      `--scene-filter ${file} cannot be read`,
      error instanceof Error ? error.message : 'a YAML file of navsim/planning/script/config/common/train_test_split',
    );
  }
  const found = readSceneFilter(text, file);
  const navsim = (await workspace.datasets.list()).filter(({ kind }) => kind === 'navsim');
  const named = clipFilterOf(
    found,
    navsim.map(({ datasetId }) => datasetId),
  );
  if (!named?.clipIds) throw badOption(`--scene-filter ${file} names no tokens`, 'a filter with a list of tokens');
  return named.clipIds;
}

/** Ids of the data sets that have one of these ids, versions or titles. Fails in words for a name that none has. */
export async function datasetIds(workspace: Workspace, names: readonly string[]): Promise<string[]> {
  const datasets = await workspace.datasets.list();
  return names.flatMap((name) => {
    const found = datasets.filter((d) => [d.datasetId, d.version, d.title].includes(name));
    if (found.length > 0) return found.map((d) => d.datasetId);
    throw badOption(
      `No data set is called ${name}`,
      datasets.map((d) => `${d.datasetId} (${d.title})`).join(', ') || 'none is indexed yet',
    );
  });
}

async function tagTypeIds(workspace: Workspace, names: readonly string[]): Promise<string[]> {
  const types = await workspace.review.tagTypes();
  return names.map((name) => {
    const found = types.find((type) => type.name === name || type.tagTypeId === name);
    if (found) return found.tagTypeId;
    throw badOption(`No failure tag is called ${name}`, types.map((type) => type.name).join(', '));
  });
}

/** Ids of a list, or of the first column of a report's `clips.csv`. */
function clipsOfFile(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw badOption(`The list ${file} cannot be read`, error instanceof Error ? error.message : String(error));
  }
  const first = text.split(/\r?\n/).map((line) => line.split(',')[0].trim());
  // Inside a quoted note of a CSV a line may start with anything: only ids are taken then.
  const isCsv = first[0] === 'clip_id';
  return first.slice(isCsv ? 1 : 0).filter((id) => id !== '' && (!isCsv || /^[^:\s"]+:\S+$/.test(id)));
}

/** A command line that cannot be followed. */
export const badOption = (title: string, whatHappened: string): ProblemError =>
  new ProblemError({
    code: 'cli.bad-option',
    title,
    whatHappened: `Known: ${whatHappened}.`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Correct the option; `foresight help COMMAND` names them all.',
  });
