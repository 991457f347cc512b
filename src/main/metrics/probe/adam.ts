const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** Adam (Kingma and Ba 2015) without weight decay, as PyTorch steps it. Gives the step of one parameter list, in place. */
export function adam(parameters: Float64Array, rate: number): (gradient: Float64Array) => void {
  const first = new Float64Array(parameters.length);
  const second = new Float64Array(parameters.length);
  let steps = 0;
  return (gradient) => {
    steps++;
    const size = rate / (1 - BETA1 ** steps);
    const spread = 1 / Math.sqrt(1 - BETA2 ** steps);
    for (let i = 0; i < parameters.length; i++) {
      const slope = gradient[i];
      first[i] += (1 - BETA1) * (slope - first[i]);
      second[i] += (1 - BETA2) * (slope * slope - second[i]);
      parameters[i] -= (size * first[i]) / (Math.sqrt(second[i]) * spread + EPSILON);
    }
  };
}
