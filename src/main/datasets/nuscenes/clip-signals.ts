import type { IndexedEgo, IndexedSignal } from '../../workspace/index/indexed-clip.ts';
import type { CanReader } from './can-files.ts';
import { signalsFromCan } from './can-signals.ts';
import { signalsFromPoses } from '../clip/ego-signals.ts';

const order = ['speed', 'acceleration', 'steering', 'yawRate'];

/** The curves of a clip: from the CAN bus where it tells them, else from the ego poses; steering only from the CAN bus. */
export function signalsOfClip(
  read: CanReader,
  sceneName: string,
  ego: IndexedEgo,
  span: readonly [number, number],
): { signals: IndexedSignal[]; absences: string[] } {
  const can = signalsFromCan(read, sceneName, span[0], span[1]);
  const told = new Set(can.map((signal) => signal.name));
  const derived = signalsFromPoses(ego.timesUs, ego.globalFromEgo).filter((signal) => !told.has(signal.name));
  const signals = [...can, ...derived].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return { signals, absences: absencesOf(can, derived) };
}

const words = { speed: 'speed', acceleration: 'acceleration', steering: 'steering', yawRate: 'yaw rate' } as const;

function absencesOf(can: IndexedSignal[], derived: IndexedSignal[]): string[] {
  const absences: string[] = [];
  const names = derived.map((signal) => words[signal.name]).join(', ');
  if (can.length === 0)
    absences.push(`No CAN bus data for this drive${names ? `: ${names} come from the ego poses` : ''}.`);
  else if (names) absences.push(`Not in this drive's CAN bus data: ${names}; taken from the ego poses.`);
  if (!can.some((signal) => signal.name === 'steering')) absences.push('No steering: only the CAN bus tells it.');
  return absences;
}
