import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClipDetail } from '../../../src/shared/domain/clip.ts';
import { openWorkstation } from '../../../src/main/api/workstation.ts';
import { boxAt, boxTrack } from '../../../src/renderer/viewer/scene/box-track.ts';
import { projectBox, type ProjectedBox } from '../../../src/renderer/viewer/cameras/projected-box.ts';
import { viewOf } from '../../../src/renderer/viewer/cameras/tile-painter.ts';
import { sharedData } from '../../shared-data.ts';

type Vector = [number, number, number];
type Quaternion = [number, number, number, number];
interface Placed {
  token: string;
  translation: Vector;
  rotation: Quaternion;
}
interface Annotation extends Placed {
  sample_token: string;
  instance_token: string;
  size: Vector;
}
interface SensorData {
  sample_token: string;
  ego_pose_token: string;
  calibrated_sensor_token: string;
  filename: string;
  is_key_frame: boolean;
}

const dataset = sharedData('nuscenes-mini-part');

/** Rotates a vector by a unit quaternion as q v q⁻¹, without any matrix. */
function rotated([w, x, y, z]: Quaternion, [a, b, c]: Vector): Vector {
  const [tx, ty, tz] = [2 * (y * c - z * b), 2 * (z * a - x * c), 2 * (x * b - y * a)];
  return [a + w * tx + y * tz - z * ty, b + w * ty + z * tx - x * tz, c + w * tz + x * ty - y * tx];
}
const conjugate = ([w, x, y, z]: Quaternion): Quaternion => [w, -x, -y, -z];
const into = ({ translation: t, rotation }: Placed, [x, y, z]: Vector): Vector =>
  rotated(conjugate(rotation), [x - t[0], y - t[1], z - t[2]]);

/** Corners of an annotation on a camera's picture straight from the tables; null where one lies behind the camera. */
function fromTables(
  box: Annotation,
  ego: Placed,
  sensor: Placed & { camera_intrinsic: number[][] },
): [number, number][] | null {
  const [width, length, height] = box.size;
  const corners: [number, number][] = [];
  for (const [sx, sy, sz] of [-1, 1].flatMap((i) => [-1, 1].flatMap((j) => [-1, 1].map((k) => [i, j, k])))) {
    const offset = rotated(box.rotation, [(sx * length) / 2, (sy * width) / 2, (sz * height) / 2]);
    const global = offset.map((v, i) => v + box.translation[i]) as Vector;
    const [x, y, z] = into(sensor, into(ego, global));
    if (z < 0.1) return null;
    const k = sensor.camera_intrinsic;
    corners.push([(k[0][0] * x + k[0][1] * y) / z + k[0][2], (k[1][1] * y) / z + k[1][2]]);
  }
  return corners;
}

/** Smallest upright rectangle around some points, cut to the picture. */
const rectangle = (points: [number, number][], width: number, height: number) => [
  Math.max(0, Math.min(...points.map((p) => p[0]))),
  Math.max(0, Math.min(...points.map((p) => p[1]))),
  Math.min(width, Math.max(...points.map((p) => p[0]))),
  Math.min(height, Math.max(...points.map((p) => p[1]))),
];

describe.skipIf(!dataset)('boxes on the six real pictures of scene-0061', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-projection-'));
  const rows = <T>(table: string): T[] =>
    JSON.parse(readFileSync(join(dataset ?? '', 'v1.0-mini', `${table}.json`), 'utf8')) as T[];
  let clip: ClipDetail;

  beforeAll(async () => {
    const workstation = await openWorkstation({ workspaceFolder: join(folder, 'workspace'), host: 'server' });
    const { jobId } = await workstation.addDataset(dataset ?? '');
    await workstation.jobs.finished(jobId);
    const { clips } = await workstation.workspace.library.page({
      filter: { text: 'scene-0061' },
      sort: { by: 'name', direction: 'ascending' },
      scores: null,
      after: null,
      limit: 1,
    });
    const found = await workstation.workspace.clips.detail(clips[0].clipId);
    await workstation.close();
    if (!found) throw new Error('scene-0061 was not indexed');
    clip = found;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('every box is where an independent calculation from the tables puts it, to a hundredth of a pixel', () => {
    const poses = new Map(rows<Placed>('ego_pose').map((p) => [p.token, p]));
    const sensors = new Map(
      rows<Placed & { camera_intrinsic: number[][] }>('calibrated_sensor').map((s) => [s.token, s]),
    );
    const annotations = rows<Annotation>('sample_annotation');
    const [frame] = clip.frames;
    const images = rows<SensorData>('sample_data').filter(
      (d) => d.sample_token === frame.token && d.filename.includes('CAM_'),
    );
    expect(images).toHaveLength(6);
    let compared = 0;
    for (const image of images) {
      const camera = clip.cameras.find((c) => image.filename.includes(`/${c.channel}/`));
      const ego = poses.get(image.ego_pose_token);
      const sensor = sensors.get(image.calibrated_sensor_token);
      if (!camera || !ego || !sensor) throw new Error(`${image.filename} has no camera, pose or calibration`);
      const view = viewOf(camera, 0);
      for (const annotation of annotations.filter((a) => a.sample_token === frame.token)) {
        const corners = fromTables(annotation, ego, sensor);
        const track = clip.objects.find((o) => o.trackId === annotation.instance_token);
        const box = track && boxAt(boxTrack(track, clip.frames), frame.timeUs);
        const projected: ProjectedBox | null = box ? projectBox(box, view) : null;
        if (!corners || !projected) continue;
        const expected = rectangle(corners, camera.widthPx, camera.heightPx);
        projected.bounds.forEach((v, i) => expect(v).toBeCloseTo(expected[i], 2));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(50);
  });
});
