import { NdArray } from '../numpy/nd-array.ts';
import type { PickleDict, PickleValue } from '../pickle/pickle-value.ts';
import { navsimProblem } from './navsim-problem.ts';

/** Reads the named fields of one pickled dictionary, each with the form it must have; throws ProblemError otherwise. */
export class PickledFields {
  readonly #dict: PickleDict;
  readonly #file: string;
  /** Where in the file: `frame 17`. */
  readonly where: string;

  constructor(value: PickleValue | undefined, file: string, where: string) {
    if (!(value instanceof Map)) throw malformed(file, `${where} is no dictionary`);
    this.#dict = value;
    this.#file = file;
    this.where = where;
  }

  raw(key: string): PickleValue | undefined {
    return this.#dict.get(key);
  }

  has(key: string): boolean {
    const value = this.#dict.get(key);
    return value !== undefined && value !== null;
  }

  keys(): string[] {
    return [...this.#dict.keys()].filter((key) => typeof key === 'string');
  }

  fields(key: string): PickledFields {
    return new PickledFields(this.#dict.get(key), this.#file, `${this.where}, ${key}`);
  }

  text(key: string): string {
    const value = this.#dict.get(key);
    if (typeof value !== 'string') throw this.wrong(key, 'text');
    return value;
  }

  textOrNull(key: string): string | null {
    return this.has(key) ? this.text(key) : null;
  }

  number(key: string): number {
    const value = this.#dict.get(key);
    if (typeof value !== 'number' || !Number.isFinite(value)) throw this.wrong(key, 'a number');
    return value;
  }

  list(key: string): PickleValue[] {
    const value = this.#dict.get(key);
    if (value instanceof NdArray) {
      const items = value.texts() ?? value.objects();
      if (items) return [...items];
    }
    if (!Array.isArray(value)) throw this.wrong(key, 'a list');
    return value;
  }

  texts(key: string): string[] {
    const value = this.#dict.get(key);
    // An array of no names at all is made of doubles.
    if (value instanceof NdArray && value.size === 0) return [];
    const list = this.list(key);
    if (!list.every((item) => typeof item === 'string')) throw this.wrong(key, 'a list of texts');
    return list;
  }

  /** Numbers of an array or a list, finite, exactly `count` of them. */
  numbers(key: string, count: number): ArrayLike<number> {
    const found = this.measures(key, count);
    for (let i = 0; i < count; i++) if (!Number.isFinite(found[i])) throw this.wrong(key, 'finite numbers');
    return found;
  }

  /** `numbers`, of which some may not be known (NaN). */
  measures(key: string, count: number): ArrayLike<number> {
    const value = this.#dict.get(key);
    const found = value instanceof NdArray ? value.numbers() : Array.isArray(value) ? flatNumbers(value) : null;
    if (!found) throw this.wrong(key, 'numbers');
    if (found.length !== count) throw this.wrong(key, `${count} numbers (it has ${found.length})`);
    return found;
  }

  wrong(key: string, wanted: string) {
    const finding = this.#dict.has(key) ? `${key} is not ${wanted}` : `${key} is absent`;
    return malformed(this.#file, `${this.where}: ${finding}`);
  }
}

/** The numbers of a list, or of a list of rows; null where there is anything else. */
function flatNumbers(list: readonly PickleValue[]): number[] | null {
  const flat = list.flatMap((item) => (Array.isArray(item) ? item : [item]));
  return flat.every((item) => typeof item === 'number') ? flat : null;
}

const malformed = (file: string, finding: string) =>
  navsimProblem('malformed', 'The file is not of the form of NAVSIM', file, finding);
