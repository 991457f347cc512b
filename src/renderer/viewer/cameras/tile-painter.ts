import { cameraFromGlobal } from '../../../shared/maths/projection.ts';
import { POSE_STRIDE } from '../../../shared/maths/se3.ts';
import type { CameraTrack } from '../../../shared/domain/clip.ts';
import { context2d } from '../scene/canvas-context.ts';
import { boxesAt } from '../scene/box-track.ts';
import type { ClipScene } from '../scene/clip-scene.ts';
import type { PlanPath } from '../scene/plan-path.ts';
import type { ViewerState } from '../viewer-store.ts';
import { drawBoxes, drawLabels, drawPath, nameStops, type TileSurface } from './draw-overlays.ts';
import { drawOffending, drawTag, tagOf } from './draw-offending.ts';
import { fitImage, type ImageFit } from './image-fit.ts';
import type { Tile } from './mosaic-layout.ts';
import { markedBox, projectBase, type OffendingMark } from './offending-mark.ts';
import { projectBox, projectBoxes, type CameraView, type ProjectedBox } from './projected-box.ts';
import { projectPath } from './projected-path.ts';

/** What is drawn over the pictures. */
export interface Overlays {
  plans: readonly PlanPath[];
  show: Pick<ViewerState, 'showBoxes' | 'showPaths' | 'hidden' | 'hiddenClasses'>;
  /** Hovered and chosen objects. */
  marked: ReadonlySet<string>;
  /** The object of the shown infraction; null for none. */
  offending: OffendingMark | null;
}

export const viewOf = (camera: CameraTrack, imageIndex: number): CameraView => ({
  widthPx: camera.widthPx,
  heightPx: camera.heightPx,
  intrinsic: camera.intrinsic,
  lens: camera.lens,
  cameraFromGlobal: cameraFromGlobal(camera.egoFromCamera, camera.globalFromEgo, imageIndex),
});

/** Boxes on one image: where the objects were when it was taken, seen from where the camera was. */
export function boxesOnImage(
  scene: ClipScene,
  camera: CameraTrack,
  imageIndex: number,
  hiddenClasses: ViewerState['hiddenClasses'],
): ProjectedBox[] {
  const boxes = boxesAt(scene.tracks, camera.timesUs[imageIndex]);
  return projectBoxes(
    boxes.filter((b) => !hiddenClasses.includes(b.track.objectClass)),
    viewOf(camera, imageIndex),
  );
}

/** Sizes a canvas to its tile at the screen's pixel ratio; true when that cleared it. */
export function sizeCanvas(canvas: HTMLCanvasElement, tile: Tile, pixelRatio: number): boolean {
  const width = Math.max(1, Math.round(tile.width * pixelRatio));
  const height = Math.max(1, Math.round(tile.height * pixelRatio));
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}

/** Paints one image and what belongs on it. Returns the boxes that were drawn, for the pointer. */
export function paintTile(
  canvas: HTMLCanvasElement,
  tile: Tile,
  bitmap: ImageBitmap,
  scene: ClipScene,
  camera: CameraTrack,
  imageIndex: number,
  overlays: Overlays,
): { boxes: ProjectedBox[]; fit: ImageFit } {
  const fit = fitImage(camera, tile);
  const ctx = context2d(canvas, false);
  if (!ctx) return { boxes: [], fit };
  const pixelRatio = canvas.width / tile.width;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  const { dx, dy, scale } = fit;
  const whole = dx <= 0.5 && dy <= 0.5;
  if (!whole) ctx.clearRect(0, 0, canvas.width, canvas.height);
  // The decoder brought the picture near its size already; better filters would make mipmaps at every step.
  ctx.imageSmoothingQuality = 'low';
  ctx.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  ctx.drawImage(bitmap, dx, dy, camera.widthPx * scale, camera.heightPx * scale);
  const boxes = overlays.show.showBoxes ? boxesOnImage(scene, camera, imageIndex, overlays.show.hiddenClasses) : [];
  if (overlays.show.hidden) return { boxes, fit };
  // What lies beside the picture is not seen by the camera.
  ctx.save();
  ctx.beginPath();
  ctx.rect(dx, dy, camera.widthPx * scale, camera.heightPx * scale);
  ctx.clip();
  const surface: TileSurface = {
    ctx,
    width: tile.width,
    height: tile.height,
    toTile: (u, v) => [dx + u * scale, dy + v * scale],
  };
  if (overlays.show.showPaths) {
    const view = viewOf(camera, imageIndex);
    const groundZ = camera.globalFromEgo[imageIndex * POSE_STRIDE + 2];
    const paths = overlays.plans.flatMap((plan) => projectPath(plan, view, groundZ, scene.ego.widthM) ?? []);
    for (const path of paths) drawPath(surface, path);
    nameStops(surface, paths);
  }
  const offending = overlays.offending && offendingOn(scene, camera, imageIndex, overlays.offending);
  const others = offending ? boxes.filter((b) => b.box.track.trackId !== offending.mark.trackId) : boxes;
  drawBoxes(surface, others, overlays.marked);
  if (offending) drawOffending(surface, offending.mark, offending.box, offending.base);
  const tag = offending && tagOf(surface, offending.mark, offending.box);
  drawLabels(surface, others, overlays.marked, tag ? [tag.rect] : []);
  if (tag) drawTag(surface, tag);
  ctx.restore();
  return { boxes, fit };
}

/** The object of an infraction as one image shows it; null where it does not. */
function offendingOn(scene: ClipScene, camera: CameraTrack, imageIndex: number, mark: OffendingMark) {
  const found = markedBox(mark, scene.tracks, camera.timesUs[imageIndex]);
  const view = viewOf(camera, imageIndex);
  const box = found && projectBox(found, view);
  return found && box ? { mark, box, base: projectBase(found, view) } : null;
}
