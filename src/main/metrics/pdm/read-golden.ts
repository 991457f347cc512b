import { FRAMES, STEP_US } from './constants.ts';
import { checkPlan, checkScene, crossingNotes } from './check-scene.ts';
import { goldenFileSchema, goldenInputSchema, type GoldenInput } from './golden-schema.ts';
import { pdmProblem } from './pdm-problem.ts';
import { TRACK_STATE, type PdmEgoState, type PdmPlan, type PdmScene } from './scene.ts';

/** A golden-schema file as the scorer takes it. */
export interface GoldenCase {
  scene: PdmScene;
  proposals: GoldenProposal[];
}
export interface GoldenProposal {
  name: string;
  plan: PdmPlan;
  /** The plan of the frame before, in the ego frame of that frame. */
  previous: PdmPlan | null;
}

/**
 * Reads the `input` of a golden-schema file and nothing else of it. Throws a problem that names the scene and the field.
 * `source` names the file where the scene has no name of its own.
 */
export function readGolden(json: unknown, source: string): GoldenCase {
  const file = goldenFileSchema.safeParse(json);
  if (!file.success) throw pdmProblem(source, 'schema', 'not a file of schema "pdm-golden/1"');
  const parsed = goldenInputSchema.safeParse(file.data.input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw pdmProblem(nameOf(file.data.input) ?? source, `input.${issue.path.map(String).join('.')}`, issue.message);
  }
  const input = parsed.data;
  const read = sceneOfInput(input);
  checkScene(read);
  const scene = { ...read, notes: crossingNotes(read) };
  if (input.reference_trajectory.interval_us !== STEP_US)
    throw pdmProblem(
      input.name,
      'input.reference_trajectory.interval_us',
      `is ${input.reference_trajectory.interval_us}, expected ${STEP_US}`,
    );
  const { interval_length: intervalS, num_poses: count } = input.trajectory_sampling;
  if (input.proposals.length === 0) throw pdmProblem(input.name, 'input.proposals', 'there are none');
  const planOf = (poses: readonly (readonly number[])[], field: string): PdmPlan => {
    const plan = { poses: Float64Array.from(poses.flat()), intervalS };
    checkPlan(input.name, field, plan, count);
    return plan;
  };
  const proposals = input.proposals.map((p, i) => ({
    name: p.name,
    plan: planOf(p.poses, `input.proposals[${i}].poses`),
    previous:
      p.previous_poses && scene.previousEgo ? planOf(p.previous_poses, `input.proposals[${i}].previous_poses`) : null,
  }));
  return { scene, proposals };
}

const nameOf = (input: unknown): string | null =>
  typeof input === 'object' && input !== null && 'name' in input && typeof input.name === 'string' ? input.name : null;

function sceneOfInput(input: GoldenInput): PdmScene {
  return {
    name: input.name,
    sceneType: input.scene_type,
    vehicle: {
      widthM: input.vehicle.width,
      lengthM: input.vehicle.length,
      wheelBaseM: input.vehicle.wheel_base,
      rearAxleToCentreM: input.vehicle.rear_axle_to_center,
    },
    ego: egoOf(input.ego_state),
    past: input.past_ego_states.map(egoOf),
    previousEgo: input.previous_ego_state ? egoOf(input.previous_ego_state) : null,
    centreline: Float64Array.from(input.centerline.flatMap(([x, y]) => [x, y])),
    routeLaneIds: input.route_lane_ids,
    polygons: input.map_polygons.map((p) => ({
      token: p.token,
      kind: p.type,
      rings: [p.exterior, ...p.interiors].map((ring) => Float64Array.from(ring.flat())),
    })),
    tracks: input.tracks_2hz.map((t, i) => ({
      token: t.token,
      kind: t.type,
      lengthM: t.length,
      widthM: t.width,
      frames: framesOf(t.frames, input.name, i),
    })),
    redConnectors: input.traffic_lights_2hz.map((lights) =>
      lights.filter((light) => light.status === 'RED').map((light) => light.lane_connector_id),
    ),
    reference: { kind: 'given', poses: Float64Array.from(input.reference_trajectory.poses.flat()) },
    human: input.human_trajectory ? { poses: Float64Array.from(input.human_trajectory.flat()), intervalS: 0.5 } : null,
    absent: {},
    traffic: 'log-replay',
    notes: [],
  };
}

const egoOf = (s: GoldenInput['ego_state']): PdmEgoState => ({
  timeUs: s.time_us,
  x: s.x,
  y: s.y,
  heading: s.heading,
  vx: s.vx,
  vy: s.vy,
  ax: s.ax,
  ay: s.ay,
  steering: s.tire_steering_angle,
  steeringRate: s.tire_steering_rate,
  yawRate: s.angular_velocity,
  yawAcceleration: s.angular_acceleration,
});

/** Moving things have five numbers a frame, static ones three and stand still. */
function framesOf(frames: readonly (readonly number[] | null)[], scene: string, track: number): Float64Array {
  const out = new Float64Array(FRAMES * TRACK_STATE).fill(NaN);
  frames.forEach((frame, f) => {
    if (!frame) return;
    if (frame.length !== 3 && frame.length !== TRACK_STATE)
      throw pdmProblem(scene, `input.tracks_2hz[${track}].frames[${f}]`, `${frame.length} numbers, expected 3 or 5`);
    out.set([0, 0, 0, 0, 0], f * TRACK_STATE);
    out.set(frame, f * TRACK_STATE);
  });
  return out;
}
