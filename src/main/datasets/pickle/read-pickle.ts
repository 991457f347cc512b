import { ByteCursor } from './byte-cursor.ts';
import { dataGlobals } from './data-globals.ts';
import { op, refusedOpcodes } from './opcodes.ts';
import { pickleProblem } from './pickle-problem.ts';
import {
  PickleBytes,
  PickleFault,
  PickleGlobal,
  PickleRecord,
  PickleState,
  type AllowedGlobals,
  type PickleDict,
  type PickleValue,
} from './pickle-value.ts';
import { ValueStack } from './value-stack.ts';
import { parseFloatText, parseQuoted, parseUnicode, parseWhole, wholeNumber } from './text-literals.ts';

interface PickleOptions {
  /** The file's name for messages, relative to its data set. */
  file: string;
  /** Names that may stand in the file besides those of plain data. */
  allowed: AllowedGlobals;
}

/** Tuples closed one right around the other. */
const MAX_NESTED_TUPLES = 256;
/** Bytes of a whole number. */
const MAX_LONG_BYTES = 32;
const HIGHEST_PROTOCOL = 5;
/** A collection takes at least this many bytes of a file on average, beyond a start. */
const BYTES_A_COLLECTION = 16;
const FREE_COLLECTIONS = 100_000;
const FREE_COPIED = 1 << 20;

/**
 * Reads one pickle (protocols 0 to 5) into plain data. A machine for the opcodes with an allow-list of names: nothing that
 * the file names is looked up or run. Byte strings stay where they are in `bytes`, which must live on with the result.
 * What it may cost is bounded by the size of the file. Throws ProblemError `pickle.refused`, `pickle.damaged` or
 * `pickle.excessive`, with the byte.
 */
export function readPickle(bytes: Uint8Array, options: PickleOptions): PickleValue {
  return new Machine(bytes, options).run();
}

class Machine {
  readonly #source: ByteCursor;
  readonly #file: string;
  readonly #allowed: AllowedGlobals;
  readonly #globals = new Map<string, PickleGlobal>();
  readonly #stack = new ValueStack();
  readonly #memo: (PickleValue | undefined)[] = [];
  readonly #maxCollections: number;
  #collections = 0;
  #copyable: number;
  #opAt = 0;
  #nestedTuples = 0;

  constructor(bytes: Uint8Array, options: PickleOptions) {
    this.#source = new ByteCursor(bytes);
    this.#file = options.file;
    this.#allowed = options.allowed;
    this.#maxCollections = FREE_COLLECTIONS + bytes.length / BYTES_A_COLLECTION;
    this.#copyable = FREE_COPIED + bytes.length;
  }

