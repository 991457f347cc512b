import type { ClipMap } from '../../../shared/domain/map.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { useClock } from '../../state/clock.ts';
import { decisionOf, type Decision } from '../../state/decision.ts';
import { reportError } from '../../ui/notices.ts';
import { context2d, graphics } from '../scene/canvas-context.ts';
import type { ClipScene } from '../scene/clip-scene.ts';
import { lightsAt } from '../scene/light-states.ts';
import type { PlanPath } from '../scene/plan-path.ts';
import type { ViewerState } from '../viewer-store.ts';
import { handleAt } from './draw-evidence.ts';
import { drawNames, type Measure, type ScorePicture } from './draw-names.ts';
import { GroundDeck } from './ground-deck.ts';
import { clampZoom, defaultZoom, followFrame, panned, toGround, zoomedAt, type GroundFrame } from './ground-frame.ts';
import { LidarScans } from './lidar-scans.ts';
import { mapShapes, type MapShapes } from './map-shapes.ts';
import { RasterPainter } from './map-raster.ts';
import { boxAtGround, momentOf, type Moment } from './moment.ts';
import { momentStrokes } from './moment-strokes.ts';
import type { Strokes } from './strokes.ts';
import { readTheme, type BirdsEyeTheme } from './theme.ts';

export interface BirdsEyeOverlays {
  plansAt: (decision: Decision | null) => readonly PlanPath[];
  show: Pick<ViewerState, 'showPaths' | 'hiddenClasses' | 'showMap' | 'showLidar' | 'showLabels' | 'showVelocity'>;
  marked: ReadonlySet<string>;
  chosen: string | null;
  score: ScorePicture;
}

interface Ground {
  shapes: MapShapes | null;
  lines: ReturnType<Strokes['data']> | null;
  raster: { image: ImageBitmap; bounds: [number, number, number, number] } | null;
}

/** How the engineer zoomed and dragged a view: `free` is null while it stays with the ego, `pxPerM` while it was never zoomed. */
export interface GroundLook {
  pxPerM: number | null;
  free: GroundFrame | null;
}

const noGround: Ground = { shapes: null, lines: null, raster: null };
const SLACK_PX = 3;

/** Draws the bird's eye view when the clock, the view or what is shown changed, and never while hidden. */
export class BirdsEyeStage {
  readonly #root: HTMLElement;
  readonly #names: HTMLCanvasElement;
  readonly #onFailed: (reason: string) => void;
  readonly #stopFollowing: () => void;
  #deck: GroundDeck | null;
  #theme: BirdsEyeTheme;
  #scene: ClipScene | null = null;
  #anchor: readonly [number, number] = [0, 0];
  #map: ClipMap | null = null;
  #ground = noGround;
  readonly #scans: LidarScans;
  readonly #rasters = new RasterPainter((image) => this.#setRaster(image));
  #overlays: BirdsEyeOverlays | null = null;
  #size = { width: 0, height: 0 };
  #zoom: number | null = null;
  /** The view that the engineer dragged free; null follows the ego. */
  #free: GroundFrame | null = null;
  #moment: Moment | null = null;
  #measure: Measure | null = null;
  #visible = true;
  #scheduled = false;
  /** The device shows what is to be shown. */
  #drawn = false;
  #closed = false;
  /** Told when the engineer zooms or drags here. */
  onLook: ((look: GroundLook) => void) | null = null;

