import type { Drive } from '../drive.ts';
import { hazardAt, type Hazard, type HazardKind } from './hazards.ts';
import type { JunctionAhead } from './junction-labels.ts';
import type { Situation } from './situation.ts';

const EVERY_STEPS = 20;

/** What the ego should do about its speed. */
type Pace = 'wait' | 'stop' | 'slow' | 'keep' | 'go' | 'creep';

/** Two sentences every two seconds: what is seen, and what the ego should do. No numbers. */
export function guidanceOf(situation: Situation, junctions: readonly (JunctionAhead | null)[]): Drive['guidance'] {
  const guidance: Drive['guidance'] = [];
  for (let step = 0; step < situation.drive.steps - EVERY_STEPS / 2; step += EVERY_STEPS) {
    const hazard = hazardAt(situation, junctions, step);
    const pace = situation.drive.intent === 'expert' ? drivenPace(situation, step) : rightPace(situation, step, hazard);
    guidance.push({ step, seen: hazard.text, advice: adviceFor(hazard, pace, turnAhead(situation, junctions, step)) });
  }
  return guidance;
}

/** The pace of an expert, read off what it does in the next seconds. */
function drivenPace({ drive }: Situation, step: number): Pace {
  const { speedMps } = drive.ego;
  const at = (offset: number): number => speedMps[Math.min(step + offset, drive.steps - 1)];
  const now = at(0);
  if (now < 0.3) return at(15) > 0.6 ? 'go' : 'wait';
  for (let k = 1; k <= 35; k++) if (at(k) < 0.3) return now < 0.7 ? 'creep' : 'stop';
  const soon = at(20) - now;
  const early = at(10) - now;
  if (soon < -0.8 || early < -0.8) return now < 2.5 ? 'creep' : 'slow';
  return soon > 0.8 ? 'go' : 'keep';
}

const STANDS: readonly HazardKind[] = [
  'person',
  'animal',
  'red-light',
  'stop-sign',
  'stopped',
  'accident',
  'debris',
  'yellow-light',
];

/** The pace that a good driver would take where the ego's own is not to be followed: by the time and way that are left. */
function rightPace({ drive }: Situation, step: number, hazard: Hazard): Pace {
  const speed = drive.ego.speedMps[step];
  if (hazard.gapM === Infinity) {
    if (hazard.kind === 'off-lane' || hazard.kind === 'works') return speed > 4 ? 'slow' : 'keep';
    return speed < 3 && hazard.kind === 'clear' ? 'go' : 'keep';
  }
  const closing = speed - Math.max(0, hazard.alongMps);
  if (STANDS.includes(hazard.kind) || hazard.alongMps < 0.5) {
    if (speed < 0.3) return 'wait';
    return hazard.gapM < speed * 1.5 + speed ** 2 / 3 + 6 ? 'stop' : 'slow';
  }
  if (hazard.gapM < speed * 0.9 + 2 || closing * closing > 3 * hazard.gapM) return 'slow';
  return 'keep';
}

function turnAhead(
  situation: Situation,
  junctions: readonly (JunctionAhead | null)[],
  step: number,
): 'left' | 'right' | null {
  const junction = junctions[step];
  if (!junction || junction.distanceM > 25 || situation.drive.place.kind === 'roundabout') return null;
  if (junction.connector.turnRad > 0.7) return 'left';
  return junction.connector.turnRad < -0.7 ? 'right' : null;
}

const PASSED: readonly HazardKind[] = ['stopped', 'accident', 'debris'];

