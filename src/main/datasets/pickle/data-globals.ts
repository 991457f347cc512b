import {
  PickleBytes,
  PickleFault,
  type AllowedGlobals,
  type Make,
  type PickleValue,
  type Spend,
} from './pickle-value.ts';

/** Bytes before protocol 3: text of which every character stands for one byte. */
const encode: Make = ([text, encoding], spend) => {
  if (typeof text !== 'string' || (encoding !== undefined && encoding !== 'latin1'))
    throw new PickleFault('encodes something other than Latin-1 text');
  spend(text.length);
  const source = Buffer.from(text, 'latin1');
  return new PickleBytes(source, 0, source.length);
};

const bytes: Make = (args) => {
  const [content, encoding] = args;
  if (args.length === 0) return new PickleBytes(Buffer.alloc(0), 0, 0);
  if (content instanceof PickleBytes) return content;
  if (typeof content === 'string' && encoding === 'latin-1') return encode([content], () => undefined);
  throw new PickleFault('makes bytes out of something other than bytes');
};

const listed = (value: PickleValue | undefined, spend: Spend): readonly PickleValue[] => {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new PickleFault('makes a collection out of something other than a list');
  spend(value.length);
  return value;
};
const set: Make = ([items], spend) => new Set(listed(items, spend));
const ordered: Make = ([items], spend) =>
  new Map(
    listed(items, spend).map((pair): [PickleValue, PickleValue] => {
      if (!Array.isArray(pair) || pair.length !== 2)
        throw new PickleFault('makes a dictionary out of other than pairs');
      return [pair[0], pair[1]];
    }),
  );

/** Python's own names that plain data is pickled with, in the spelling of Python 3 and of protocols below 3. */
export const dataGlobals: AllowedGlobals = new Map<string, Make>([
  ['_codecs encode', encode],
  ['collections OrderedDict', ordered],
  ...['builtins', '__builtin__'].flatMap((module): [string, Make][] => [
    [`${module} bytes`, bytes],
    [`${module} bytearray`, bytes],
    [`${module} set`, set],
    [`${module} frozenset`, set],
  ]),
]);
