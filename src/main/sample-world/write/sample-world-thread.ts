import { z } from 'zod';
import type { CallContext } from '../../runtime/calls.ts';
import { serveThread } from '../../runtime/thread.ts';
import type { Drive } from '../drive.ts';
import { makeDrive } from '../make-drive.ts';
import { createRenderer } from '../render/renderer.ts';
import { chosenCameras } from './chosen-cameras.ts';
import { worldRequestSchema, type Bounds, type Layout, type WorldRequest } from './layout.ts';
import { loadLayout } from './layouts.ts';
import { boundsOfDrive } from './towns.ts';
import { writeProblem } from './write-problems.ts';
import { openWorldFolder } from './world-folder.ts';

const measureSchema = z.object({ request: worldRequestSchema, index: z.int() });
const clipSchema = measureSchema.extend({
  root: z.string(),
  site: z.object({ town: z.int(), x: z.number(), y: z.number() }),
});

const driveOf = (layout: Layout, { seed, scenario }: WorldRequest, index: number): Drive =>
  makeDrive({
    seed,
    index,
    ...(scenario !== null && { scenario }),
    ...(layout.intentOf && { intent: layout.intentOf(index) }),
  });

const operations = {
  /** Name of a drive and the ground that it needs. */
  async measure(input: z.infer<typeof measureSchema>): Promise<{ name: string; bounds: Bounds }> {
    const { request, index } = measureSchema.parse(input);
    const drive = driveOf(await loadLayout(request.layout), request, index);
    return { name: drive.name, bounds: boundsOfDrive(drive) };
  },
  /** Makes a drive and writes it; reports the share that is done. */
  async clip(input: z.infer<typeof clipSchema>, { signal, report }: CallContext): Promise<void> {
    const { request, index, root, site } = clipSchema.parse(input);
    try {
      const layout = await loadLayout(request.layout);
      const drive = driveOf(layout, request, index);
      const folder = openWorldFolder(root, request);
      const { staging, keep } = folder.begin(index);
      const renderer = request.pictures ? createRenderer(drive) : null;
      await layout.writeClip({
        request,
        root,
        staging,
        index,
        drive,
        site,
        cameras: chosenCameras(layout, request),
        paint: renderer && ((camera, timeS) => renderer.picture(camera, timeS)),
        signal,
        progress: report,
      });
      keep();
    } catch (error) {
      throw writeProblem(error, root);
    }
  },
};
export type SampleWorldOperations = typeof operations;

serveThread(operations);
