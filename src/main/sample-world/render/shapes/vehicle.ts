import type { Agent } from '../../drive.ts';
import { lightSlots, MeshBuilder, type Mesh, type Point } from '../mesh.ts';
import { glassLook, shade } from './bodywork.ts';
import { car } from './car.ts';
import { ambulance, patrolCar } from './emergency-vehicles.ts';
import { boxVan, bus, truck } from './large-vehicles.ts';
import type { Quad } from './panel.ts';

/** A light of a vehicle, for its glare: place in the vehicle's frame, m; `ahead` is 1 where it shines to the front. */
interface VehicleLight {
  at: Point;
  slot: number;
  ahead: 1 | -1;
}

export interface VehicleShape {
  near: Mesh;
  /** Fewer faces, for where it is small. */
  far: Mesh;
  doorLeft: Mesh;
  doorRight: Mesh;
  lights: VehicleLight[];
}

/** A shape for a car, van, truck, bus or emergency vehicle; origin on the ground below its middle. */
export function vehicleShape(agent: Agent): VehicleShape {
  const draw = { car, van: boxVan, truck, bus, emergency: agent.style % 2 === 0 ? ambulance : patrolCar }[
    agent.kind as 'car'
  ];
  const [near, far] = [true, false].map((fine) => {
    const build = new MeshBuilder();
    draw(build, agent, fine);
    return build.build();
  });
  return {
    near,
    far,
    doorLeft: door(agent, 1),
    doorRight: door(agent, -1),
    lights: lightsOf(agent),
  };
}

function lightsOf(agent: Agent): VehicleLight[] {
  const x = agent.lengthM / 2;
  const y = agent.widthM / 2 - 0.24;
  const low = agent.kind === 'car' ? 0.44 * agent.heightM : Math.min(0.85, 0.36 * agent.heightM);
  const out: VehicleLight[] = [];
  for (const side of [1, -1]) {
    out.push({ at: [x, side * y, low], slot: lightSlots.head, ahead: 1 });
    out.push({ at: [-x, side * y, low + 0.12], slot: lightSlots.tail, ahead: -1 });
    const slot = side === 1 ? lightSlots.left : lightSlots.right;
    out.push(
      { at: [x, side * (y + 0.16), low], slot, ahead: 1 },
      { at: [-x, side * (y + 0.16), low], slot, ahead: -1 },
    );
  }
  if (agent.kind === 'emergency')
    for (const ahead of [1, -1] as const) {
      out.push({ at: [0.3, 0.4, agent.heightM], slot: lightSlots.sirenA, ahead });
      out.push({ at: [0.3, -0.4, agent.heightM], slot: lightSlots.sirenB, ahead });
    }
  return out;
}

function door(agent: Agent, side: 1 | -1): Mesh {
  const build = new MeshBuilder();
  const hinge = agent.lengthM * (agent.kind === 'car' ? 0.2 : 0.3);
  const y0 = side * (agent.widthM / 2);
  const y1 = side * (agent.widthM / 2 + 0.92);
  const top = Math.min(1.05, agent.heightM * 0.6);
  const quad: Quad = [
    [hinge, y0, 0.28],
    [hinge - 0.3, y1, 0.28],
    [hinge - 0.3, y1, top],
    [hinge, y0, top],
  ];
  const window = quad.map(([x, y, z]): Point => [x, y, z === 0.28 ? top : top + 0.38]);
  build.face(quad, { colour: agent.colour });
  build.face([...quad].reverse(), { colour: shade(agent.colour, 0.55) });
  build.face(window, glassLook);
  build.face([...window].reverse(), glassLook);
  return build.build();
}
