import type { Agent } from '../../drive.ts';
import type { Rgb } from '../atmosphere.ts';
import type { Brush } from '../brush.ts';
import { hash3 } from '../noise.ts';
import { cosine, sine } from '../trigonometry.ts';

const skins: readonly Rgb[] = [
  [232, 190, 160],
  [204, 158, 124],
  [156, 108, 78],
  [104, 72, 52],
];
const hairs: readonly Rgb[] = [
  [40, 32, 28],
  [92, 62, 38],
  [176, 140, 88],
  [120, 118, 116],
];
const trousers: readonly Rgb[] = [
  [48, 56, 78],
  [38, 38, 42],
  [96, 84, 68],
  [70, 82, 92],
];
const shoe: Rgb = [32, 30, 30];
const darker = (c: Rgb, k: number): Rgb => [c[0] * k, c[1] * k, c[2] * k];

/**
 * A walking person in the frame that the brush holds.
 * @param walkedM way walked so far: drives the gait
 */
export function drawPerson(brush: Brush, agent: Agent, walkedM: number, speedMps: number): void {
  const h = agent.heightM;
  const child = agent.kind === 'child';
  const bits = hash3(agent.style, 3, 91);
  const skin = skins[bits & 3];
  const legs = trousers[(bits >>> 2) & 3];
  const top = agent.colour;
  const phase = (walkedM / (0.82 * h)) * 2 * Math.PI;
  const swing = 0.52 * Math.min(1, speedMps / 1.1);
  const bob = 0.012 * h * Math.min(1, speedMps) * cosine(2 * phase);
  const hip = 0.5 * h + bob;
  const fine = brush.sizePx(h) > 26;
  for (const side of [1, -1]) {
    const swung = sine(phase) * side;
    const angle = swing * swung;
    const bend = swing * 1.3 * Math.max(0, cosine(phase) * -side) + 0.05;
    const y = side * 0.055 * h;
    const kneeX = 0.25 * h * sine(angle);
    const kneeZ = hip - 0.25 * h * cosine(angle);
    const footX = kneeX + 0.24 * h * sine(angle - bend);
    const footZ = Math.max(0.03, kneeZ - 0.24 * h * cosine(angle - bend));
    brush.limb(0, y, hip + 0.02 * h, kneeX, y, kneeZ, 0.052 * h, 0.042 * h, legs);
    brush.limb(
      kneeX,
      y,
      kneeZ + 0.01 * h,
      footX,
      y,
      footZ,
      0.042 * h,
      0.03 * h,
      (bits & 64) !== 0 && !child ? legs : darker(legs, 0.94),
    );
    if (fine) brush.limb(footX - 0.03 * h, y, footZ, footX + 0.1 * h, y, footZ - 0.005, 0.026 * h, 0.022 * h, shoe);
    // Arms swing against the legs.
    const arm = -angle * 0.9;
    const sy = side * 0.115 * h;
    const shoulder = 0.8 * h + bob;
    const elbowX = 0.17 * h * sine(arm);
    const elbowZ = shoulder - 0.17 * h * cosine(arm);
    const handX = elbowX + 0.15 * h * sine(arm + 0.35);
    const handZ = elbowZ - 0.15 * h * cosine(arm + 0.35);
    brush.limb(0, sy, shoulder, elbowX, sy * 1.12, elbowZ, 0.036 * h, 0.03 * h, darker(top, 0.88));
    brush.limb(
      elbowX,
      sy * 1.12,
      elbowZ,
      handX,
      sy * 1.08,
      handZ,
      0.03 * h,
      0.024 * h,
      (bits & 128) !== 0 ? skin : darker(top, 0.84),
    );
    if (fine) brush.ball(handX, sy * 1.08, handZ - 0.01 * h, 0.024 * h, 0.028 * h, skin);
  }
  const coat = (bits & 256) !== 0 ? 0.36 : 0.47;
  brush.limb(0, 0, coat * h + bob, 0, 0, 0.66 * h + bob, 0.098 * h, 0.1 * h, top);
  brush.limb(0, 0, 0.66 * h + bob, 0.01 * h, 0, 0.835 * h + bob, 0.1 * h, 0.118 * h, top);
  brush.limb(0.01 * h, 0, 0.82 * h + bob, 0.015 * h, 0, 0.88 * h + bob, 0.032 * h, 0.03 * h, skin);
  drawHead(brush, 0.015 * h, 0.925 * h + bob, (child ? 0.082 : 0.068) * h, skin, hairs[(bits >>> 9) & 3]);
  if ((bits & 0x3000) === 0)
    brush.limb(-0.1 * h, 0, 0.56 * h + bob, -0.1 * h, 0, 0.8 * h + bob, 0.075 * h, 0.07 * h, [150, 60, 46]);
}

