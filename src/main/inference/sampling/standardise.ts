/** Means and spreads by component: of the numbers of a token, or of the channels of a latent. */
export interface Moments {
  mean: readonly number[];
  std: readonly number[];
}

/** (x − mean) / std component by component. @param tokens any number of rows of `mean.length` numbers */
export function standardise(tokens: Float32Array, { mean, std }: Moments): Float32Array {
  return tokens.map((value, i) => (value - mean[i % mean.length]) / std[i % mean.length]);
}

/** The way back: x · std + mean. */
export function unstandardise(tokens: Float32Array, { mean, std }: Moments): Float32Array {
  return tokens.map((value, i) => value * std[i % mean.length] + mean[i % mean.length]);
}
