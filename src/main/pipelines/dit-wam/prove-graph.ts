import type { ModelManifest, TensorContract } from '../../../shared/domain/model.ts';

type Tensors = Record<string, { type: TensorContract['type']; shape: readonly (number | string)[] }>;

/**
 * What a graph of a manifest lacks of the tensors its pipeline feeds and reads, in words; empty when it fits. A word in the
 * manifest's shape is a free size and fits any number; in the wanted one `batch` is fitted by a word or by 1, another word by all.
 */
export function graphFaults(
  manifest: ModelManifest,
  name: string,
  wanted: { inputs: Tensors; outputs: Tensors },
): string[] {
  if (!Object.hasOwn(manifest.graphs, name)) return [`graphs.${name} is absent`];
  const graph = manifest.graphs[name];
  return (['inputs', 'outputs'] as const).flatMap((side) => {
    const extra = side === 'inputs' ? graph.inputs.filter((t) => !Object.hasOwn(wanted.inputs, t.name)) : [];
    return [
      ...Object.entries(wanted[side]).flatMap(([tensor, { type, shape }]) => {
        const where = `graphs.${name}.${side}: "${tensor}"`;
        const found = graph[side].find((t) => t.name === tensor);
        if (!found) return [`${where} is absent`];
        if (found.type !== type) return [`${where} is ${found.type}, expected ${type}`];
        if (fits(found.shape, shape)) return [];
        return [`${where} has the shape [${found.shape.join(', ')}], expected [${shape.join(', ')}]`];
      }),
      ...extra.map((t) => `graphs.${name}.inputs: "${t.name}" is nothing that this pipeline feeds`),
    ];
  });
}

const fits = (found: TensorContract['shape'], wanted: readonly (number | string)[]): boolean =>
  found.length === wanted.length && found.every((size, i) => typeof size === 'string' || fitsSize(size, wanted[i]));

const fitsSize = (size: number, wanted: number | string): boolean =>
  wanted === 'batch' ? size === 1 : typeof wanted === 'string' || size === wanted;

/** Rows that a graph takes at once: `any`, or 1 where its batch is fixed. */
export const batchOf = (manifest: ModelManifest, graph: string): 1 | 'any' =>
  manifest.graphs[graph].inputs.every((tensor) => typeof tensor.shape[0] === 'string') ? 'any' : 1;
