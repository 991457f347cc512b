import { describe, expect, it } from 'vitest';
import { numpyGlobals } from '../../../../src/main/datasets/numpy/numpy-globals.ts';
import { op } from '../../../../src/main/datasets/pickle/opcodes.ts';
import { readPickle } from '../../../../src/main/datasets/pickle/read-pickle.ts';
import { ProblemError, type Problem } from '../../../../src/shared/domain/problem.ts';
import { array, bytes, dtype, named, pickleOf, protocol, text, times, u32, u64 } from './pickle-bytes.ts';

const read = (content: Uint8Array) => readPickle(content, { file: 'log.pkl', allowed: numpyGlobals });
function problemOf(content: Uint8Array): Problem {
  try {
    read(content);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('the pickle was read');
}

const system = (...how: (number | string | Uint8Array)[]) => pickleOf(protocol(4), ...how, op.STOP);
const refused: [name: string, content: Buffer, code: string, says: RegExp][] = [
  ['os.system by GLOBAL', pickleOf("cos\nsystem\n(S'echo ran'\ntR."), 'pickle.refused', /byte 0: it names os\.system/],
  [
    'posix.system by STACK_GLOBAL',
    system(named('posix', 'system'), text('echo ran'), op.TUPLE1, op.REDUCE),
    'pickle.refused',
    /byte 17: it names posix\.system/,
  ],
  ['builtins.eval', system(named('builtins', 'eval')), 'pickle.refused', /builtins\.eval/],
  ['builtins.getattr', system(named('builtins', 'getattr')), 'pickle.refused', /builtins\.getattr/],
  ['a name with a dot', system(named('numpy', 'ndarray.tofile')), 'pickle.refused', /numpy\.ndarray\.tofile/],
  ['numpy.load', system(named('numpy', 'load')), 'pickle.refused', /numpy\.load/],
  [
    'a name that is not to be called',
    system(named('numpy', 'ndarray'), op.EMPTY_TUPLE, op.REDUCE),
    'pickle.refused',
    /calls numpy\.ndarray/,
  ],
  [
    'a class that is not to be made',
    system(named('numpy', 'ndarray'), op.EMPTY_TUPLE, op.NEWOBJ),
    'pickle.refused',
    /calls numpy\.ndarray/,
  ],
  ['a call of text', system(text('os.system'), op.EMPTY_TUPLE, op.REDUCE), 'pickle.refused', /calls a string/],
  ['INST', pickleOf("(S'echo ran'\nios\nsystem\n."), 'pickle.refused', /INST/],
  ['OBJ', pickleOf('(', named('builtins', 'bytes'), op.OBJ, op.STOP), 'pickle.refused', /OBJ/],
  ['an extension', system(op.EXT1, 1), 'pickle.refused', /EXT1/],
  ['a persistent id', pickleOf('Pid\n.'), 'pickle.refused', /PERSID/],
  ['a persistent id on the stack', system(op.NONE, op.BINPERSID), 'pickle.refused', /BINPERSID/],
  ['a buffer outside the file', system(op.NEXT_BUFFER), 'pickle.refused', /NEXT_BUFFER/],
  ['BUILD on a dictionary', system(op.EMPTY_DICT, op.EMPTY_DICT, op.BUILD), 'pickle.refused', /BUILD on a Map/],
  ['BUILD on a list', system(op.EMPTY_LIST, op.EMPTY_DICT, op.BUILD), 'pickle.refused', /BUILD on a list/],
  ['APPEND to text', system(text('a'), op.NONE, op.APPEND), 'pickle.refused', /adds items to a string/],
  ['protocol 6', pickleOf(protocol(6), op.NONE, op.STOP), 'pickle.refused', /protocol 6/],
  ['an array of structures', system(array(dtype('V8'), 1, bytes('12345678'))), 'pickle.refused', /type V8/],
  [
    'an array with fields',
    system(array(dtype('f8', '<', pickleOf(op.NONE, text('x'), op.NONE)), 1, bytes('12345678'))),
    'pickle.refused',
    /structures/,
  ],
  ['an array of times', system(array(dtype('M8'), 1, bytes('12345678'))), 'pickle.refused', /type M8/],
  ['an array with too few bytes', system(array(dtype('f8'), 2, bytes('12345678'))), 'pickle.refused', /8 bytes; 16/],
  [
    'objects that are none',
    system(array(dtype('O8'), 2, pickleOf(op.EMPTY_LIST))),
    'pickle.refused',
    /without its objects/,
  ],
  [
    'encode of text in UTF-16',
    system(named('_codecs', 'encode'), text('a'), text('utf-16'), op.TUPLE2, op.REDUCE),
    'pickle.refused',
    /Latin-1/,
  ],
  ['a text that ends behind the file', system(op.BINUNICODE, u32(4_000_000_000)), 'pickle.damaged', /the file ends/],
  ['bytes of 2^63', system(op.BINBYTES8, u64(1n << 63n)), 'pickle.damaged', /the file ends/],
  ['a frame longer than the file', system(op.FRAME, u64(1n << 40n)), 'pickle.damaged', /the file ends/],
  ['an opcode that is none', system(0xff), 'pickle.damaged', /255 is no pickle opcode/],
  ['a memo that was never set', system(op.BINGET, 9), 'pickle.damaged', /memo 9/],
  ['an end without a value', system(), 'pickle.damaged', /0 values/],
  ['a tuple without a mark', system(op.TUPLE), 'pickle.damaged', /not begun/],
  ['a tuple over its mark', system(op.NONE, op.MARK, op.TUPLE1), 'pickle.damaged', /than there are/],
  ['a key without a value', system(op.EMPTY_DICT, op.MARK, op.NONE, op.SETITEMS), 'pickle.damaged', /without a value/],
  ['a number that is text', pickleOf('Iabc\n.'), 'pickle.refused', /where a number belongs/],
  ['a number of a million digits', pickleOf(`L${'9'.repeat(1_000_000)}L\n.`), 'pickle.refused', /digits/],
  ['a number of 4 GB', system(op.LONG4, u32(0xffff_fff0)), 'pickle.excessive', /whole number/],
  ['a memo number far ahead', system(op.NONE, op.LONG_BINPUT, u32(0xffff_fff0)), 'pickle.excessive', /memo/],
  ['lists in lists by marks', system(times(Buffer.of(op.MARK), 100_000)), 'pickle.excessive', /open collections/],
  ['tuples in tuples', system(op.EMPTY_TUPLE, times(Buffer.of(op.TUPLE1), 100_000)), 'pickle.excessive', /nested/],
  ['millions of lists', system(times(Buffer.of(op.EMPTY_LIST, op.POP), 2_000_000)), 'pickle.excessive', /collections/],
  ['millions of values at once', system(times(Buffer.of(op.NONE), 2_000_000)), 'pickle.excessive', /values at once/],
  [
    'the same text turned into bytes again and again',
    pickleOf(
      protocol(4),
      ...[op.BINUNICODE, u32(1_000_000), 'x'.repeat(1_000_000), op.MEMOIZE],
      ...[named('_codecs', 'encode'), op.MEMOIZE, op.POP, op.POP],
      times(pickleOf(op.BINGET, 1, op.BINGET, 0, op.TUPLE1, op.REDUCE, op.POP), 5000),
      op.STOP,
    ),
    'pickle.excessive',
    /copied again and again/,
  ],
];

describe('what a pickle of data has no use for is refused, in words and with the byte', () => {
  it.each(refused)('%s', (_, content, code, says) => {
    const problem = problemOf(content);
    expect(problem).toMatchObject({ code });
    expect(problem.whatHappened).toMatch(says);
    expect(problem.whatHappened).toMatch(/^log\.pkl, byte \d+: /);
  });
});

describe('a pickle that is cut off', () => {
  const whole = pickleOf(
    ...[protocol(4), op.EMPTY_DICT, op.MEMOIZE, op.MARK, text('a'), array(dtype('f8'), 1, bytes('12345678'))],
    ...[text('b'), op.BININT, u32(7), text('c'), op.LONG1, 2, 1, 2, op.SETITEMS, op.STOP],
  );
  it('is read whole', () => expect((read(whole) as Map<string, unknown>).size).toBe(3));
  it('is told at whichever byte it ends', () => {
    for (let length = 0; length < whole.length; length++)
      expect(problemOf(whole.subarray(0, length)).code).toBe('pickle.damaged');
  });
});

it('a shared list that would be 2^40 items long unshared is small here', () => {
  const level = (i: number) => pickleOf(op.BINGET, i, op.BINGET, i, op.TUPLE2, op.MEMOIZE, op.POP);
  const bomb = pickleOf(
    ...[protocol(4), op.EMPTY_LIST, op.MEMOIZE, op.POP],
    ...Array.from({ length: 40 }, (_, i) => level(i)),
    ...[op.BINGET, 40, op.STOP],
  );
  expect(read(bomb)).toHaveLength(2);
});
