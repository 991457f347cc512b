export interface LatentShape {
  channels: number;
  height: number;
  width: number;
}

/**
 * Mean over tokens of the cosine between the patch vectors (channels · patch · patch numbers) of two un-standardised latents
 * of shape [channels, height, width], height and width whole multiples of `patch`. A token of zeros counts as 0.
 */
export function latentCosSim(a: ArrayLike<number>, b: ArrayLike<number>, shape: LatentShape, patch: number): number {
  const { channels, height, width } = shape;
  if (a.length !== channels * height * width || b.length !== a.length)
    throw new RangeError(`latents of ${a.length} and ${b.length} numbers for ${channels} x ${height} x ${width}`);
  const columns = width / patch;
  const tokens = (height / patch) * columns;
  let sum = 0;
  for (let token = 0; token < tokens; token++) {
    const corner = Math.floor(token / columns) * patch * width + (token % columns) * patch;
    let [aa, bb, ab] = [0, 0, 0];
    for (let c = 0; c < channels; c++)
      for (let v = 0; v < patch; v++)
        for (let u = 0; u < patch; u++) {
          const i = (c * height + v) * width + corner + u;
          aa += a[i] * a[i];
          bb += b[i] * b[i];
          ab += a[i] * b[i];
        }
    if (aa > 0 && bb > 0) sum += ab / Math.sqrt(aa * bb);
  }
  return sum / tokens;
}
