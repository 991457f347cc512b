import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CameraSpec, Drive } from '../../../src/main/sample-world/drive.ts';
import type { ClipJob, Layout, Painter, Site, WorldRequest } from '../../../src/main/sample-world/write/layout.ts';
import { boundsOfDrive, placeInTowns } from '../../../src/main/sample-world/write/towns.ts';

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-sample-world-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const plainRequest: WorldRequest = {
  layout: 'nuscenes',
  clips: 2,
  seed: 1,
  scenario: null,
  cameras: null,
  size: null,
  pictures: true,
  sweeps: false,
  numpy: 1,
  fps: 10,
};

/** Colours that tell channel width and time, so that a picture at the wrong place shows. */
export const flatPainter: Painter = (camera, timeS) =>
  new Uint8Array(camera.widthPx * camera.heightPx * 3).fill(Math.round(timeS * 40) % 256);

/** Writes drives with a layout's own parts in this thread, and returns where they came to lie. */
export async function writeDrives(
  layout: Pick<Layout, 'writeClip' | 'finish'>,
  root: string,
  drives: readonly Drive[],
  cameras: CameraSpec[],
  changes: Partial<WorldRequest> = {},
): Promise<Site[]> {
  const request = { ...plainRequest, clips: drives.length, ...changes };
  const { sites, towns } = placeInTowns(drives.map(boundsOfDrive));
  const signal = new AbortController().signal;
  const clips = drives.map(({ name }, index) => ({
    index,
    name,
    site: sites[index],
    staging: join(root, '.staging', String(index)),
  }));
  for (const { index, staging, site } of clips) {
    mkdirSync(staging, { recursive: true });
    const job: ClipJob = {
      request,
      root,
      staging,
      index,
      drive: drives[index],
      site,
      cameras,
      paint: request.pictures ? flatPainter : null,
      signal,
      progress: () => undefined,
    };
    await layout.writeClip(job);
  }
  await layout.finish({ request, root, cameras, clips, towns, signal });
  rmSync(join(root, '.staging'), { recursive: true });
  return sites;
}
