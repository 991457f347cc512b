import type { PickleReason } from './pickle-problem.ts';

/**
 * What a pickle holds, as plain data. Lists and tuples become arrays, dictionaries Maps, whole numbers beyond 2^53 bigints.
 * Nothing in it can be called.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleValue[]
  | PickleDict
  | Set<PickleValue>
  | PickleBytes
  | PickleGlobal
  | PickleState;
export type PickleDict = Map<PickleValue, PickleValue>;

/** A stretch of bytes of the file, uncopied. */
export class PickleBytes {
  readonly source: Buffer;
  readonly start: number;
  readonly end: number;

  constructor(source: Buffer, start: number, end: number) {
    this.source = source;
    this.start = start;
    this.end = end;
  }

  get length(): number {
    return this.end - this.start;
  }

  view(): Buffer {
    return this.source.subarray(this.start, this.end);
  }
}

/** A thing with a state that BUILD sets: an array, a dtype, a record. */
export abstract class PickleState {
  /** Throws a PickleFault where the state is not of the form that this thing has. */
  abstract setState(state: PickleValue): void;
}

/** An object of an allowed class as a tagged record; its class's code is never run. */
export class PickleRecord extends PickleState {
  /** `navsim.common.dataclasses Trajectory`. */
  readonly className: string;
  readonly args: PickleValue[];
  state: PickleValue = null;

  constructor(className: string, args: PickleValue[]) {
    super();
    this.className = className;
    this.args = args;
  }

  setState(state: PickleValue): void {
    this.state = state;
  }
}

/** A name that the file refers to: a class or function, never the thing itself. */
export class PickleGlobal {
  /** `numpy.core.multiarray _reconstruct`. */
  readonly name: string;
  readonly make: Make | null;

  constructor(name: string, make: Make | null) {
    this.name = name;
    this.make = make;
  }
}

/** Spends from what a file may cause to be copied, in bytes or items; throws where it is used up. */
export type Spend = (amount: number) => void;

/** Builds the data that a call of an allowed name stands for. Throws a PickleFault for arguments that it does not take. */
export type Make = (args: readonly PickleValue[], spend: Spend) => PickleValue;

/**
 * The names that a pickle may refer to, `module name`. Without a `Make` a name may be mentioned (as an argument) but not
 * called.
 */
export type AllowedGlobals = ReadonlyMap<string, Make | null>;

/**
 * What is wrong with a pickle. A refusal is told in words that follow "it": `names os.system`; all else in a clause of its
 * own.
 */
export class PickleFault extends Error {
  readonly reason: PickleReason;

  constructor(message: string, reason: PickleReason = 'refused') {
    super(message);
    this.reason = reason;
  }
}
