import { create } from 'zustand';
import type { ClipId } from '../../../shared/domain/clip.ts';
import type { PdmExplained } from '../../../shared/domain/pdm-explained.ts';
import type { PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import type { RunLetter } from '../../../shared/domain/series.ts';
import type { Pose2 } from '../../../shared/maths/se2.ts';
import { api } from '../../state/connection.ts';
import { withPoseMoved, withSpeed } from './edit-plan.ts';

/** A plan that can be bent: that of a shown run at the decision instant, in the ego frame there. */
export interface EditedPlan {
  clipId: ClipId;
  frame: number;
  timeUs: number;
  letter: RunLetter;
  runId: string;
  setting: PdmSetting;
  stepS: number;
  /** Ego pose of the decision instant, global frame. */
  origin: Pose2;
  /** As the model planned it: x y heading, flat. */
  original: readonly number[];
}

/** "What if" on a plan: nothing of it is stored. */
export interface WhatIf {
  plan: EditedPlan | null;
  /** Poses as bent, at the model's own speed, and the factor on that speed. */
  bent: readonly number[];
  speed: number;
  /** The pose that keys move. */
  chosen: number;
  /** The score of the plan as it is now, or was a drag step ago; null before the first. */
  scored: PdmExplained['plans'][number] | null;
  /** Why it cannot be scored, in words. */
  failure: string | null;
  /** From the last edit to its score, ms. */
  tookMs: number | null;
}

const off = { plan: null, bent: [], speed: 1, chosen: 0, scored: null, failure: null, tookMs: null };
export const useWhatIf = create<WhatIf>()(() => off);

export const MIN_SPEED = 0;
export const MAX_SPEED = 2;

/** The poses as they are scored and drawn. */
export const editedPoses = ({ bent, speed }: Pick<WhatIf, 'bent' | 'speed'>): readonly number[] =>
  speed === 1 ? bent : withSpeed(bent, speed);

export const isEdited = ({ plan, bent, speed }: Pick<WhatIf, 'plan' | 'bent' | 'speed'>): boolean =>
  plan !== null && (speed !== 1 || bent !== plan.original);

/** Takes a plan up; another one lets the edit of the one before go. */
export function startWhatIf(plan: EditedPlan): void {
  const last = Math.max(0, plan.original.length / 3 - 1);
  useWhatIf.setState({
    ...off,
    plan,
    bent: plan.original,
    chosen: Math.min(useWhatIf.getState().chosen || last, last),
  });
}

export const endWhatIf = (): void => useWhatIf.setState(off);

/** The plan as the model made it; false where nothing was edited. */
export function restorePlan(): boolean {
  const now = useWhatIf.getState();
  if (!now.plan || !isEdited(now)) return false;
  useWhatIf.setState({ bent: now.plan.original, speed: 1, scored: null, failure: null, tookMs: null });
  return true;
}

/** Puts a pose of the plan as it is drawn `dx` ahead and `dy` to the left of where it was when `from` held; m. */
export function movePose(from: readonly number[], index: number, dx: number, dy: number): void {
  edit({ bent: withPoseMoved(from, index, dx, dy), speed: 1, chosen: index });
}

export const moveChosenPose = (dx: number, dy: number): void => {
  const now = useWhatIf.getState();
  if (now.plan) movePose(editedPoses(now), now.chosen, dx, dy);
};

export const scaleSpeed = (speed: number): void => {
  if (useWhatIf.getState().plan)
    edit({ speed: Math.min(MAX_SPEED, Math.max(MIN_SPEED, Math.round(speed * 100) / 100)) });
};

export const choosePose = (by: 1 | -1): void =>
  useWhatIf.setState(({ plan, chosen }) => {
    const last = (plan?.original.length ?? 3) / 3 - 1;
    return { chosen: Math.min(last, Math.max(0, chosen + by)) };
  });

function edit(part: Partial<WhatIf>): void {
  useWhatIf.setState(part);
  wantedAtMs = performance.now();
  if (!asking) void score();
}

let asking = false;
/** When the last edit was made; null once it is scored. */
let wantedAtMs: number | null = null;

/** Scores the plan as it is now, one question at a time: what was edited meanwhile is asked for as one. */
async function score(): Promise<void> {
  asking = true;
  while (wantedAtMs !== null) {
    const now = useWhatIf.getState();
    const { plan } = now;
    const askedAtMs = wantedAtMs;
    wantedAtMs = null;
    if (!plan || !isEdited(now)) continue;
    const { clipId, frame, setting, stepS, runId, letter } = plan;
    const asked = { name: `${letter}, edited`, poses: [...editedPoses(now)], stepS, previousOf: runId };
    try {
      const { plans, missing } = await api.clips.pdm({ clipId, frame, setting, runIds: [], plans: [asked] });
      if (useWhatIf.getState().plan !== plan || !isEdited(useWhatIf.getState())) continue;
      const scored = plans.at(0) ?? null;
      useWhatIf.setState({
        scored,
        failure: missing ?? scored?.refused ?? null,
        tookMs: performance.now() - askedAtMs,
      });
    } catch (error) {
      useWhatIf.setState({ failure: problemOf(error).whatHappened });
    }
  }
  asking = false;
}
