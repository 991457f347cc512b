import type { Agent } from '../../drive.ts';
import type { Rgb } from '../atmosphere.ts';
import { lightSlots, type MeshBuilder } from '../mesh.ts';
import { car } from './car.ts';
import { boxVan } from './large-vehicles.ts';

/** A coloured band on both sides and a light bar on the roof. */
function markEmergency(build: MeshBuilder, agent: Agent, bandFrom: number, bandTo: number, band: Rgb): void {
  const { lengthM: L, heightM: H } = agent;
  const hw = agent.widthM / 2;
  for (const side of [1, -1]) {
    const y = side * (hw + 0.008);
    const ends = side === 1 ? [L / 2 - 0.3, -L / 2 + 0.1] : [-L / 2 + 0.1, L / 2 - 0.3];
    build.face(
      [
        [ends[0], y, bandFrom],
        [ends[1], y, bandFrom],
        [ends[1], y, bandTo],
        [ends[0], y, bandTo],
      ],
      { colour: band },
    );
  }
  build.box([0.15, -0.62, H - 0.06], [0.45, 0.62, H], { colour: [40, 40, 44] });
  build.box([0.12, 0.08, H], [0.48, 0.6, H + 0.16], { colour: [40, 70, 190], slot: lightSlots.sirenA });
  build.box([0.12, -0.6, H], [0.48, -0.08, H + 0.16], { colour: [190, 40, 40], slot: lightSlots.sirenB });
}

/** A white van with an orange band. */
export function ambulance(build: MeshBuilder, agent: Agent, fine: boolean): void {
  boxVan(build, { ...agent, style: 0, colour: [236, 236, 232] }, fine);
  markEmergency(build, agent, 0.32 * agent.heightM, 0.46 * agent.heightM, [226, 84, 30]);
}

/** A white car with a blue band. */
export function patrolCar(build: MeshBuilder, agent: Agent, fine: boolean): void {
  car(build, { ...agent, style: agent.heightM > 1.65 ? 2 : 0, colour: [232, 234, 238] }, fine);
  markEmergency(build, agent, 0.3 * agent.heightM, 0.5 * agent.heightM, [38, 74, 168]);
}
