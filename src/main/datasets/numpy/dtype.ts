import { PickleFault, PickleState, type PickleValue } from '../pickle/pickle-value.ts';

/** b truth, i and u whole numbers, f floating point, U text (4 bytes a character), S bytes, O any object. */
type DtypeKind = 'b' | 'i' | 'u' | 'f' | 'U' | 'S' | 'O';

const numberSizes: Record<string, readonly number[]> = { b: [1], i: [1, 2, 4, 8], u: [1, 2, 4, 8], f: [2, 4, 8] };
/** Characters of the longest text element. */
const MAX_TEXT = 1 << 16;

const isKind = (letter: string): letter is DtypeKind => 'biufUSO'.includes(letter) && letter.length === 1;

/** A NumPy element type. Structures, sub-arrays, times and complex numbers are refused. */
export class Dtype extends PickleState {
  readonly kind: DtypeKind;
  /** Bytes of one element. */
  readonly itemBytes: number;
  bigEndian = false;

  constructor(code: string) {
    super();
    const size = Number(code.slice(1));
    const kind = code[0] ?? '';
    if (!isKind(kind) || !/^\d+$/.test(code.slice(1)))
      throw new PickleFault(`has an array of type ${code.slice(0, 20)}`);
    const isKnown =
      kind === 'O' ? size === 8 || size === 4 : (numberSizes[kind]?.includes(size) ?? (size >= 0 && size <= MAX_TEXT));
    if (!isKnown) throw new PickleFault(`has an array of type ${code.slice(0, 20)}`);
    this.kind = kind;
    this.itemBytes = kind === 'U' ? size * 4 : size;
  }

  /** (version, byte order, sub-array, names, fields, item size, alignment, flags[, metadata]) */
  setState(state: PickleValue): void {
    if (!Array.isArray(state) || state.length < 8 || state.length > 9)
      throw new PickleFault('has a dtype of an unknown form');
    const [, order, subarray, names, fields] = state;
    if (subarray !== null || names !== null || fields !== null) throw new PickleFault('has an array of structures');
    if (order !== '<' && order !== '>' && order !== '|' && order !== '=')
      throw new PickleFault('has a dtype of an unknown byte order');
    this.bigEndian = order === '>';
  }
}
