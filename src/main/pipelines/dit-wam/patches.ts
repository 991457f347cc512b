/** A latent [channels, height, width] and the side of the square patches it is cut into. */
export interface PatchGrid {
  channels: number;
  height: number;
  width: number;
  patch: number;
}

export const tokensOf = ({ height, width, patch }: PatchGrid): number => (height / patch) * (width / patch);
export const tokenLengthOf = ({ channels, patch }: PatchGrid): number => channels * patch * patch;

/**
 * Latent [C, h, w] to tokens [S, P]: patches in row order, numbers inside one in the order channel, row, column.
 * h and w are multiples of the patch.
 */
export function patchify(latent: Float32Array, grid: PatchGrid): Float32Array {
  const tokens = new Float32Array(latent.length);
  eachNumber(grid, (inLatent, inTokens) => (tokens[inTokens] = latent[inLatent]));
  return tokens;
}

/** Tokens [S, P] back to a latent [C, h, w]. */
export function unpatchify(tokens: Float32Array, grid: PatchGrid): Float32Array {
  const latent = new Float32Array(tokens.length);
  eachNumber(grid, (inLatent, inTokens) => (latent[inLatent] = tokens[inTokens]));
  return latent;
}

function eachNumber({ channels, height, width, patch }: PatchGrid, visit: (latent: number, tokens: number) => void) {
  const columns = width / patch;
  const tokenLength = channels * patch * patch;
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const token = Math.floor(y / patch) * columns + Math.floor(x / patch);
        const inside = (c * patch + (y % patch)) * patch + (x % patch);
        visit((c * height + y) * width + x, token * tokenLength + inside);
      }
}
