import { closeSync, fstatSync, openSync } from 'node:fs';
import { ProtobufError, ProtobufReader, type ProtobufField } from './protobuf-reader.ts';

/** An input or output of a graph. `null` in the shape: free without a name; a null shape: any rank. */
export interface OnnxTensor {
  name: string;
  /** Names as in the manifest; `not a tensor` for sequences, maps and the like. */
  type: string;
  shape: (number | string | null)[] | null;
}

/** Weights kept in another file. Offsets and lengths in bytes; null where the file does not say. */
export interface ExternalData {
  tensor: string;
  location: string;
  offset: number | null;
  length: number | null;
}

export interface OnnxFile {
  inputs: OnnxTensor[];
  outputs: OnnxTensor[];
  externalData: ExternalData[];
}

const MAX_FIELDS = 5_000_000;
const MAX_DEPTH = 12;
const MAX_TEXT_BYTES = 4096;

/** TensorProto.DataType to the manifest's names. */
const typeNames: Record<number, string> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
};

/**
 * Reads what a model file claims about itself, before any runtime sees it: graph inputs and outputs, and every place
 * that names another file. Field numbers as in onnx.proto (ONNX IR 3 and later). Throws ProtobufError when it is no ONNX.
 */
export function readOnnxFile(path: string): OnnxFile {
  const fd = openSync(path, 'r');
  try {
    return readModel(new ProtobufReader(fd, fstatSync(fd).size, MAX_FIELDS));
  } finally {
    closeSync(fd);
  }
}

function readModel(reader: ProtobufReader): OnnxFile {
  const file: OnnxFile = { inputs: [], outputs: [], externalData: [] };
  let hasVersion = false;
  let graphs = 0;
  for (const field of reader.fields(0, reader.size)) {
    if (field.number === 1 && field.wire === 0) hasVersion = true;
    else if (field.number === 7) {
      graphs++;
      readInterface(reader, field, file);
      walk(reader, field, 'graph', file.externalData, 0);
    } else if (field.number === 20) walk(reader, field, 'training', file.externalData, 0);
    else if (field.number === 25) walk(reader, field, 'function', file.externalData, 0);
  }
  if (!hasVersion || graphs !== 1)
    throw new ProtobufError(0, `no ONNX model: ${hasVersion ? `${graphs} graphs` : 'no format version'}`);
  return file;
}

/** Inputs that also are initializers are defaults of old models, not inputs. */
function readInterface(reader: ProtobufReader, graph: ProtobufField, file: OnnxFile): void {
  const initialised = new Set<string>();
  for (const field of reader.fields(graph.start, graph.end)) {
    if (field.number === 11) file.inputs.push(readValueInfo(reader, field));
    else if (field.number === 12) file.outputs.push(readValueInfo(reader, field));
    else if (field.number === 5) {
      for (const part of reader.fields(field.start, field.end)) {
        if (part.number === 8) initialised.add(reader.text(part, MAX_TEXT_BYTES));
      }
    }
  }
  file.inputs = file.inputs.filter((input) => !initialised.has(input.name));
}

function readValueInfo(reader: ProtobufReader, info: ProtobufField): OnnxTensor {
  const tensor: OnnxTensor = { name: '', type: 'not a tensor', shape: null };
  for (const field of reader.fields(info.start, info.end)) {
    if (field.number === 1) tensor.name = reader.text(field, MAX_TEXT_BYTES);
    if (field.number !== 2) continue;
    for (const type of reader.fields(field.start, field.end)) {
      if (type.number !== 1) continue;
      for (const part of reader.fields(type.start, type.end)) {
        if (part.number === 1) tensor.type = typeNames[part.value] ?? `type ${part.value}`;
        else if (part.number === 2) tensor.shape = readShape(reader, part);
      }
    }
  }
  return tensor;
}

function readShape(reader: ProtobufReader, shape: ProtobufField): (number | string | null)[] {
  const dims: (number | string | null)[] = [];
  for (const dim of reader.fields(shape.start, shape.end)) {
    if (dim.number !== 1) continue;
    let size: number | string | null = null;
    for (const part of reader.fields(dim.start, dim.end)) {
      if (part.number === 1) size = Number.isSafeInteger(part.value) ? part.value : null;
      else if (part.number === 2) size = reader.text(part, MAX_TEXT_BYTES) || null;
    }
    dims.push(size);
  }
  return dims;
}

/** Where tensors hide: message kind, then field number to the kind of its payload. */
const nesting: Record<string, Record<number, string>> = {
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  function: { 7: 'node', 11: 'attribute' },
  training: { 1: 'graph', 2: 'graph' },
};

function walk(
  reader: ProtobufReader,
  message: ProtobufField,
  kind: string,
  found: ExternalData[],
  depth: number,
): void {
  if (depth > MAX_DEPTH) throw new ProtobufError(message.start, 'graphs nested too deep');
  if (kind === 'tensor') return readTensor(reader, message, found);
  for (const field of reader.fields(message.start, message.end)) {
    const inner = nesting[kind][field.number];
    if (inner && field.wire === 2) walk(reader, field, inner, found, depth + 1);
  }
}

function readTensor(reader: ProtobufReader, tensor: ProtobufField, found: ExternalData[]): void {
  let name = '';
  const entries = new Map<string, string>();
  for (const field of reader.fields(tensor.start, tensor.end)) {
    if (field.number === 8) name = reader.text(field, MAX_TEXT_BYTES);
    if (field.number !== 13) continue;
    const [key, value] = [1, 2].map((wanted) => {
      let text = '';
      for (const part of reader.fields(field.start, field.end))
        if (part.number === wanted) text = reader.text(part, MAX_TEXT_BYTES);
      return text;
    });
    entries.set(key, value);
  }
  const location = entries.get('location');
  // Judged even where the tensor does not say that it uses it: nothing honest names a file that it does not read.
  if (location === undefined) return;
  const bytes = (key: string) => (entries.has(key) ? Number(entries.get(key)) : null);
  found.push({ tensor: name, location, offset: bytes('offset'), length: bytes('length') });
}
