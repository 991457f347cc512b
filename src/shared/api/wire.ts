/**
 * How values cross between workstation and window beside plain JSON. Both ends use the same list.
 *
 * oRPC's serialiser visits every number of a result to find dates and the like; a clip holds some 200,000 numbers and
 * nothing of that kind, so such results are marked here and cross as one JSON text.
 */
const marked = new WeakSet();

/** Marks a large result of plain JSON values (no dates, maps, NaN) to cross as one text. Returns it unchanged. */
export function asOneText<T extends object>(value: T): T {
  marked.add(value);
  return value;
}

export const wireSerializers = [
  {
    type: 21,
    condition: (data: unknown): boolean => typeof data === 'object' && data !== null && marked.has(data),
    serialize: (data: unknown): unknown => JSON.stringify(data),
    deserialize: (text: unknown): unknown => {
      if (typeof text !== 'string') throw new TypeError('a marked result crosses as text');
      return JSON.parse(text);
    },
  },
];
