import { boxAt } from './mp4-boxes.ts';

/** Where the samples of a track lie, in the order of decoding. */
export interface SampleRanges {
  /** From the start of the video. */
  offsets: Float64Array;
  bytes: Uint32Array;
}

/**
 * Places of the samples from the tables of a track (ISO/IEC 14496-12: stsz or stz2, stsc, stco or co64). Throws Error in
 * words that continue "the video: …" where the tables do not place every sample.
 */
export function sampleRanges(tables: Buffer, samples: number): SampleRanges {
  const bytes = sampleSizes(tables, samples);
  const offsets = new Float64Array(samples);
  const chunks = chunkOffsets(tables);
  const runs = table(tables, 'stsc');
  const count = runs.readUInt32BE(4);
  let sample = 0;
  for (let run = 0; run < count && sample < samples; run++) {
    const at = 8 + run * 12;
    const first = runs.readUInt32BE(at) - 1;
    const perChunk = runs.readUInt32BE(at + 4);
    const end = Math.min(chunks.length, run + 1 < count ? runs.readUInt32BE(at + 12) - 1 : chunks.length);
    for (let chunk = Math.max(0, first); chunk < end && sample < samples; chunk++) {
      let offset = chunks[chunk];
      for (let i = 0; i < perChunk && sample < samples; i++, sample++) {
        offsets[sample] = offset;
        offset += bytes[sample];
      }
    }
  }
  if (sample < samples) throw new Error(`its index tells ${samples} frames and places for ${sample}`);
  return { offsets, bytes };
}

function table(tables: Buffer, type: string): Buffer {
  const found = boxAt(tables, type);
  if (!found) throw new Error(`its index lacks ${type}`);
  return found;
}

function sampleSizes(tables: Buffer, samples: number): Uint32Array {
  const plain = boxAt(tables, 'stsz');
  if (plain) {
    const every = plain.readUInt32BE(4);
    return Uint32Array.from({ length: samples }, (_, i) => (every > 0 ? every : plain.readUInt32BE(12 + i * 4)));
  }
  const compact = table(tables, 'stz2');
  const bits = compact[7];
  return Uint32Array.from({ length: samples }, (_, i) => {
    if (bits === 16) return compact.readUInt16BE(12 + i * 2);
    if (bits === 8) return compact.readUInt8(12 + i);
    if (bits !== 4) throw new Error(`its index tells sizes of ${bits} bits`);
    const pair = compact.readUInt8(12 + (i >> 1));
    return i % 2 === 0 ? pair >> 4 : pair & 15;
  });
}

function chunkOffsets(tables: Buffer): Float64Array {
  const short = boxAt(tables, 'stco');
  const offsets = short ?? table(tables, 'co64');
  const width = short ? 4 : 8;
  const count = offsets.readUInt32BE(4);
  if (8 + count * width > offsets.length) throw new Error('its list of chunks breaks off');
  return Float64Array.from({ length: count }, (_, i) =>
    short ? short.readUInt32BE(8 + i * 4) : Number(offsets.readBigUInt64BE(8 + i * 8)),
  );
}