  run(): PickleValue {
    try {
      return this.#run();
    } catch (error) {
      if (!(error instanceof PickleFault)) throw error;
      const finding = error.reason === 'refused' ? `it ${error.message}` : error.message;
      throw pickleProblem(error.reason, this.#file, this.#opAt, finding);
    }
  }

  #run(): PickleValue {
    const source = this.#source;
    const { bytes } = source;
    const stack = this.#stack;
    const memo = this.#memo;
    for (;;) {
      const opcode = bytes[(this.#opAt = source.at++)];
      switch (opcode) {
        case op.MEMOIZE:
          memo.push(this.#stack.top());
          break;
        case op.SHORT_BINUNICODE:
          stack.push(source.utf8(source.byte()));
          break;
        case op.BINGET:
          this.#recall(source.byte());
          break;
        case op.LONG_BINGET:
          this.#recall(source.uint32());
          break;
        case op.MARK:
          stack.mark();
          break;
        case op.BININT1:
          stack.push(source.byte());
          break;
        case op.BININT2:
          stack.push(source.uint16());
          break;
        case op.BININT:
          stack.push(source.int32());
          break;
        case op.BINFLOAT:
          stack.push(source.float64());
          break;
        case op.NONE:
          stack.push(null);
          break;
        case op.NEWTRUE:
          stack.push(true);
          break;
        case op.NEWFALSE:
          stack.push(false);
          break;
        case op.SHORT_BINBYTES:
          this.#bytesOf(source.byte());
          break;
        case op.BINBYTES:
          this.#bytesOf(source.uint32());
          break;
        case op.BINBYTES8:
        case op.BYTEARRAY8:
          this.#bytesOf(source.uint64());
          break;
        case op.BINUNICODE:
          stack.push(source.utf8(source.uint32()));
          break;
        case op.BINUNICODE8:
          stack.push(source.utf8(source.uint64()));
          break;
        case op.TUPLE1:
          this.#tuple(1);
          continue;
        case op.TUPLE2:
          this.#tuple(2);
          continue;
        case op.TUPLE3:
          this.#tuple(3);
          continue;
        case op.TUPLE:
        case op.LIST:
          this.#push(this.#stack.popMarked());
          break;
        case op.EMPTY_TUPLE:
        case op.EMPTY_LIST:
          this.#push([]);
          break;
        case op.EMPTY_DICT:
          this.#push(new Map());
          break;
        case op.EMPTY_SET:
          this.#push(new Set());
          break;
        case op.APPEND:
          this.#append([this.#stack.pop()]);
          break;
        case op.APPENDS:
          this.#append(this.#stack.popMarked());
          break;
        case op.SETITEM: {
          const value = this.#stack.pop();
          this.#setItems([this.#stack.pop(), value]);
          break;
        }
        case op.SETITEMS:
          this.#setItems(this.#stack.popMarked());
          break;
        case op.DICT: {
          const items = this.#stack.popMarked();
          this.#push(new Map());
          this.#setItems(items);
          break;
        }
        case op.ADDITEMS:
          this.#addItems(this.#stack.popMarked());
          break;
        case op.FROZENSET:
          this.#push(new Set(this.#stack.popMarked()));
          break;
        case op.REDUCE:
        case op.NEWOBJ: {
          const args = this.#stack.pop();
          this.#call(this.#stack.pop(), args);
          break;
        }
        case op.NEWOBJ_EX: {
          const named = this.#stack.pop();
          const args = this.#stack.pop();
          if (!(named instanceof Map) || named.size > 0) throw new PickleFault('names arguments of a class');
          this.#call(this.#stack.pop(), args);
          break;
        }
        case op.BUILD: {
          const state = this.#stack.pop();
          const built = this.#stack.top();
          if (!(built instanceof PickleState)) throw new PickleFault(`uses BUILD on ${wordFor(built)}`);
          built.setState(state);
          break;
        }
        case op.STACK_GLOBAL: {
          const name = this.#stack.pop();
          const module = this.#stack.pop();
          if (typeof name !== 'string' || typeof module !== 'string')
            throw new PickleFault('a name that is not text', 'damaged');
          this.#global(module, name);
          break;
        }
        case op.GLOBAL: {
          const module = source.line();
          this.#global(module, source.line());
          break;
        }
        case op.PROTO: {
          const protocol = source.byte();
          if (protocol > HIGHEST_PROTOCOL)
            throw new PickleFault(`has protocol ${protocol}; up to ${HIGHEST_PROTOCOL} is read`);
          break;
        }
        case op.FRAME:
          // A frame is only a hint for readers of streams, but one that is longer than the file tells of a cut.
          if (source.uint64() > bytes.length - source.at) throw source.cutOff();
          break;
        case op.STOP:
          return stack.only();
        default:
          this.#rare(opcode);
      }
      this.#nestedTuples = 0;
    }
  }

  /** Opcodes that logs of today hardly have: those of old protocols. */
  #rare(opcode: number | undefined): void {
    const stack = this.#stack;
    const source = this.#source;
    switch (opcode) {
      case undefined:
        throw source.cutOff();
      case op.POP:
        // After a mark POP takes the mark.
        if (!stack.popMark()) stack.pop();
        return;
      case op.POP_MARK:
        this.#stack.popMarked();
        return;
      case op.DUP:
        stack.push(this.#stack.top());
        return;
      case op.PUT:
        this.#remember(Number(parseWhole(source.line())));
        return;
      case op.BINPUT:
        this.#remember(source.byte());
        return;
      case op.LONG_BINPUT:
        this.#remember(source.uint32());
        return;
      case op.GET:
        this.#recall(Number(parseWhole(source.line())));
        return;
      case op.INT: {
        const line = source.line();
        stack.push(line === '01' ? true : line === '00' ? false : parseWhole(line));
        return;
      }
      case op.LONG:
        stack.push(parseWhole(source.line()));
        return;
      case op.LONG1:
        stack.push(this.#long(source.byte()));
        return;
      case op.LONG4:
        stack.push(this.#long(source.uint32()));
        return;
      case op.FLOAT:
        stack.push(parseFloatText(source.line()));
        return;
      case op.UNICODE:
        stack.push(parseUnicode(source.line()));
        return;
      case op.STRING:
        stack.push(parseQuoted(source.line()));
        return;
      case op.SHORT_BINSTRING:
        stack.push(source.latin1(source.byte()));
        return;
      case op.BINSTRING:
        stack.push(source.latin1(source.uint32()));
        return;
      default: {
        const refusal = refusedOpcodes.get(opcode);
        if (refusal) throw new PickleFault(`${refusal}`);
        throw new PickleFault(`${opcode} is no pickle opcode`, 'damaged');
      }
    }
  }

  #bytesOf(length: number): void {
    const from = this.#source.take(length);
    this.#stack.push(new PickleBytes(this.#source.bytes, from, from + length));
  }

  #long(length: number): number | bigint {
    if (length > MAX_LONG_BYTES) throw new PickleFault(`a whole number of ${length} bytes`, 'excessive');
    return wholeNumber(this.#source.integer(length));
  }

  #countCollection(): void {
    if (++this.#collections > this.#maxCollections)
      throw new PickleFault(`more collections than ${this.#source.bytes.length} bytes can mean`, 'excessive');
  }

  /** Puts a new collection on the stack. */
  #push(collection: PickleValue): void {
    this.#countCollection();
    this.#stack.push(collection);
  }

  #tuple(size: number): void {
    if (++this.#nestedTuples > MAX_NESTED_TUPLES) throw new PickleFault('tuples nested too deep', 'excessive');
    this.#push(this.#stack.popSome(size));
  }

  #append(items: PickleValue[]): void {
    const list = this.#stack.top();
    if (!Array.isArray(list)) throw new PickleFault(`adds items to ${wordFor(list)}`);
    for (const item of items) list.push(item);
  }

  #setItems(items: PickleValue[]): void {
    const dict = this.#stack.top();
    if (!(dict instanceof Map)) throw new PickleFault(`sets items in ${wordFor(dict)}`);
    if (items.length % 2 === 1) throw new PickleFault('a dictionary key without a value', 'damaged');
    const map: PickleDict = dict;
    for (let i = 0; i < items.length; i += 2) map.set(items[i], items[i + 1]);
  }

  #addItems(items: PickleValue[]): void {
    const set = this.#stack.top();
    if (!(set instanceof Set)) throw new PickleFault(`adds items to ${wordFor(set)}`);
    for (const item of items) set.add(item);
  }

