import { constants, statSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { roleOf, type ModelInfo } from '../../../shared/domain/model.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { checkModel, type CheckedModel, type ProveManifest } from './check-model.ts';
import { modelProblem } from './model-problem.ts';
import { MANIFEST_FILE } from './read-manifest.ts';

export interface Catalogue {
  list(): Promise<ModelInfo[]>;
  /** A model that can run. Throws ProblemError: unknown, or what is wrong with it. */
  get(modelId: string): Promise<CheckedModel & { manifest: NonNullable<CheckedModel['manifest']> }>;
  add(path: string): Promise<ModelInfo>;
}

/** Models found in the bundled folder and the workspace's; a folder is a model when it holds a manifest. */
export function createCatalogue(bundledFolder: string, userFolder: string, prove?: ProveManifest): Catalogue {
  const checkAgain = createKnownModels(prove);
  const find = async (): Promise<{ model: CheckedModel; bundled: boolean }[]> => {
    const found: { model: CheckedModel; bundled: boolean }[] = [];
    for (const [root, bundled] of [
      [bundledFolder, true],
      [userFolder, false],
    ] as const) {
      for (const folder of await modelFolders(root)) {
        const model = await checkAgain(folder);
        const first = found.find((f) => idOf(f.model) === idOf(model))?.model;
        found.push({
          model: first ? { ...model, problem: idTaken(idOf(model), first.folder).problem } : model,
          bundled,
        });
      }
    }
    return found;
  };
  /** Where models were found last: a call for one that did not change since need not look through all folders. */
  const folders = new Map<string, string>();
  const list = async () => (await find()).map(({ model, bundled }) => infoOf(model, bundled));

  return {
    list,
    async get(modelId) {
      const folder = folders.get(modelId);
      const again = folder === undefined ? null : await checkAgain(folder);
      if (again?.manifest?.id === modelId && !again.problem) return { ...again, manifest: again.manifest };
      const found = (await find()).find(({ model }) => idOf(model) === modelId)?.model;
      if (!found)
        throw modelProblem(
          'unknown',
          'No such model',
          `No manifest with the id "${modelId}" is in ${bundledFolder} or ${userFolder}.`,
          'Choose one of the listed models, or add the folder of this one.',
        );
      if (found.problem) throw new ProblemError(found.problem);
      if (!found.manifest) throw new Error(`model ${modelId} has neither manifest nor problem`);
      folders.set(modelId, found.folder);
      return { ...found, manifest: found.manifest };
    },
    async add(path) {
      const given = resolve(path);
      const source = basename(given) === MANIFEST_FILE ? dirname(given) : given;
      const model = await checkModel(source, prove);
      if (model.problem || !model.manifest)
        throw model.problem ? new ProblemError(model.problem) : new Error('no manifest');
      const { id } = model.manifest;
      const target = join(userFolder, id);
      const known = (await list()).find((m) => m.modelId === id || m.folder === target);
      if (known && known.hash === model.hash) return known;
      // One that cannot run may be replaced by a whole one.
      if (known && (known.bundled || !known.problem)) throw idTaken(id, known.folder);
      if (known) await rm(known.folder, { recursive: true });
      await copyModel(model, target);
      return infoOf(await checkModel(target, prove), false);
    },
  };
}

const idTaken = (id: string, folder: string): ProblemError =>
  modelProblem(
    'id-taken',
    'Another model has this id',
    `The model in ${folder} has the id "${id}" too.`,
    'Give one of them another id in its manifest, or take its folder away.',
  );

/** Checks a folder again only when a file of it changed; one with a problem is always looked at again. */
function createKnownModels(prove?: ProveManifest): (folder: string) => Promise<CheckedModel> {
  const known = new Map<string, { stamp: string; model: CheckedModel }>();
  return async (folder) => {
    const before = known.get(folder);
    if (before && before.stamp === stampOf(before.model)) return before.model;
    const model = await checkModel(folder, prove);
    if (model.problem) known.delete(folder);
    else known.set(folder, { stamp: stampOf(model), model });
    return model;
  };
}

function stampOf(model: CheckedModel): string {
  return [join(model.folder, MANIFEST_FILE), ...model.files.map((f) => f.path)]
    .map((path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat ? `${stat.size}:${stat.mtimeMs}:${stat.ino}` : 'absent';
    })
    .join(' ');
}

async function modelFolders(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    const folders = entries.filter((e) => e.isDirectory() && !e.name.startsWith('.')).map((e) => join(root, e.name));
    const isModel = await Promise.all(folders.map(async (f) => (await readdir(f)).includes(MANIFEST_FILE)));
    return folders.filter((_, i) => isModel[i]).sort();
  } catch {
    // A workspace without models of its own has no such folder.
    return [];
  }
}

const idOf = (model: CheckedModel): string => model.manifest?.id ?? basename(model.folder);

/** A folder whose manifest cannot be read is listed under its own name, so that the user sees why it is not there. */
function infoOf(model: CheckedModel, bundled: boolean): ModelInfo {
  const { manifest } = model;
  return {
    modelId: idOf(model),
    title: manifest?.title ?? basename(model.folder),
    version: manifest?.version ?? '',
    family: manifest?.family ?? 'baseline',
    pipeline: manifest?.pipeline ?? '',
    description: manifest?.description ?? '',
    bundled,
    folder: model.folder,
    hash: model.hash,
    output: manifest?.output ?? null,
    video: manifest?.video ?? null,
    role: manifest ? roleOf(manifest) : 'part',
    problem: model.problem,
  };
}

/** Copies only what the model names, into a folder beside the target that takes its place when it is whole. */
async function copyModel(model: CheckedModel, target: string): Promise<void> {
  // A name that the listing passes over.
  const partial = join(dirname(target), `.${basename(target)}.partial`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const manifest = { name: MANIFEST_FILE, path: join(model.folder, MANIFEST_FILE) };
  for (const file of [manifest, ...model.files]) {
    const to = join(partial, file.name);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(file.path, to, constants.COPYFILE_FICLONE);
  }
  await rename(partial, target);
}
