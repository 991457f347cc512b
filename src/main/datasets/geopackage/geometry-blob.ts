/** Coordinates flat x0 y0 x1 y1 …; heights and measures are dropped. */
export type Geometry =
  { kind: 'polygons'; polygons: number[][][] } | { kind: 'lines'; lines: number[][] } | { kind: 'other' };

/** A geometry that is cut off, has impossible counts or is no geometry; the message is a clause for the user. */
export class GeometryFault extends Error {}

const ENVELOPE_BYTES = [0, 32, 48, 48, 64];
/** Collections inside collections. */
const MAX_DEPTH = 4;

/**
 * A geometry column's value: GeoPackage header (OGC 12-128r19, 2.1.3) and well-known binary (ISO and extended forms).
 * null for an empty geometry. Throws GeometryFault.
 */
export function readGeometryBlob(blob: Uint8Array): Geometry | null {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  if (blob.length < 8 || view.getUint16(0) !== 0x4750) throw new GeometryFault('a geometry without its header');
  const flags = view.getUint8(3);
  if (flags & 0x20) throw new GeometryFault('a geometry in an extended form');
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7];
  if (envelope === undefined) throw new GeometryFault('a geometry with an unknown envelope');
  return flags & 0x10 ? null : readWkb(view, 8 + envelope);
}

/** Well-known binary alone, as shapely writes it. Throws GeometryFault. */
export const wkbGeometry = (bytes: Uint8Array): Geometry =>
  readWkb(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);

function readWkb(view: DataView, at: number): Geometry {
  return new WkbReader(view, at).geometry(0);
}

class WkbReader {
  readonly #view: DataView;
  #at: number;
  #little = true;
  #ordinates = 2;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  geometry(depth: number): Geometry {
    if (depth > MAX_DEPTH) throw new GeometryFault('geometries nested too deep');
    switch (this.#header()) {
      case 2:
        return { kind: 'lines', lines: [this.#points()] };
      case 3:
        return { kind: 'polygons', polygons: [this.#rings()] };
      case 4:
      case 5:
      case 6:
      case 7:
        return this.#parts(depth);
      default:
        return { kind: 'other' };
    }
  }

  /** Byte order and type; gives the type without its dimensions. */
  #header(): number {
    this.#need(5);
    this.#little = this.#view.getUint8(this.#at) === 1;
    const code = this.#view.getUint32(this.#at + 1, this.#little);
    this.#at += 5;
    const iso = code & 0x0fff_ffff;
    const dimensions = Math.floor(iso / 1000);
    const hasZ = (code & 0x8000_0000) !== 0 || dimensions === 1 || dimensions === 3;
    const hasM = (code & 0x4000_0000) !== 0 || dimensions === 2 || dimensions === 3;
    this.#ordinates = 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0);
    if (code & 0x2000_0000) this.#skip(4);
    const type = iso % 1000;
    if (type < 1 || type > 17 || dimensions > 3) throw new GeometryFault(`a geometry of the unknown type ${code}`);
    return type;
  }

  #parts(depth: number): Geometry {
    const count = this.#count(5);
    const parts = Array.from({ length: count }, () => this.geometry(depth + 1));
    const polygons = parts.flatMap((part) => (part.kind === 'polygons' ? part.polygons : []));
    const lines = parts.flatMap((part) => (part.kind === 'lines' ? part.lines : []));
    if (polygons.length > 0) return { kind: 'polygons', polygons };
    return lines.length > 0 ? { kind: 'lines', lines } : { kind: 'other' };
  }

  #rings(): number[][] {
    return Array.from({ length: this.#count(4) }, () => this.#points());
  }

  #points(): number[] {
    const stride = this.#ordinates * 8;
    const count = this.#count(stride);
    const points = new Array<number>(count * 2);
    for (let i = 0; i < count; i++) {
      const x = this.#view.getFloat64(this.#at + i * stride, this.#little);
      const y = this.#view.getFloat64(this.#at + i * stride + 8, this.#little);
      if (!Number.isFinite(x) || !Number.isFinite(y)) throw new GeometryFault('a geometry with a point at no place');
      points[i * 2] = x;
      points[i * 2 + 1] = y;
    }
    this.#at += count * stride;
    return points;
  }

  /** A count of things that take at least `bytes` each: more than the rest can hold is a lie. */
  #count(bytes: number): number {
    this.#need(4);
    const count = this.#view.getUint32(this.#at, this.#little);
    this.#at += 4;
    this.#need(count * bytes);
    return count;
  }

  #skip(bytes: number): void {
    this.#need(bytes);
    this.#at += bytes;
  }

  #need(bytes: number): void {
    if (this.#at + bytes > this.#view.byteLength) throw new GeometryFault('a geometry that is cut off');
  }
}