  #recall(index: number): void {
    const value = this.#memo[index];
    if (value === undefined) throw new PickleFault(`memo ${index} was never set`, 'damaged');
    this.#stack.push(value);
  }

  #remember(index: number): void {
    // Picklers number in order: an index has taken its own bytes at least.
    if (!(index >= 0 && index <= this.#source.at))
      throw new PickleFault(`memo ${index} at so early a place`, 'excessive');
    this.#memo[index] = this.#stack.top();
  }

  #global(module: string, name: string): void {
    const key = `${module} ${name}`;
    let found = this.#globals.get(key);
    if (!found) {
      const make = this.#allowed.get(key) ?? dataGlobals.get(key);
      if (make === undefined && !this.#allowed.has(key))
        throw new PickleFault(`names ${`${module}.${name}`.slice(0, 200)}, which is not on the list of allowed names`);
      found = new PickleGlobal(key, make ?? null);
      this.#globals.set(key, found);
    }
    this.#stack.push(found);
  }

  #call(callee: PickleValue, args: PickleValue): void {
    if (!(callee instanceof PickleGlobal)) throw new PickleFault(`calls ${wordFor(callee)}`);
    if (!callee.make) throw new PickleFault(`calls ${callee.name.replace(' ', '.')}`);
    if (!Array.isArray(args)) throw new PickleFault('arguments that are no tuple', 'damaged');
    this.#countCollection();
    this.#stack.push(callee.make(args, (amount) => this.#spend(amount)));
  }

  #spend(amount: number): void {
    this.#copyable -= amount;
    if (this.#copyable < 0) throw new PickleFault('the same content is copied again and again', 'excessive');
  }
}

function wordFor(value: PickleValue): string {
  if (value instanceof PickleGlobal || value instanceof PickleRecord)
    return value instanceof PickleGlobal ? value.name : value.className;
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? `a ${value.constructor.name}` : `a ${typeof value}`;
}