/** Why to wait or stop, by what is seen. */
const until: Record<HazardKind, string> = {
  person: 'until the crossing is free',
  animal: 'until the animal is gone',
  'wrong-way': 'until it has passed',
  'off-lane': 'and straighten the car',
  braking: 'behind it',
  'cut-in': 'and leave it room',
  door: 'until the door is shut',
  cyclist: 'until the cyclist is clear',
  emergency: 'and let it pass',
  accident: 'before the scene',
  stopped: 'behind it',
  debris: 'before it',
  'red-light': 'until the light turns green',
  'yellow-light': 'at the line',
  works: 'beside the barriers',
  'stop-sign': 'at the line and look both ways',
  rails: 'before the rails',
  large: 'behind it',
  lead: 'behind it',
  'left-turn': 'until there is a gap',
  'right-turn': 'until there is a gap',
  bend: 'for now',
  intersection: 'until it is free',
  merge: 'until there is a gap',
  roundabout: 'until there is a gap',
  'green-light': 'until the junction is free',
  clear: 'for now',
};
const slowFor: Partial<Record<HazardKind, string>> = {
  person: 'Slow down and give way',
  animal: 'Slow down and be ready to stop',
  'wrong-way': 'Brake and keep to the right',
  'off-lane': 'Slow down and steer back into the lane',
  braking: 'Brake and keep your distance',
  'cut-in': 'Ease off and leave room for it',
  door: 'Slow down and keep away from the door',
  cyclist: 'Slow down and stay behind the cyclist',
  emergency: 'Slow down and make room for it',
  accident: 'Slow down and pass with care',
  stopped: 'Slow down and pass with care',
  debris: 'Slow down and steer around it',
  'red-light': 'Slow down for the light',
  'yellow-light': 'Slow down for the light',
  works: 'Slow down past the building site',
  'stop-sign': 'Slow down for the stop sign',
  rails: 'Slow down and look along the rails',
  large: 'Slow down and leave a larger gap',
  lead: 'Slow down and keep your distance',
  'left-turn': 'Slow down before the turn',
  'right-turn': 'Slow down before the turn',
  bend: 'Slow down for the bend',
  intersection: 'Slow down and watch the side roads',
  merge: 'Slow down and look for a gap',
  roundabout: 'Slow down and watch the traffic in the circle',
};
const keepFor: Partial<Record<HazardKind, string>> = {
  person: 'Hold a low speed and be ready to brake',
  animal: 'Be ready to brake',
  'wrong-way': 'Keep to the right',
  'off-lane': 'Steer back into the lane',
  braking: 'Be ready to brake',
  'cut-in': 'Keep a steady speed and leave it room',
  door: 'Keep away from the door',
  cyclist: 'Stay behind the cyclist with room to spare',
  emergency: 'Hold your lane and let it pass',
  accident: 'Pass with care',
  stopped: 'Pass with care',
  debris: 'Steer around it',
  'red-light': 'Roll on gently towards the light',
  'yellow-light': 'Clear the junction',
  works: 'Keep a steady speed between the lines',
  'stop-sign': 'Be ready to stop',
  rails: 'Cross the rails without stopping',
  bend: 'Follow the bend at a steady speed',
  intersection: 'Keep your speed and watch the side roads',
  merge: 'Fit into the traffic beside us',
  large: 'Keep a safe gap',
  lead: 'Keep a safe gap',
};

/** The second sentence: pace and, where one is near, the turn. */
function adviceFor(hazard: Hazard, pace: Pace, turn: 'left' | 'right' | null): string {
  const { kind } = hazard;
  const thenTurn = turn ? `, then turn ${turn}` : '';
  switch (pace) {
    case 'wait':
      return kind === 'stop-sign' ? 'Stay stopped at the line and look both ways.' : `Stay stopped ${until[kind]}.`;
    case 'stop':
      return `Brake and stop ${until[kind]}.`;
    case 'slow':
      if (hazard.blocks && PASSED.includes(kind)) return 'Slow down and be ready to stop behind it.';
      return `${slowFor[kind] ?? (turn ? `Slow down for the ${turn} turn` : 'Slow down')}${slowFor[kind] ? thenTurn : ''}.`;
    case 'creep':
      return `Creep forward with care${thenTurn}.`;
    case 'go':
      return `${goFor(hazard)}${turn ? ` and turn ${turn}` : ''}.`;
    case 'keep':
      return `${keepFor[kind] ?? (turn ? `Turn ${turn} at a steady speed` : 'Keep your lane and speed')}${keepFor[kind] ? thenTurn : ''}.`;
  }
}

function goFor({ kind }: Hazard): string {
  if (kind === 'person' || kind === 'animal' || kind === 'cyclist') return 'Move on gently as the way clears';
  if (kind === 'lead' || kind === 'braking' || kind === 'large' || kind === 'cut-in')
    return 'Pick up speed with the traffic ahead';
  if (kind === 'stop-sign' || kind === 'roundabout' || kind === 'left-turn' || kind === 'right-turn')
    return 'Go now that there is a gap';
  if (kind === 'off-lane') return 'Steer back into the lane and go on';
  return 'Pick up speed';
}
