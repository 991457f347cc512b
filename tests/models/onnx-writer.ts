/** Writes small ONNX files for tests, field by field as onnx.proto numbers them. */

const varint = (value: number): number[] => {
  const bytes = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
};

type Part = Buffer;
export const number = (field: number, value: number): Part => Buffer.from([...varint(field * 8), ...varint(value)]);
export const bytes = (field: number, value: string | Uint8Array): Part => {
  const body = Buffer.from(value);
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(body.length)]), body]);
};
export const message = (field: number, ...parts: Part[]): Part => bytes(field, Buffer.concat(parts));

export const FLOAT32 = 1;
export const INT64 = 7;

/** A graph input (field 11) or output (field 12). A word is a free size. */
export const valueInfo = (field: 11 | 12, name: string, type: number, shape: (number | string)[]): Part =>
  message(
    field,
    bytes(1, name),
    message(
      2,
      message(
        1,
        number(1, type),
        message(2, ...shape.map((size) => message(1, typeof size === 'number' ? number(1, size) : bytes(2, size)))),
      ),
    ),
  );
export const input = (name: string, shape: (number | string)[], type = FLOAT32): Part =>
  valueInfo(11, name, type, shape);
export const output = (name: string, shape: (number | string)[], type = FLOAT32): Part =>
  valueInfo(12, name, type, shape);

export const node = (operator: string, inputs: string[], outputs: string[], ...attributes: Part[]): Part =>
  message(
    1,
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(4, operator),
    ...attributes,
  );
export const intAttribute = (name: string, value: number): Part =>
  message(5, bytes(1, name), number(3, value), number(20, 2));

/** Float weights inside the file. `field` 5 is an initializer of a graph. */
export const weights = (field: number, name: string, values: number[]): Part =>
  message(
    field,
    number(1, values.length),
    number(2, FLOAT32),
    bytes(8, name),
    bytes(9, new Uint8Array(Float32Array.from(values).buffer)),
  );

/** Float weights in another file. */
export const externalWeights = (
  field: number,
  name: string,
  count: number,
  location: string,
  length = count * 4,
): Part => {
  const entry = (key: string, value: string) => message(13, bytes(1, key), bytes(2, value));
  return message(
    field,
    number(1, count),
    number(2, FLOAT32),
    bytes(8, name),
    entry('location', location),
    entry('offset', '0'),
    entry('length', String(length)),
    number(14, 1),
  );
};

/** A whole model file: IR 8, opset 17. */
export const onnxModel = (...graph: Part[]): Buffer =>
  Buffer.concat([number(1, 8), message(7, ...graph, bytes(2, 'test')), message(8, bytes(1, ''), number(2, 17))]);

/** y = x · x over [batch, 4]. */
export const squareModel = (): Buffer =>
  onnxModel(node('Mul', ['x', 'x'], ['y']), input('x', ['batch', 4]), output('y', ['batch', 4]));

/** Multiplies two n × n matrices of zeros: a run as long as `n` says, with nothing to send. */
export const slowModel = (): Buffer =>
  onnxModel(
    node('Concat', ['n', 'n'], ['shape'], intAttribute('axis', 0)),
    node('ConstantOfShape', ['shape'], ['m']),
    node('MatMul', ['m', 'm'], ['p']),
    node('ReduceMax', ['p'], ['y'], intAttribute('keepdims', 0)),
    input('n', [1], INT64),
    output('y', []),
  );
