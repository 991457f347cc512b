/** Names of drivers that draw on the processor. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** How this machine draws WebGL: on a graphics device, imitated on the processor, or not at all. */
export type Graphics = 'device' | 'software' | 'none';

let known: Graphics | null = null;

/** Asks for a context and gives it back at once. `again` asks anew: a browser that lost contexts may refuse further ones. */
export function graphics(again = false): Graphics {
  if (known !== null && !again) return known;
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl?.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  known = typeof name !== 'string' ? 'none' : SOFTWARE.test(name) ? 'software' : 'device';
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return known;
}

/**
 * A canvas' 2D context. Without a graphics device an accelerated canvas would be drawn through imitated WebGL, which takes
 * five times as long as drawing on the processor straight away; `willReadFrequently` is how a page asks for the latter.
 */
export const context2d = (canvas: HTMLCanvasElement, alpha: boolean): CanvasRenderingContext2D | null =>
  canvas.getContext('2d', { alpha, willReadFrequently: graphics() !== 'device' });
