import { z } from 'zod';

export const MIN_WIDTH = 1024;
export const MIN_HEIGHT = 640;

export const windowBoundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(MIN_WIDTH).max(16_384),
  height: z.number().int().min(MIN_HEIGHT).max(16_384),
  maximised: z.boolean(),
});
export type WindowBounds = z.infer<typeof windowBoundsSchema>;

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How much of the title bar must lie on a screen for the window to be reachable, px. */
const REACHABLE_PX = 80;

const reachable = (bounds: Area, screen: Area): boolean => {
  const left = Math.max(bounds.x, screen.x);
  const right = Math.min(bounds.x + bounds.width, screen.x + screen.width);
  return right - left >= REACHABLE_PX && bounds.y >= screen.y && bounds.y <= screen.y + screen.height - 36;
};

/**
 * Bounds to open with: the remembered ones where their title bar still lies on a screen, else 1440 x 900 (or what fits) in
 * the middle of the first screen. `screens` holds work areas, first the primary one.
 */
export function openingBounds(remembered: WindowBounds | null, screens: readonly [Area, ...Area[]]): WindowBounds {
  if (remembered && screens.some((screen) => reachable(remembered, screen))) return remembered;
  const [first] = screens;
  const width = Math.max(MIN_WIDTH, Math.min(1440, first.width));
  const height = Math.max(MIN_HEIGHT, Math.min(900, first.height));
  return {
    x: first.x + Math.max(0, Math.round((first.width - width) / 2)),
    y: first.y + Math.max(0, Math.round((first.height - height) / 2)),
    width,
    height,
    maximised: remembered?.maximised ?? false,
  };
}
