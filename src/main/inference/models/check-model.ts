import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GraphContract, ModelManifest } from '../../../shared/domain/model.ts';
import { ProblemError, problemOf, type Problem } from '../../../shared/domain/problem.ts';
import { contractMismatch } from '../onnx/contract-mismatch.ts';
import { readOnnxFile, type OnnxFile } from '../onnx/onnx-file.ts';
import { ProtobufError } from '../onnx/protobuf-reader.ts';
import { fileInside } from './file-inside.ts';
import { modelProblem } from './model-problem.ts';
import { readManifest } from './read-manifest.ts';

/** A graph that may be given to the runtime. */
export interface CheckedGraph {
  contract: GraphContract;
  /** As named, links not resolved: the runtime looks for external data beside it. */
  path: string;
  /** SHA-256 of the file, hex. */
  digest: string;
}

export interface CheckedModel {
  folder: string;
  /** null where the manifest itself cannot be read. */
  manifest: ModelManifest | null;
  graphs: Record<string, CheckedGraph>;
  /** Every file that belongs to the model, relative names as the model names them. */
  files: { name: string; path: string }[];
  /** SHA-256, hex, over one line `<name> <digest>` for each of the manifest, graphs and external data; null where one is missing. */
  hash: string | null;
  problem: Problem | null;
}

/** Proves what the pipeline of a model wants of its manifest. Throws ProblemError; lets pass what it does not know. */
export type ProveManifest = (manifest: ModelManifest) => void;

/** Checks a model folder whole, without giving a byte of it to the runtime. Never throws for what a folder can contain. */
export async function checkModel(folder: string, prove: ProveManifest = () => undefined): Promise<CheckedModel> {
  const model: CheckedModel = { folder, manifest: null, graphs: {}, files: [], hash: null, problem: null };
  try {
    const { manifest, bytes } = readManifest(folder);
    model.manifest = manifest;
    const lines = [`manifest ${createHash('sha256').update(bytes).digest('hex')}`];
    let firstProblem: Problem | null = null;
    for (const [name, contract] of Object.entries(manifest.graphs).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const path = fileInside(folder, folder, contract.file, `Graph "${name}"`);
      const digest = await digestOf(path);
      lines.push(`${contract.file} ${digest}`);
      model.files.push({ name: contract.file, path });
      model.graphs[name] = { contract, path: join(folder, contract.file), digest };
      try {
        const file = checkGraph(name, contract, path, digest);
        for (const data of externalFiles(folder, name, contract, file)) {
          if (model.files.some((f) => f.name === data.name)) continue;
          model.files.push(data);
          lines.push(`${data.name} ${await digestOf(data.path)}`);
        }
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        if (error.problem.code === 'model.file-absent') throw error;
        firstProblem ??= error.problem;
      }
    }
    model.problem = firstProblem ?? problemIn(() => prove(manifest));
    model.hash = createHash('sha256').update(lines.join('\n')).digest('hex');
  } catch (error) {
    model.problem = problemOf(error);
  }
  return model;
}

function problemIn(work: () => void): Problem | null {
  try {
    work();
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

function checkGraph(name: string, contract: GraphContract, path: string, digest: string): OnnxFile {
  const file = readGraph(name, path);
  if (contract.sha256 !== undefined && contract.sha256 !== digest) {
    throw modelProblem(
      'digest-differs',
      'A model file is not the one its manifest names',
      `Graph "${name}" (${contract.file}): SHA-256 expected ${contract.sha256}, found ${digest}.`,
      'Copy the model again, or correct sha256 in the manifest if the new file is meant.',
    );
  }
  const wrong = contractMismatch(contract, file);
  if (wrong.length > 0) {
    throw modelProblem(
      'tensors-differ',
      'A graph has other tensors than its manifest says',
      `Graph "${name}" (${contract.file}): ${wrong.join('; ')}.`,
      'Export the graph with these tensors or correct the manifest.',
    );
  }
  return file;
}

function readGraph(name: string, path: string): OnnxFile {
  try {
    return readOnnxFile(path);
  } catch (cause) {
    if (!(cause instanceof ProtobufError)) throw cause;
    throw modelProblem(
      'graph-corrupt',
      'A model file is no whole ONNX graph',
      `Graph "${name}" (${path}): ${cause.message}.`,
      'Copy the file again or export it again.',
      cause,
    );
  }
}

/** External data counts from the folder of the graph file, as the runtime does. */
function externalFiles(
  folder: string,
  name: string,
  contract: GraphContract,
  file: OnnxFile,
): { name: string; path: string }[] {
  const within = dirname(contract.file);
  const found = new Map<string, string>();
  for (const data of file.externalData) {
    const path = fileInside(
      folder,
      within === '.' ? folder : `${folder}/${within}`,
      data.location,
      `Tensor "${data.tensor}" of graph "${name}"`,
    );
    const { size } = statSync(path);
    const end = (data.offset ?? 0) + (data.length ?? 0);
    if (!(end <= size)) {
      throw modelProblem(
        'graph-corrupt',
        'A weight file is too short',
        `Tensor "${data.tensor}" of graph "${name}" ends at byte ${end} of "${data.location}", which has ${size}.`,
        'Copy the weight file again or export the model again.',
      );
    }
    found.set(within === '.' ? data.location : `${within}/${data.location}`, path);
  }
  return [...found].map(([dataName, path]) => ({ name: dataName, path }));
}

const digests = new Map<string, { stamp: string; digest: Promise<string> }>();

/** SHA-256 of a file, read in a stream; known again while size, time and inode stay. */
function digestOf(path: string): Promise<string> {
  const { size, mtimeMs, ino } = statSync(path);
  const stamp = `${size}:${mtimeMs}:${ino}`;
  const known = digests.get(path);
  if (known?.stamp === stamp) return known.digest;
  const digest = new Promise<string>((resolve, reject) => {
    const hash = createHash('sha256');
    createReadStream(path)
      .on('data', (chunk) => hash.update(chunk))
      .on('error', reject)
      .on('end', () => resolve(hash.digest('hex')));
  });
  digest.catch(() => digests.delete(path));
  digests.set(path, { stamp, digest });
  return digest;
}