/** A head with hair behind and above the face, which looks ahead. */
function drawHead(brush: Brush, x: number, z: number, radius: number, skin: Rgb, hair: Rgb): void {
  brush.ball(x, 0, z, radius, radius * 1.22, hair);
  const facing = brush.facing(1, 0);
  if (facing < -0.4) return;
  // The face is a card of its own: seen from the side it lies as deep as the hair, so it is brought a little nearer.
  const ahead = radius * (0.42 - 0.3 * Math.max(0, facing));
  const aside = brush.facing(0, 1) > 0 ? 1 : -1;
  const nearer = radius * 0.3;
  brush.ball(
    x + ahead + nearer * facing,
    aside * nearer * Math.sqrt(Math.max(0, 1 - facing * facing)),
    z - radius * 0.2,
    radius * 0.86,
    radius * 1.02,
    skin,
  );
}

/** A cyclist on a bicycle of the agent's length in the frame that the brush holds. */
export function drawCyclist(brush: Brush, agent: Agent, rolledM: number): void {
  const k = agent.heightM / 1.75;
  const bits = hash3(agent.style, 5, 92);
  const skin = skins[bits & 3];
  const frame: Rgb = [
    [196, 44, 40],
    [40, 90, 170],
    [34, 34, 36],
    [60, 140, 90],
  ][(bits >>> 2) & 3] as unknown as Rgb;
  const wheel = 0.36 * k;
  const half = Math.max(0.42, agent.lengthM / 2 - wheel);
  brush.ring(half, 0, wheel, wheel, [30, 30, 32]);
  brush.ring(-half, 0, wheel, wheel, [30, 30, 32]);
  const crankZ = 0.32 * k;
  const seatZ = 0.92 * k;
  const t = 0.028 * k;
  brush.limb(-half, 0, wheel, -0.02, 0, crankZ, t, t, frame);
  brush.limb(-0.02, 0, crankZ, -0.18 * k, 0, seatZ, t, t, frame);
  brush.limb(-half, 0, wheel, -0.14 * k, 0, 0.76 * k, t, t, frame);
  brush.limb(-0.14 * k, 0, 0.76 * k, 0.36 * k, 0, 0.82 * k, t, t, frame);
  brush.limb(-0.02, 0, crankZ, 0.36 * k, 0, 0.8 * k, t, t, frame);
  brush.limb(half, 0, wheel, 0.36 * k, 0, 1.02 * k, t, t, frame);
  brush.limb(0.36 * k, -0.27 * k, 1.03 * k, 0.36 * k, 0.27 * k, 1.03 * k, t, t, [40, 40, 42]);
  const phase = rolledM / (0.55 * k);
  for (const side of [1, -1]) {
    const angle = phase + (side > 0 ? 0 : Math.PI);
    const pedalX = 0.17 * k * cosine(angle);
    const pedalZ = crankZ - 0.17 * k * sine(angle);
    const y = 0.09 * side * k;
    const hipX = -0.16 * k;
    const hipZ = 0.98 * k;
    // Knee at equal lengths from hip and pedal, bent forwards.
    const dx = pedalX - hipX;
    const dz = pedalZ - hipZ;
    const d2 = dx * dx + dz * dz;
    const bend = Math.sqrt(Math.max(0.0004, 0.43 * 0.43 * k * k - d2 / 4) / d2);
    const kneeX = hipX + dx / 2 - dz * bend;
    const kneeZ = hipZ + dz / 2 + dx * bend;
    brush.limb(hipX, y, hipZ, kneeX, y, kneeZ, 0.085 * k, 0.065 * k, trousers[(bits >>> 4) & 3]);
    brush.limb(kneeX, y, kneeZ, pedalX, y, pedalZ + 0.05, 0.06 * k, 0.042 * k, trousers[(bits >>> 4) & 3]);
    brush.limb(pedalX - 0.06, y, pedalZ + 0.04, pedalX + 0.14 * k, y, pedalZ + 0.04, 0.04 * k, 0.03 * k, shoe);
    brush.limb(
      0.16 * k,
      0.18 * side * k,
      1.42 * k,
      0.36 * k,
      0.24 * side * k,
      1.06 * k,
      0.055 * k,
      0.04 * k,
      darker(agent.colour, 0.9),
    );
  }
  brush.limb(-0.18 * k, 0, 0.94 * k, 0.16 * k, 0, 1.45 * k, 0.15 * k, 0.19 * k, agent.colour);
  drawHead(brush, 0.27 * k, 1.6 * k, 0.11 * k, skin, (bits & 256) !== 0 ? [220, 220, 60] : hairs[(bits >>> 9) & 3]);
}

