import { z } from 'zod';
import { pdmObjectKinds } from '../../../shared/domain/pdm.ts';
import { FRAMES } from './constants.ts';
import { mapPolygonKinds } from './scene.ts';

/**
 * A JSON document; NaN and infinities, which Python writes and JSON does not know, become strings, so that the schema
 * names the field they stand in.
 */
export function parseLenient(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const bare = /("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g;
    const quoted = text.replace(bare, (found: string, string: string | undefined) => string ?? `"${found}"`);
    if (quoted === text) throw error;
    return JSON.parse(quoted);
  }
}

/** `input` of a file of schema `pdm-golden/1`. Units: m, rad, s, m/s; times in whole microseconds. */
const number = z.number({ error: (issue) => `expected a number, found ${String(issue.input)}` });
const point = z.tuple([number, number]);
const pose = z.tuple([number, number, number]);

const egoStateSchema = z.object({
  time_us: z.number().int(),
  x: number,
  y: number,
  heading: number,
  vx: number,
  vy: number,
  ax: number,
  ay: number,
  tire_steering_angle: number,
  tire_steering_rate: number,
  angular_velocity: number,
  angular_acceleration: number,
});

export const goldenInputSchema = z.object({
  name: z.string().min(1),
  scene_type: z.enum(['original', 'synthetic']),
  trajectory_sampling: z.object({ num_poses: z.number().int(), interval_length: number }),
  vehicle: z.object({ width: number, length: number, wheel_base: number, rear_axle_to_center: number }),
  ego_state: egoStateSchema,
  past_ego_states: z.array(egoStateSchema),
  previous_ego_state: egoStateSchema.nullish(),
  centerline: z.array(pose),
  route_lane_ids: z.array(z.string()),
  map_polygons: z.array(
    z.object({
      token: z.string(),
      type: z.enum(mapPolygonKinds),
      exterior: z.array(point),
      interiors: z.array(z.array(point)).default([]),
    }),
  ),
  tracks_2hz: z.array(
    z.object({
      token: z.string(),
      type: z.enum(pdmObjectKinds),
      length: number,
      width: number,
      height: number,
      frames: z.array(z.array(number).nullable()).length(FRAMES),
    }),
  ),
  traffic_lights_2hz: z.array(z.array(z.object({ lane_connector_id: z.string(), status: z.string() }))).length(FRAMES),
  reference_trajectory: z.object({ interval_us: z.number().int(), poses: z.array(pose) }),
  human_trajectory: z.array(pose).nullish(),
  proposals: z.array(
    z.object({
      name: z.string(),
      poses: z.array(pose),
      previous_name: z.string().nullish(),
      previous_poses: z.array(pose).nullish(),
    }),
  ),
});
export type GoldenInput = z.infer<typeof goldenInputSchema>;
export const goldenFileSchema = z.object({ schema: z.literal('pdm-golden/1'), input: z.unknown() });