  constructor(root: HTMLElement, names: HTMLCanvasElement, onFailed: (reason: string) => void) {
    this.#root = root;
    this.#names = names;
    this.#onFailed = onFailed;
    this.#theme = readTheme(root);
    this.#deck = this.#makeDeck();
    this.#scans = new LidarScans(this.#theme.lidar, {
      arrived: () => this.schedule(),
      failed: ({ failure }) => reportError(new ProblemError(failure.problem)),
    });
    this.#stopFollowing = useClock.subscribe((now, before) => now !== before && this.schedule());
  }

  close(): void {
    this.#stopFollowing();
    this.#closed = true;
    this.#rasters.close();
    this.#scans.close();
    this.#ground.raster?.image.close();
    this.#deck?.close();
  }

  show(scene: ClipScene | null): void {
    if (scene?.clipId !== this.#scene?.clipId) {
      this.#free = null;
      this.#measure = null;
    }
    if (scene !== this.#scene) this.#scans.show(scene, this.#theme.lidar);
    this.#scene = scene;
    this.#anchor = [scene?.ego.globalFromEgo[0] ?? 0, scene?.ego.globalFromEgo[1] ?? 0];
    this.schedule();
  }

  setMap(map: ClipMap | null): void {
    this.#map = map;
    this.#makeGround();
  }

  overlay(overlays: BirdsEyeOverlays): void {
    const before = this.#overlays;
    this.#overlays = overlays;
    const { plansAt, show, marked, chosen } = overlays;
    const same = before?.plansAt === plansAt && before.show === show && before.marked === marked;
    // A plan that is dragged, and what it scores, lie over the ground: the device has nothing to draw again.
    if (same && before.chosen === chosen && this.#drawn) this.#schedule();
    else this.schedule();
  }

  resize(size: { width: number; height: number }): void {
    this.#size = size;
    if (this.#free) this.#free = { ...this.#free, ...size };
    this.schedule();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.schedule();
  }

  /** Reads the colours again. */
  retheme(): void {
    this.#theme = readTheme(this.#root);
    this.#scans.show(this.#scene, this.#theme.lidar);
    this.#makeGround();
  }

  /** Stays with the ego vehicle, or with the ground as it lies now. */
  follow(follow: boolean): void {
    if (follow === (this.#free === null)) return;
    this.#free = follow ? null : this.frame();
    this.schedule();
  }

  pan(dxPx: number, dyPx: number): void {
    const frame = this.#free ?? this.frame();
    if (frame) this.#free = panned(frame, dxPx, dyPx);
    this.#looked();
  }

  zoomBy(factor: number, px: number, py: number): void {
    const frame = this.frame();
    if (!frame) return;
    this.#zoom = clampZoom(frame.pxPerM * factor);
    if (this.#free) this.#free = zoomedAt(this.#free, this.#zoom, px, py);
    this.#looked();
  }

  /** Looks at the ground as another view does. */
  look({ pxPerM, free }: GroundLook): void {
    this.#zoom = pxPerM;
    this.#free = free && { ...free, ...this.#size };
    this.schedule();
  }

  #looked(): void {
    this.onLook?.({ pxPerM: this.#zoom, free: this.#free });
    this.schedule();
  }

  measure(measure: Measure | null): void {
    this.#measure = measure;
    this.schedule();
  }

  groundAt(px: number, py: number): [number, number] | null {
    const frame = this.frame();
    return frame && toGround(frame, px, py);
  }

  /** Track id of the object under a point of the panel; null for none. */
  objectAt(px: number, py: number): string | null {
    const frame = this.frame();
    if (!frame || !this.#moment) return null;
    const box = boxAtGround(this.#moment.boxes, ...toGround(frame, px, py), SLACK_PX / frame.pxPerM);
    return box?.track.trackId ?? null;
  }

  /** Index of the pose of the bent plan under a point of the panel; −1 for none. */
  handleAt(px: number, py: number): number {
    const frame = this.frame();
    const edit = this.#overlays?.score.edit;
    return frame && edit ? handleAt(frame, edit, px, py) : -1;
  }

  /** How the ground lies now; null before there is a clip and a size. */
  frame(): GroundFrame | null {
    if (this.#free) return this.#free;
    const { width, height } = this.#size;
    if (!this.#moment || width === 0) return null;
    return followFrame(this.#moment.ego, this.#zoom ?? defaultZoom(height), width, height);
  }

  /** Draws at the end of this task, so that the device shows it in the coming frame and not in the one after. */
  schedule(): void {
    this.#drawn = false;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#visible && !this.#closed) this.#draw();
    });
  }

  #draw(): void {
    const clock = useClock.getState();
    const scene = this.#scene;
    const overlays = this.#overlays;
    if (!scene || !overlays || clock.clipId !== scene.clipId || this.#size.width === 0) return;
    this.#moment = momentOf(scene, clock.timeUs, overlays.plansAt(decisionOf(clock)), overlays.show);
    const frame = this.frame();
    if (!this.#moment || !frame) return;
    if (!this.#drawn) this.#drawGround(frame, this.#moment, overlays);
    const { showLabels, showVelocity } = overlays.show;
    this.#drawNames(frame, this.#moment, scene, overlays, { showLabels, showVelocity });
    this.#root.dataset.paintedUs = String(clock.timeUs);
  }

  #drawGround(frame: GroundFrame, moment: Moment, overlays: BirdsEyeOverlays): void {
    const { showMap, showLidar, showVelocity } = overlays.show;
    const strokes = momentStrokes(moment, {
      theme: this.#theme,
      pxPerM: frame.pxPerM,
      anchor: this.#anchor,
      marked: overlays.marked,
      showVelocity,
    });
    this.#deck?.draw({
      frame,
      anchor: this.#anchor,
      raster: showMap ? this.#ground.raster : null,
      map: showMap ? this.#ground.shapes : null,
      mapLines: showMap ? this.#ground.lines : null,
      points: showLidar ? this.#scans.at(moment.timeUs, this.#anchor) : null,
      fills: strokes.fills.data(),
      lines: strokes.lines.data(),
    });
    this.#drawn = true;
  }

  #drawNames(
    frame: GroundFrame,
    moment: Moment,
    scene: ClipScene,
    overlays: BirdsEyeOverlays,
    show: { showLabels: boolean; showVelocity: boolean },
  ): void {
    const ratio = window.devicePixelRatio;
    const width = Math.round(frame.width * ratio);
    const height = Math.round(frame.height * ratio);
    if (this.#names.width !== width || this.#names.height !== height) Object.assign(this.#names, { width, height });
    const ctx = context2d(this.#names, true);
    if (!ctx) return;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { marked, chosen, score } = overlays;
    drawNames(ctx, {
      score,
      frame,
      moment,
      ego: scene.ego,
      theme: this.#theme,
      marked,
      chosen,
      measure: this.#measure,
      lights: overlays.show.showMap
        ? lightsAt(this.#map?.trafficLights, scene.lights, scene.frameTimesUs, moment.timeUs)
        : [],
      ...show,
    });
  }

  /** Null where the browser gives no context: the panel then says so. */
  #makeDeck(): GroundDeck | null {
    const drawnBy = graphics(true);
    if (drawnBy === 'none') {
      this.#onFailed('this machine or browser gives none');
      return null;
    }
    return new GroundDeck(this.#root, drawnBy === 'software', {
      lost: () => {
        this.#deck?.close();
        this.#deck = this.#makeDeck();
        this.schedule();
      },
      failed: (error) => this.#onFailed(error.message),
    });
  }

  /** Brings the map into the device's form: once a clip and theme. */
  #makeGround(): void {
    this.#rasters.forget();
    this.#ground.raster?.image.close();
    this.#ground = noGround;
    const map = this.#map;
    if (map) {
      const shapes = mapShapes(map, this.#theme, this.#anchor);
      this.#ground = { shapes, lines: shapes.lines.data(), raster: null };
      if (map.raster) this.#rasters.paint(map.raster.url, this.#theme);
    }
    this.schedule();
  }

  #setRaster(image: ImageBitmap): void {
    const raster = this.#map?.raster;
    if (!raster || this.#closed) {
      image.close();
      return;
    }
    const [x, y] = this.#anchor;
    const [minX, minY, maxX, maxY] = raster.bounds;
    this.#ground = { ...this.#ground, raster: { image, bounds: [minX - x, minY - y, maxX - x, maxY - y] } };
    this.schedule();
  }
}
