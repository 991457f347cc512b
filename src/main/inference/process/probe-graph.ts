/** The smallest ONNX graph that makes a provider compute: y = x · x over 4 floats. Made with onnx.helper, opset 17. */
export const probeGraph: Uint8Array = Buffer.from(
  'CAgSADo1Cg4KAXgKAXgSAXkiA011bBIBcFoPCgF4EgoKCAgBEgQKAggEYg8KAXkSCgoICAESBAoCCARCBAoAEBE=',
  'base64',
);
export const probeInput: readonly number[] = [0, 1, -2, 3];
export const probeAnswer: readonly number[] = [0, 1, 4, 9];
