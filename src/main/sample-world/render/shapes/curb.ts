import type { Rgb } from '../atmosphere.ts';
import { MeshBuilder, type Mesh } from '../mesh.ts';

/** A low step along a curb line: its face to the road and its top; both sides, since a line does not tell where the road is. */
export function curbMeshes(line: readonly number[]): { mesh: Mesh; x: number; y: number }[] {
  const out: { mesh: Mesh; x: number; y: number }[] = [];
  const PIECES = 8;
  for (let first = 0; first + 3 < line.length; first += PIECES * 2) {
    const build = new MeshBuilder();
    const [ox, oy] = [line[first], line[first + 1]];
    let any = false;
    for (let i = first; i + 3 < line.length && i < first + PIECES * 2; i += 2) {
      const [ax, ay, bx, by] = [line[i] - ox, line[i + 1] - oy, line[i + 2] - ox, line[i + 3] - oy];
      const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
      if (length < 0.05) continue;
      any = true;
      const nx = (-(by - ay) / length) * 0.1;
      const ny = ((bx - ax) / length) * 0.1;
      const h = 0.12;
      const side = { colour: [150, 148, 142] as Rgb };
      build.face(
        [
          [bx + nx, by + ny, 0],
          [ax + nx, ay + ny, 0],
          [ax + nx, ay + ny, h],
          [bx + nx, by + ny, h],
        ],
        side,
      );
      build.face(
        [
          [ax - nx, ay - ny, 0],
          [bx - nx, by - ny, 0],
          [bx - nx, by - ny, h],
          [ax - nx, ay - ny, h],
        ],
        side,
      );
      build.face(
        [
          [ax - nx, ay - ny, h],
          [bx - nx, by - ny, h],
          [bx + nx, by + ny, h],
          [ax + nx, ay + ny, h],
        ],
        { colour: [190, 188, 182] },
      );
    }
    if (any) out.push({ mesh: build.build(), x: ox, y: oy });
  }
  return out;
}
