const FIRST_BYTES = 1 << 20;

/**
 * Memory for the columns of one clip, used again for the next: fresh arrays for each of a thousand clips would leave
 * hundreds of megabytes to be collected. What a column holds at first does not matter to its maker.
 */
export class ColumnMemory {
  #buffer = new ArrayBuffer(FIRST_BYTES);
  #used = 0;

  /** Lets go of all columns that were given. */
  reset(): void {
    this.#used = 0;
  }

  f64(length: number): Float64Array {
    const at = this.#place(length * 8);
    return new Float64Array(this.#buffer, at, length);
  }

  f32(length: number): Float32Array {
    const at = this.#place(length * 4);
    return new Float32Array(this.#buffer, at, length);
  }

  i32(length: number): Int32Array {
    const at = this.#place(length * 4);
    return new Int32Array(this.#buffer, at, length);
  }

  u32(length: number): Uint32Array {
    const at = this.#place(length * 4);
    return new Uint32Array(this.#buffer, at, length);
  }

  u16(length: number): Uint16Array {
    const at = this.#place(length * 2);
    return new Uint16Array(this.#buffer, at, length);
  }

  u8(length: number): Uint8Array {
    const at = this.#place(length);
    return new Uint8Array(this.#buffer, at, length);
  }

  #place(bytes: number): number {
    // A larger buffer serves from here on; the columns given so far keep the one before.
    if (this.#used + bytes > this.#buffer.byteLength) {
      this.#buffer = new ArrayBuffer(Math.max(bytes, this.#buffer.byteLength * 2));
      this.#used = 0;
    }
    const at = this.#used;
    this.#used += (bytes + 7) & ~7;
    return at;
  }
}
