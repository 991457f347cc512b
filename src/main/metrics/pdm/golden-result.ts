import { pdmObjectKinds, type PdmVersion } from '../../../shared/domain/pdm.ts';
import { COMFORT_BOUNDS, STATE, STEPS } from './constants.ts';
import { epdms, humanFiltered, type FilteredScores } from './human-filter.ts';
import { prepareScene, type PreparedScene } from './prepare.ts';
import type { GoldenCase } from './read-golden.ts';
import type { Scorer, SubScores } from './score-batch.ts';
import { extendedComfort, frameInterval } from './scoring/comfort.ts';
import { laneDeviations } from './scoring/road-rules.ts';
import { isAgentKind, TRACK_STATE, type PdmTrack } from './scene.ts';
import type { Rollout } from './simulation/rollout.ts';
import type { SteppedTrack } from './tracks.ts';

/** Scores a golden-schema case from its input and tells everything in the golden files' own fields. */
export function goldenResult({ scene, proposals }: GoldenCase, scorer: Scorer) {
  const prepared = prepareScene(scene);
  const human =
    scene.human && scene.sceneType === 'original' ? scorer.score(prepared, 'v2', [scene.human], false)[0] : null;
  const humanStates = human && statesOf(scorer.rollouts[0]);
  const plans = proposals.map((p) => p.plan);
  const batches = { v1: scorer.score(prepared, 'v1', plans), v2: scorer.score(prepared, 'v2', plans) };
  const derived = derivedOf(prepared);
  const v2 = proposals.map((proposal, i) => {
    const [reference, own] = scorer.score(prepared, 'v2', ['reference', proposal.plan]);
    const rollout = scorer.rollouts[1];
    const filtered = humanFiltered(own, human);
    const previousStates = proposal.previous ? scorer.simulatePrevious(prepared, proposal.previous) : null;
    const intervalS = scene.previousEgo ? frameInterval(scene.ego, scene.previousEgo) : null;
    const ec = previousStates && intervalS !== null ? extendedComfort(rollout.states, previousStates, intervalS) : null;
    return {
      name: proposal.name,
      reference_states: rows(rollout.reference, 3),
      velocity_profile: Array.from(rollout.velocityMps),
      curvature_profile: Array.from(rollout.curvature),
      simulated_states: statesOf(rollout),
      unfiltered: v2Scores(own),
      reference_progress_raw_m: reference.rawProgressM,
      reference_multiplicative: reference.product,
      ego_areas: Array.from(rollout.areas).join(''),
      in_intersection: Array.from(rollout.centreInIntersection).join(''),
      lane_deviation_m: deviationsOf(rollout, prepared),
      center_xy_last: [rollout.centres[2 * STEPS - 2], rollout.centres[2 * STEPS - 1]],
      comfort_flags: flagsOf(own),
      comfort_num_states: prepared.history.samples + STEPS,
      collision_events: eventsOf(own),
      filtered: filteredOf(filtered),
      previous_simulated_states: previousStates && rows(previousStates, STATE),
      two_frame_extended_comfort: ec && ec.score,
      two_frame_rms: ec && {
        acceleration: ec.rms[0],
        jerk: ec.rms[1],
        yaw_rate: ec.rms[2],
        yaw_acceleration: ec.rms[3],
      },
      two_frame_interval_s: ec && intervalS,
      epdms: ec && epdms(filtered, ec.score),
      epdms_no_previous_frame: epdms(filtered, null),
      batch: { ego_progress: batches.v2[i].ep, pdm_score_without_ec: batches.v2[i].score },
    };
  });
  const v1 = proposals.map((proposal, i) => {
    const own = scorer.score(prepared, 'v1', ['reference', proposal.plan])[1];
    return {
      name: proposal.name,
      ...v1Scores(own),
      comfort_flags: flagsOf(own),
      collision_events: eventsOf(own),
      batch: { ego_progress: batches.v1[i].ep, pdms: batches.v1[i].score },
    };
  });
  return {
    name: scene.name,
    traffic: scene.traffic,
    reference: scene.reference?.kind ?? null,
    notes: scene.notes,
    derived,
    v2: {
      human: human && { simulated_states: humanStates, subscores: v2Scores(human) },
      proposals: v2,
    },
    v1: { proposals: v1 },
  };
}

const commonScores = (s: SubScores) => ({
  no_at_fault_collisions: s.nc,
  drivable_area_compliance: s.dac,
  driving_direction_compliance: s.ddc,
  ego_progress: s.ep,
  ego_progress_raw_m: s.rawProgressM,
  time_to_collision_within_bound: s.ttc,
  collision_step: s.collisionStep < 0 ? null : s.collisionStep,
  ttc_step: s.ttcHit?.step ?? null,
});
const v1Scores = (s: SubScores) => ({ ...commonScores(s), comfort: s.comfort, pdms: s.score });
const v2Scores = (s: SubScores) => ({
  ...commonScores(s),
  traffic_light_compliance: s.tlc,
  lane_keeping: s.lk,
  history_comfort: s.comfort,
  pdm_score_without_ec: s.score,
});

const filteredOf = (s: FilteredScores) => ({
  no_at_fault_collisions: s.nc,
  drivable_area_compliance: s.dac,
  driving_direction_compliance: s.ddc,
  traffic_light_compliance: s.tlc,
  ego_progress: s.ep,
  time_to_collision_within_bound: s.ttc,
  lane_keeping: s.lk,
  history_comfort: s.comfort,
  multiplicative_metrics_prod: s.product,
});

const flagsOf = (s: SubScores): number[] => COMFORT_BOUNDS.map((_, k) => (s.comfortFlags >> k) & 1);
const eventsOf = (s: SubScores) =>
  s.overlaps.map((o) => ({ step: o.step, token: o.obstacle.track.token, type: o.type }));
const statesOf = (rollout: Rollout): number[][] => rows(rollout.states, STATE);

function deviationsOf(rollout: Rollout, prepared: PreparedScene): number[] {
  const out = new Float64Array(STEPS);
  laneDeviations(rollout, prepared, out);
  return Array.from(out);
}

function rows(values: Float64Array, width: number): number[][] {
  const out: number[][] = [];
  for (let i = 0; i < values.length; i += width) out.push(Array.from(values.subarray(i, i + width)));
  return out;
}

const kindOrder = (track: PdmTrack): number => pdmObjectKinds.indexOf(track.kind);
const trackRows = (o: SteppedTrack): number[][] => {
  const all = rows(o.states.subarray(o.firstStep * TRACK_STATE, (o.lastStep + 1) * TRACK_STATE), TRACK_STATE);
  return isAgentKind(o.track.kind) ? all : all.map((row) => row.slice(0, 3));
};

/** Tracks at 10 Hz before the tracks that overlap the ego are taken out, and red lights by step. */
function derivedOf(prepared: PreparedScene) {
  const { scene, red } = prepared;
  const tracks = (version: PdmVersion) =>
    prepared
      .everyTrack(version)
      .sort((a, b) => a.firstStep - b.firstStep || kindOrder(a.track) - kindOrder(b.track))
      .map((o) => ({
        token: o.track.token,
        type: o.track.kind,
        length: o.track.lengthM,
        width: o.track.widthM,
        first_step: o.firstStep,
        states: trackRows(o),
      }));
  return {
    tracks_10hz: tracks('v2'),
    red_lights_10hz: Array.from({ length: STEPS }, (_, s) =>
      Array.from(
        red.polygons.subarray(red.starts[s], red.starts[s + 1]),
        (p) => `red_light_${scene.polygons[p].token}`,
      ),
    ),
    tracks_10hz_v1: tracks('v1'),
  };
}
