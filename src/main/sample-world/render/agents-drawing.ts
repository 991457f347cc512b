import { agentSignals, type Agent, type Drive } from '../drive.ts';
import { AgentMotion, type AgentInstant } from './agent-motion.ts';
import type { AgentShade } from './agent-shade.ts';
import type { Atmosphere } from './atmosphere.ts';
import type { Brush } from './brush.ts';
import type { Glare } from './glare.ts';
import { lightSlots, type Mesh } from './mesh.ts';
import { packRgb } from './packed.ts';
import { obstacleMesh } from './shapes/obstacle.ts';
import { drawAnimal, drawCyclist, drawPerson } from './shapes/person.ts';
import { vehicleShape, type VehicleShape } from './shapes/vehicle.ts';
import { cosine, sine } from './trigonometry.ts';

/** Wider than this, px, a vehicle is drawn with all its faces. */
const NEAR_PX = 30;
const BLINK_S = 0.7;
const SIREN_S = 0.36;
const HEAD = packRgb(255, 250, 232);
const TAIL = packRgb(206, 26, 26);
const BRAKE = packRgb(255, 60, 48);
const AMBER = packRgb(255, 164, 40);
const BLUE = packRgb(70, 120, 255);
const RED = packRgb(255, 50, 60);

type Body = { agent: Agent; motion: AgentMotion } & (
  | { look: 'vehicle'; shape: VehicleShape | null; parked: boolean }
  | { look: 'obstacle'; mesh: Mesh | null }
  | { look: 'person' | 'cyclist' | 'animal' }
);

/** All agents of a drive. */
export class AgentsDrawing {
  private readonly bodies: Body[];
  private readonly air: Atmosphere;
  private readonly instant: AgentInstant = { x: 0, y: 0, headingRad: 0, speedMps: 0, movedM: 0, signals: 0 };
  private readonly rig = new Float64Array(3);

  constructor(drive: Drive, air: Atmosphere) {
    this.air = air;
    this.bodies = drive.agents.map((agent): Body => {
      const known = { agent, motion: new AgentMotion(agent) };
      switch (agent.kind) {
        case 'pedestrian':
        case 'child':
          return { ...known, look: 'person' };
        case 'bicycle':
          return { ...known, look: 'cyclist' };
        case 'animal':
          return { ...known, look: 'animal' };
        case 'cone':
        case 'barrier':
        case 'debris':
          return { ...known, look: 'obstacle', mesh: null };
        case 'car':
        case 'van':
        case 'truck':
        case 'bus':
        case 'emergency':
          return { ...known, look: 'vehicle', shape: null, parked: known.motion.totalM < 0.1 };
      }
    });
  }

  /** Draws the agents that are there at a time, and their shadows where `shade` does not hold them yet. */
  draw(brush: Brush, glare: Glare, shade: AgentShade, shadows: boolean, timeS: number): void {
    const { instant } = this;
    for (const body of this.bodies) {
      if (!body.motion.at(timeS, instant)) continue;
      const { agent } = body;
      const cos = cosine(instant.headingRad);
      const sin = sine(instant.headingRad);
      const slim = body.look === 'person' ? 0.7 : body.look === 'cyclist' ? 0.5 : 1;
      if (shadows)
        shade.add(instant.x, instant.y, cos, sin, agent.lengthM * slim, agent.widthM * slim, agent.heightM, this.air);
      const radius =
        Math.sqrt(agent.lengthM * agent.lengthM + agent.widthM * agent.widthM + agent.heightM * agent.heightM) / 2 +
        0.4;
      if (!brush.at(instant.x, instant.y, cos, sin, agent.heightM / 2, radius)) continue;
      if (body.look === 'vehicle')
        this.drawVehicle(brush, glare, agent, (body.shape ??= vehicleShape(agent)), body.parked, timeS);
      else if (body.look === 'obstacle') brush.mesh((body.mesh ??= obstacleMesh(agent)));
      else if (body.look === 'person') drawPerson(brush, agent, instant.movedM, instant.speedMps);
      else if (body.look === 'cyclist') drawCyclist(brush, agent, instant.movedM);
      else drawAnimal(brush, agent, instant.movedM, instant.speedMps);
    }
  }

  private drawVehicle(
    brush: Brush,
    glare: Glare,
    agent: Agent,
    shape: VehicleShape,
    parked: boolean,
    timeS: number,
  ): void {
    const { signals } = this.instant;
    const { slots } = brush;
    const dark = this.air.lamps > 0.2 && (!parked || signals !== 0);
    const braking = (signals & agentSignals.brake) !== 0;
    const blink = timeS / BLINK_S - Math.floor(timeS / BLINK_S) < 0.55;
    const flash = timeS / SIREN_S - Math.floor(timeS / SIREN_S) < 0.5;
    const siren = (signals & agentSignals.siren) !== 0;
    slots[lightSlots.head] = dark ? HEAD : -1;
    slots[lightSlots.tail] = braking ? BRAKE : dark ? TAIL : -1;
    slots[lightSlots.brake] = braking ? BRAKE : -1;
    slots[lightSlots.left] = (signals & agentSignals.indicatorLeft) !== 0 && blink ? AMBER : -1;
    slots[lightSlots.right] = (signals & agentSignals.indicatorRight) !== 0 && blink ? AMBER : -1;
    slots[lightSlots.sirenA] = siren && flash ? BLUE : -1;
    slots[lightSlots.sirenB] = siren && !flash ? RED : -1;
    brush.mesh(brush.sizePx(agent.lengthM) > NEAR_PX ? shape.near : shape.far);
    if ((signals & agentSignals.doorLeft) !== 0) brush.mesh(shape.doorLeft);
    if ((signals & agentSignals.doorRight) !== 0) brush.mesh(shape.doorRight);
    for (const light of shape.lights) {
      const colour = slots[light.slot];
      if (colour < 0 || brush.facing(light.ahead, 0) <= 0) continue;
      const beam = light.slot === lightSlots.head;
      const strong = braking || light.slot > lightSlots.brake;
      brush.rigPoint(light.at[0], light.at[1], light.at[2], this.rig);
      const strength = beam ? 1.1 * this.air.lamps : strong ? 0.35 + 0.3 * this.air.lamps : 0.6 * this.air.lamps;
      glare.add(this.rig, colour, strength, beam ? 0.9 : strong ? 0.42 : 0.3);
    }
  }
}
