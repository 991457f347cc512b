import type { Field } from './row-layout.ts';
import { tokenKinds, type RowRegisters } from './row-registers.ts';

/** A record that is JSON but cannot be used; the message is the reason in words. */
export class RowError extends Error {}

const hexToken = /^[0-9a-f]{32}$/;

/** Sets the registers from a parsed record. Throws RowError with the reason. */
export function readRecord(registers: RowRegisters, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RowError('not a record');
  const record = value as Record<string, unknown>;
  const texts: Buffer[] = [];
  let bytes = 0;
  const keep = (field: number, text: string) => {
    const body = Buffer.from(text);
    registers.starts[field] = bytes;
    registers.ends[field] = bytes += body.length;
    texts.push(body);
  };
  registers.fields.forEach((field, i) => {
    const held = record[field.name];
    if (held === undefined) throw new RowError(`field ${field.name} is missing`);
    readField(registers, field, i, held, keep);
  });
  registers.source = Buffer.concat(texts);
}

function readField(
  registers: RowRegisters,
  field: Field,
  i: number,
  held: unknown,
  keep: (field: number, text: string) => void,
): void {
  const at = registers.numberAt[i];
  switch (field.kind) {
    case 'token':
      if (typeof held !== 'string') throw new RowError(`${field.name} is not a token`);
      setToken(registers, i, held, keep);
      return;
    case 'number':
      registers.numbers[at] = finite(field.name, held);
      return;
    case 'numbers':
      if (!Array.isArray(held) || held.length !== field.length)
        throw new RowError(`${field.name} is not a list of ${field.length} numbers`);
      held.forEach((element, k) => (registers.numbers[at + k] = finite(field.name, element)));
      return;
    case 'boolean':
      if (typeof held !== 'boolean') throw new RowError(`${field.name} is neither true nor false`);
      registers.numbers[at] = held ? 1 : 0;
      return;
    case 'text':
      if (typeof held !== 'string') throw new RowError(`${field.name} is not a text`);
      keep(i, held);
      return;
    case 'list':
      if (!Array.isArray(held)) throw new RowError(`${field.name} is not a list`);
      keep(i, JSON.stringify(held));
      return;
  }
}

/** A null is what NaN and Infinity became on parsing. */
function finite(name: string, held: unknown): number {
  if (held === null) throw new RowError(`${name} has no number (NaN)`);
  if (typeof held !== 'number') throw new RowError(`${name} is not a number`);
  if (!Number.isFinite(held)) throw new RowError(`${name} is infinite`);
  return held;
}

function setToken(
  registers: RowRegisters,
  i: number,
  token: string,
  keep: (field: number, text: string) => void,
): void {
  keep(i, token);
  const isHex = hexToken.test(token);
  registers.tokenKind[i] = token === '' ? tokenKinds.none : isHex ? tokenKinds.hex : tokenKinds.other;
  for (let w = 0; isHex && w < 4; w++) registers.words[i * 4 + w] = parseInt(token.slice(w * 8, w * 8 + 8), 16);
}
