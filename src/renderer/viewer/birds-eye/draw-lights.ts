import type { LightState } from '../../../shared/domain/clip.ts';
import type { ShownLight } from '../scene/light-states.ts';
import { stackedPlaces } from '../scene/stacked-places.ts';
import { toPanel, type GroundFrame } from './ground-frame.ts';
import type { BirdsEyeTheme } from './theme.ts';

const WIDTH_PX = 7;
const LAMP_PX = 2;
const PITCH_PX = 5;
const HEIGHT_PX = 3 * PITCH_PX + 2;
/** Below this scale lights would hide the road, px per m. */
const LIGHTS_FROM_PX_PER_M = 2;

/** Which lamps are lit, from the top: their place tells the state as their colour does. */
const lit: Record<LightState, readonly [boolean, boolean, boolean]> = {
  red: [true, false, false],
  yellow: [false, true, false],
  green: [false, false, true],
  'not-red': [false, true, true],
  unknown: [false, false, false],
};
/** Lamps shine on a dark body in both themes. */
const lampColours = ['#ff5a52', '#ffc53d', '#3ddc84'] as const;
const BODY = '#0a0b0d';
const DARK_LAMP = '#3a404a';

/** Small upright traffic lights where the connectors that they govern begin. */
export function drawLights(
  ctx: CanvasRenderingContext2D,
  frame: GroundFrame,
  lights: readonly ShownLight[],
  theme: BirdsEyeTheme,
): void {
  if (frame.pxPerM < LIGHTS_FROM_PX_PER_M) return;
  const placed = lights
    .map((light) => ({ light, at: toPanel(frame, light.x, light.y) }))
    .filter(
      ({ at: [x, y] }) => x > -WIDTH_PX && y > -HEIGHT_PX && x < frame.width + WIDTH_PX && y < frame.height + HEIGHT_PX,
    );
  const tops = stackedPlaces(
    placed.map(({ at: [x, y] }) => ({ x: x - WIDTH_PX / 2, y: y - HEIGHT_PX / 2, widthPx: WIDTH_PX })),
    HEIGHT_PX + 1,
  );
  placed.forEach(({ light, at: [x] }, i) => drawLight(ctx, x - WIDTH_PX / 2, tops[i], light.state, theme));
}

function drawLight(
  ctx: CanvasRenderingContext2D,
  left: number,
  top: number,
  state: LightState | null,
  theme: BirdsEyeTheme,
): void {
  ctx.beginPath();
  ctx.roundRect(left, top, WIDTH_PX, HEIGHT_PX, 2);
  ctx.fillStyle = BODY;
  ctx.fill();
  ctx.strokeStyle = theme.textQuiet;
  ctx.lineWidth = 1;
  ctx.stroke();
  const lamps = lit[state ?? 'unknown'];
  lampColours.forEach((colour, i) => {
    ctx.beginPath();
    ctx.arc(left + WIDTH_PX / 2, top + 1 + PITCH_PX * (i + 0.5), LAMP_PX, 0, 2 * Math.PI);
    ctx.fillStyle = lamps[i] ? colour : DARK_LAMP;
    ctx.fill();
  });
}
