/** What can be pickled: whole numbers as bigint, all other numbers as floats; arrays become lists. */
export type Picklable =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickledText
  | Uint8Array
  | readonly Picklable[]
  | ReadonlyMap<Picklable, Picklable>
  | PickledTuple
  | PickledName
  | PickledObject
  | PickledCall;

/** Text that is not one object with equal text elsewhere. */
export class PickledText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export class PickledTuple {
  readonly items: readonly Picklable[];
  constructor(items: readonly Picklable[]) {
    this.items = items;
  }
}

/** A class or function by its module and name. */
export class PickledName {
  readonly module: string;
  readonly name: string;
  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }
}

/** An object of a Python class, made without its constructor, with attributes. */
export class PickledObject {
  readonly type: PickledName;
  readonly attributes: ReadonlyMap<string, Picklable>;
  constructor(type: PickledName, attributes: ReadonlyMap<string, Picklable>) {
    this.type = type;
    this.attributes = attributes;
  }
}

/** What `callee(*args)` makes, with `state` set on it. */
export class PickledCall {
  readonly callee: PickledName;
  readonly args: PickledTuple;
  readonly state: Picklable;
  constructor(callee: PickledName, args: PickledTuple, state: Picklable) {
    this.callee = callee;
    this.args = args;
    this.state = state;
  }
}
