/** What a log pickle holds. Numbers are floats; integers are `bigint`. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleText
  | Uint8Array
  | PickleValue[]
  | PickleTuple
  | PickleGlobal
  | PickleObject
  | Map<PickleValue, PickleValue>;

/** Text that is not one object with equal text elsewhere. */
export class PickleText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export class PickleTuple {
  readonly items: readonly PickleValue[];
  constructor(items: readonly PickleValue[]) {
    this.items = items;
  }
}

/** A class or function by its module and name. */
export class PickleGlobal {
  readonly module: string;
  readonly name: string;
  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }
}

/** What `callable(*args)` makes, with `state` set on it. */
export class PickleObject {
  readonly callable: PickleGlobal;
  readonly args: PickleTuple;
  readonly state: PickleValue;
  constructor(callable: PickleGlobal, args: PickleTuple, state: PickleValue) {
    this.callable = callable;
    this.args = args;
    this.state = state;
  }
}