/** A dog, a deer or a wild boar by style, in the frame that the brush holds. */
export function drawAnimal(brush: Brush, agent: Agent, walkedM: number, speedMps: number): void {
  const { lengthM: L, heightM: H, colour } = agent;
  const deer = H > 0.95;
  const back = (deer ? 0.62 : 0.74) * H;
  const girth = (deer ? 0.13 : 0.17) * H + 0.02;
  const swing = 0.5 * Math.min(1, speedMps / 1.5);
  const phase = (walkedM / (0.9 * H)) * 2 * Math.PI;
  const rear = -0.36 * L;
  const front = 0.22 * L;
  for (const [x, side, lag] of [
    [rear, 1, 0],
    [rear, -1, Math.PI],
    [front, 1, Math.PI],
    [front, -1, 0],
  ] as const) {
    const angle = swing * sine(phase + lag);
    const footX = x + back * 0.95 * sine(angle);
    const footZ = Math.max(0.02, back - back * 0.97 * cosine(angle));
    const kneeX = (x + footX) / 2 + (x < 0 ? -0.04 : 0.02) * H;
    const y = side * girth * 0.6;
    brush.limb(x, y, back, kneeX, y, (back + footZ) / 2, 0.06 * H, 0.04 * H, darker(colour, 0.92));
    brush.limb(kneeX, y, (back + footZ) / 2, footX, y, footZ, 0.04 * H, 0.026 * H, darker(colour, 0.8));
  }
  brush.limb(rear - 0.06 * L, 0, back, front + 0.06 * L, 0, back + 0.02 * H, girth, girth * 1.12, colour);
  brush.ball(rear - 0.04 * L, 0, back, girth, girth, colour);
  const headZ = deer ? 0.94 * H : 0.9 * H;
  const headX = front + (deer ? 0.16 : 0.17) * L;
  brush.limb(front, 0, back + 0.02 * H, headX, 0, headZ, girth * 0.85, girth * 0.5, colour);
  brush.limb(
    headX - 0.02 * L,
    0,
    headZ,
    headX + 0.13 * L,
    0,
    headZ - 0.07 * H,
    0.08 * H,
    0.045 * H,
    darker(colour, 0.9),
  );
  brush.limb(
    rear - 0.06 * L,
    0,
    back + 0.02 * H,
    rear - 0.14 * L,
    0,
    back - 0.1 * H,
    0.035 * H,
    0.015 * H,
    darker(colour, 0.85),
  );
  for (const side of [1, -1])
    brush.limb(
      headX - 0.02 * L,
      side * 0.04 * H,
      headZ + 0.04 * H,
      headX - 0.04 * L,
      side * (deer ? 0.16 : 0.06) * H,
      headZ + (deer && agent.style % 2 === 0 ? 0.22 : 0.1) * H,
      0.022 * H,
      0.012 * H,
      darker(colour, 0.75),
    );
}
