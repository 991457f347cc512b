import type { GraphContract, TensorContract } from '../../../shared/domain/model.ts';
import type { OnnxFile, OnnxTensor } from './onnx-file.ts';

const shapeText = (shape: readonly (number | string | null)[] | null): string =>
  shape ? `[${shape.map((d) => d ?? '?').join(', ')}]` : 'of any shape';
const tensorText = (t: { type: string; shape: readonly (number | string | null)[] | null }): string =>
  `${t.type} ${shapeText(t.shape)}`;

/**
 * How a graph file departs from what its manifest says, one sentence a tensor; empty when it fits.
 * A free size in the manifest needs a free one in the file; a fixed one also fits a free one.
 */
export function contractMismatch(contract: GraphContract, file: OnnxFile): string[] {
  return [
    ...sideMismatch('input', contract.inputs, file.inputs),
    ...sideMismatch('output', contract.outputs, file.outputs),
    ...file.inputs
      .filter((found) => !contract.inputs.some((t) => t.name === found.name))
      .map(
        (found) => `the file also wants input "${found.name}" (${tensorText(found)}), which the manifest does not name`,
      ),
  ];
}

function sideMismatch(side: string, expected: readonly TensorContract[], found: readonly OnnxTensor[]): string[] {
  return expected.flatMap((want) => {
    const got = found.find((t) => t.name === want.name);
    if (!got) {
      const names = found.map((t) => `"${t.name}"`).join(', ') || 'none';
      return [`${side} "${want.name}": expected ${tensorText(want)}, found no such ${side} (the file has ${names})`];
    }
    return fits(want, got) ? [] : [`${side} "${want.name}": expected ${tensorText(want)}, found ${tensorText(got)}`];
  });
}

function fits(want: TensorContract, got: OnnxTensor): boolean {
  if (want.type !== got.type) return false;
  if (got.shape === null) return true;
  return (
    want.shape.length === got.shape.length &&
    want.shape.every((size, i) => typeof got.shape?.[i] !== 'number' || size === got.shape[i])
  );
}
