import { op } from './opcodes.ts';

/** What can be pickled: whole numbers as bigint, all other numbers as floats; arrays become lists. */
export type Picklable =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Picklable[]
  | ReadonlyMap<string, Picklable>
  | PickledTuple
  | PickledName
  | PickledObject
  | PickledCall;

export class PickledTuple {
  readonly items: readonly Picklable[];
  constructor(items: readonly Picklable[]) {
    this.items = items;
  }
}

/** A class or function by its name. */
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

/** What a function makes of arguments, with a state that is set afterwards. */
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

const PROTOCOL = 4;

/** A pickle of protocol 4. Nothing is shared: a value that stands twice is written twice. */
export function writePickle(value: Picklable): Buffer {
  const parts: Uint8Array[] = [Buffer.of(op.PROTO, PROTOCOL)];
  put(parts, value);
  parts.push(Buffer.of(op.STOP));
  return Buffer.concat(parts);
}

function put(parts: Uint8Array[], value: Picklable): void {
  const code = (...codes: number[]) => parts.push(Buffer.from(codes));
  if (value === null) code(op.NONE);
  else if (typeof value === 'boolean') code(value ? op.NEWTRUE : op.NEWFALSE);
  else if (typeof value === 'number') parts.push(float(value));
  else if (typeof value === 'bigint') parts.push(whole(value));
  else if (typeof value === 'string') parts.push(sized(op.BINUNICODE, Buffer.from(value)));
  else if (value instanceof Uint8Array) parts.push(sized(op.BINBYTES, value));
  else if (value instanceof PickledName) {
    put(parts, value.module);
    put(parts, value.name);
    code(op.STACK_GLOBAL);
  } else if (value instanceof PickledTuple) {
    code(op.MARK);
    value.items.forEach((item) => put(parts, item));
    code(op.TUPLE);
  } else if (value instanceof PickledObject) {
    put(parts, value.type);
    code(op.EMPTY_TUPLE, op.NEWOBJ);
    put(parts, value.attributes);
    code(op.BUILD);
  } else if (value instanceof PickledCall) {
    put(parts, value.callee);
    put(parts, value.args);
    code(op.REDUCE);
    put(parts, value.state);
    code(op.BUILD);
  } else if (value instanceof Map) {
    code(op.EMPTY_DICT, op.MARK);
    for (const [key, item] of value as ReadonlyMap<string, Picklable>) {
      put(parts, key);
      put(parts, item);
    }
    code(op.SETITEMS);
  } else {
    code(op.EMPTY_LIST, op.MARK);
    (value as readonly Picklable[]).forEach((item) => put(parts, item));
    code(op.APPENDS);
  }
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(9, op.BINFLOAT);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

/** Two's complement of 8 bytes: enough for what files of the field hold. */
function whole(value: bigint): Buffer {
  const bytes = Buffer.alloc(10);
  bytes[0] = op.LONG1;
  bytes[1] = 8;
  bytes.writeBigInt64LE(value, 2);
  return bytes;
}

function sized(code: number, content: Uint8Array): Buffer {
  const head = Buffer.alloc(5, code);
  head.writeUInt32LE(content.length, 1);
  return Buffer.concat([head, content]);
}
