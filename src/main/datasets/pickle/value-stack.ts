import { PickleFault, type PickleValue } from './pickle-value.ts';

/** Values on the stack at once; CPython's own pickler keeps at most 1,000 items of a list there. */
const MAX_VALUES = 1 << 20;
/** Collections that are open at once. */
const MAX_OPEN = 256;

/** The pickle machine's stack with its marks. Throws PickleFault where a file takes what is not there or piles up too much. */
export class ValueStack {
  readonly values: PickleValue[] = [];
  readonly #marks: number[] = [];

  push(value: PickleValue): void {
    if (this.values.push(value) > MAX_VALUES)
      throw new PickleFault(`more than ${MAX_VALUES} values at once`, 'excessive');
  }

  mark(): void {
    if (this.#marks.push(this.values.length) > MAX_OPEN)
      throw new PickleFault(`more than ${MAX_OPEN} open collections`, 'excessive');
  }

  top(): PickleValue {
    if (this.values.length <= this.#floor()) throw new PickleFault('a value is wanted where there is none', 'damaged');
    return this.values[this.values.length - 1];
  }

  pop(): PickleValue {
    const value = this.top();
    this.values.length--;
    return value;
  }

  /** The values above the last mark, which goes with them. */
  popMarked(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw new PickleFault('a collection ends that was not begun', 'damaged');
    return this.values.splice(mark);
  }

  /** The uppermost 1 to 3 values. */
  popSome(count: number): PickleValue[] {
    const { values } = this;
    const from = values.length - count;
    if (from < this.#floor()) throw new PickleFault('a tuple of more values than there are', 'damaged');
    const items = count === 1 ? [values[from]] : count === 2 ? [values[from], values[from + 1]] : values.slice(from);
    values.length = from;
    return items;
  }

  /** Takes the mark where it is uppermost; false where a value is. */
  popMark(): boolean {
    if (this.#marks.at(-1) !== this.values.length) return false;
    this.#marks.pop();
    return true;
  }

  /** The one value that is left at the end. */
  only(): PickleValue {
    if (this.#marks.length > 0 || this.values.length !== 1)
      throw new PickleFault(`the pickle ends with ${this.values.length} values`, 'damaged');
    return this.values[0];
  }

  #floor(): number {
    const marks = this.#marks;
    return marks.length > 0 ? marks[marks.length - 1] : 0;
  }
}
