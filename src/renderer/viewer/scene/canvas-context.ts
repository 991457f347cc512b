/** Names of drivers that draw on the processor. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

let software: boolean | null = null;

/** Whether this machine has no graphics device and WebGL is imitated on the processor, or missing. */
function drawsInSoftware(): boolean {
  if (software !== null) return software;
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl && gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  software = typeof name !== 'string' || SOFTWARE.test(name);
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return software;
}

/**
 * A canvas' 2D context. Without a graphics device an accelerated canvas would be drawn through imitated WebGL, which takes
 * five times as long as drawing on the processor straight away; `willReadFrequently` is how a page asks for the latter.
 */
export const context2d = (canvas: HTMLCanvasElement, alpha: boolean): CanvasRenderingContext2D | null =>
  canvas.getContext('2d', { alpha, willReadFrequently: drawsInSoftware() });
