import type { CameraTrack, ClipDetail } from '../../../shared/domain/clip.ts';
import { nearestIndex } from '../../../shared/maths/track.ts';
import { useClock } from '../../state/clock.ts';
import { decisionOf, type Decision } from '../../state/decision.ts';
import type { FrameFailure } from '../frames/frame-messages.ts';
import { FRAME_BUDGET_BYTES } from '../frames/frame-ledger.ts';
import { FrameLoader } from '../frames/frame-loader.ts';
import {
  decodeSize,
  nowIndices,
  planFrames,
  wantedFrame,
  type ShownCamera,
  type WantedFrame,
} from '../frames/frame-plan.ts';
import { nextStep, type Step, type StepUnderWay } from '../frames/step.ts';
import type { ClipScene } from '../scene/clip-scene.ts';
import type { PlanPath } from '../scene/plan-path.ts';
import { fitImage, type ImageFit } from './image-fit.ts';
import type { Tile } from './mosaic-layout.ts';
import { boxUnder, type ProjectedBox } from './projected-box.ts';
import { paintTile, sizeCanvas, type Overlays } from './tile-painter.ts';

/** What lies over the pictures; the plans are those of a decision instant. */
export interface StageOverlays extends Omit<Overlays, 'plans'> {
  plansAt: (decision: Decision | null) => readonly PlanPath[];
}

/** What a tile shows: a picture, or why there is none. */
export type TileContent = 'picture' | 'waiting' | 'no-images' | 'not-on-disk' | FrameFailure;

/** Told to the panel; called only when something it shows changes. */
export interface StageReport {
  contents: Readonly<Record<string, TileContent>>;
  /** Pictures of the step under way that are there, and how many it needs; null when nothing is late. */
  late: { done: number; total: number } | null;
}

interface TileImage {
  channel: string;
  index: number;
  /** Null where there is no file to ask for. */
  key: string | null;
}

interface CameraStep extends Step {
  clipId: string;
  images: TileImage[];
  decision: Decision | null;
}

interface Painted {
  boxes: ProjectedBox[];
  fit: ImageFit;
}

/** Waiting longer than this is told in a word, ms. */
const LATE_MS = 300;
/** Read-ahead may fill this much of the cache; the rest keeps what was seen. */
const AHEAD_BYTES = FRAME_BUDGET_BYTES * 0.5;
const POINTER_SLACK_PX = 3;

/**
 * Puts the pictures of the clock's time on the tiles. A step of the clock is painted in one go when all its pictures are
 * there; until then the ones before stay. Nothing is drawn while nothing changed.
 */
export class CameraStage {
  readonly #root: HTMLElement;
  readonly #report: (report: StageReport) => void;
  readonly #loader = new FrameLoader(() => this.refresh());
  readonly #canvases = new Map<string, HTMLCanvasElement>();
  readonly #paintedTiles = new Map<string, Painted>();
  readonly #stopFollowing: () => void;
  #scene: ClipScene | null = null;
  #cameras: { track: CameraTrack; shown: ShownCamera; tile: Tile }[] = [];
  #overlays: StageOverlays | null = null;
  #neighbours: readonly Pick<ClipDetail, 'cameras' | 'startUs'>[] = [];
  #visible = true;
  #underWay: StepUnderWay<CameraStep> | null = null;
  #painted: CameraStep | null = null;
  #wanted = '';
  #told = '';
  #lateTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(root: HTMLElement, report: (report: StageReport) => void) {
    this.#root = root;
    this.#report = report;
    this.#stopFollowing = useClock.subscribe((now, before) => {
      if (now !== before) this.refresh();
    });
  }

  close(): void {
    this.#stopFollowing();
    if (this.#lateTimer !== null) clearTimeout(this.#lateTimer);
    this.#loader.close();
  }

  attach(channel: string, canvas: HTMLCanvasElement | null): void {
    if (canvas) this.#canvases.set(channel, canvas);
    else this.#canvases.delete(channel);
  }

  /** Shows a clip's cameras in these tiles; only those are loaded. */
  show(scene: ClipScene | null, tiles: readonly Tile[]): void {
    const isNew = scene !== this.#scene;
    if (isNew) {
      this.#underWay = null;
      this.#paintedTiles.clear();
      this.#painted = this.#painted && scene?.clipId === this.#painted.clipId ? this.#painted : null;
    }
    this.#scene = scene;
    this.#cameras = tiles.flatMap((tile) => {
      const track = scene?.cameras.find((c) => c.channel === tile.channel);
      if (!track) return [];
      return [{ track, tile, shown: shownCamera(track, tile) }];
    });
    let stale = isNew;
    for (const { tile } of this.#cameras) {
      const canvas = this.#canvases.get(tile.channel);
      if (canvas && sizeCanvas(canvas, tile, window.devicePixelRatio)) stale = true;
    }
    if (stale) this.repaint();
    this.refresh();
  }

  /** Clips that may be opened next; their first pictures are made last of all. */
  neighbours(clips: readonly Pick<ClipDetail, 'cameras' | 'startUs'>[]): void {
    this.#neighbours = clips;
    this.#wanted = '';
    this.refresh();
  }

  overlay(overlays: StageOverlays): void {
    this.#overlays = overlays;
    this.repaint();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.refresh();
  }

  /** Asks again for what could not be had: the folder is back, or the line. */
  lookAgain(): void {
    this.#loader.lookAgain();
    this.#wanted = '';
    this.refresh();
  }

  /** The object under a point of a tile, CSS px; null for none. */
  objectAt(channel: string, x: number, y: number): string | null {
    const painted = this.#paintedTiles.get(channel);
    if (!painted) return null;
    const { dx, dy, scale } = painted.fit;
    const found = boxUnder(painted.boxes, (x - dx) / scale, (y - dy) / scale, POINTER_SLACK_PX / scale);
    return found?.box.track.trackId ?? null;
  }

  /** Paints what the clock asks for as far as it is there, and asks for the rest. */
  refresh(): void {
    const clock = useClock.getState();
    if (!this.#scene || clock.clipId !== this.#scene.clipId || this.#cameras.length === 0) return;
    if (!this.#visible) {
      this.#want('hidden', null);
      return;
    }
    const newest = this.#stepAt(this.#scene, clock.timeUs);
    const before = this.#underWay;
    const { paint, underWay } = nextStep(before, newest, performance.now(), (key) => this.#loader.state(key) !== null);
    this.#underWay = underWay;
    if (paint) this.#paint(paint);
    const signature = [newest.keys, underWay?.step.keys, clock.direction, clock.rate].join('|');
    this.#want(signature, { newest, travel: clock });
    this.#tell();
  }

  /** Draws the painted step again: overlays, tiles or pixels changed. */
  repaint(): void {
    if (this.#painted) this.#draw(this.#painted);
  }

  #stepAt(scene: ClipScene, timeUs: number): CameraStep {
    const cameras = this.#cameras.map((c) => c.shown);
    const images = nowIndices(cameras, timeUs).map((index, c): TileImage => {
      const camera = cameras[c];
      const key = index >= 0 && camera.present[index] === 1 ? wantedFrame(camera, index).key : null;
      return { channel: camera.channel, index, key };
    });
    const decision = decisionOf({ ...useClock.getState(), timeUs });
    return { clipId: scene.clipId, timeUs, images, keys: images.flatMap((i) => i.key ?? []), decision };
  }

  #want(signature: string, on: { newest: CameraStep; travel: Parameters<typeof planFrames>[1] } | null): void {
    if (signature === this.#wanted) return;
    this.#wanted = signature;
    const shown = [...(this.#painted?.keys ?? []), ...(on?.newest.keys ?? [])];
    if (!on) {
      this.#loader.want([], shown);
      return;
    }
    const planned = planFrames(
      this.#cameras.map((c) => c.shown),
      on.travel,
      AHEAD_BYTES,
    );
    const first = this.#underWay && this.#underWay.step !== on.newest ? this.#framesOf(this.#underWay.step) : [];
    const firstKeys = new Set(first.map((f) => f.key));
    const next = this.#firstFrames();
    this.#loader.want([...first, ...planned.filter((f) => !firstKeys.has(f.key)), ...next], shown);
  }

  /** The pictures with which the neighbouring clips would open in the tiles of now. */
  #firstFrames(): WantedFrame[] {
    return this.#neighbours.flatMap(({ cameras, startUs }) =>
      this.#cameras.flatMap(({ tile }) => {
        const track = cameras.find((c) => c.channel === tile.channel);
        if (!track) return [];
        const index = nearestIndex(track.timesUs, startUs);
        return track.present[index] === 1 ? [wantedFrame(shownCamera(track, tile), index)] : [];
      }),
    );
  }

  #framesOf(step: CameraStep) {
    return step.images.flatMap(({ channel, index, key }) => {
      const camera = this.#cameras.find((c) => c.shown.channel === channel)?.shown;
      return camera && key !== null ? [wantedFrame(camera, index)] : [];
    });
  }

  #paint(step: CameraStep): void {
    const same = this.#painted !== null && sameContent(this.#painted, step);
    this.#painted = step;
    if (!same) this.#draw(step);
    this.#root.dataset.paintedUs = String(step.timeUs);
    this.#root.dataset.paintedClip = step.clipId;
  }

  #draw(step: CameraStep): void {
    const scene = this.#scene;
    if (!scene || !this.#overlays) return;
    const overlays = { ...this.#overlays, plans: this.#overlays.plansAt(step.decision) };
    for (const { channel, index, key } of step.images) {
      const camera = this.#cameras.find((c) => c.track.channel === channel);
      const canvas = this.#canvases.get(channel);
      const state = key === null ? null : this.#loader.state(key);
      if (!camera || !canvas || !state || !('bitmap' in state)) {
        this.#paintedTiles.delete(channel);
        continue;
      }
      const drawn = paintTile(canvas, camera.tile, state.bitmap, scene, camera.track, index, overlays);
      this.#paintedTiles.set(channel, drawn);
    }
  }

  #contentOf({ channel, index, key }: TileImage): TileContent {
    if (index < 0) return 'no-images';
    if (key === null) return 'not-on-disk';
    const state = this.#loader.state(key);
    if (state === null) return this.#paintedTiles.has(channel) ? 'picture' : 'waiting';
    return 'bitmap' in state ? 'picture' : state.failure;
  }

  /** Tells the panel what its tiles show, when that changed. */
  #tell(): void {
    const step = this.#painted ?? this.#underWay?.step;
    const contents: Record<string, TileContent> = {};
    for (const image of step?.images ?? []) contents[image.channel] = this.#contentOf(image);
    const late = this.#lateness();
    const told = JSON.stringify([contents, late]);
    if (told === this.#told) return;
    this.#told = told;
    this.#report({ contents, late });
  }

  #lateness(): StageReport['late'] {
    if (this.#lateTimer !== null) clearTimeout(this.#lateTimer);
    this.#lateTimer = null;
    if (!this.#underWay) return null;
    const { step, sinceMs } = this.#underWay;
    const leftMs = sinceMs + LATE_MS - performance.now();
    if (leftMs > 0) {
      this.#lateTimer = setTimeout(() => this.#tell(), leftMs);
      return null;
    }
    return { done: step.keys.filter((k) => this.#loader.state(k) !== null).length, total: step.keys.length };
  }
}

/** A camera with the size its pictures are needed in. */
function shownCamera(track: CameraTrack, tile: Tile): ShownCamera {
  const shownWidth = track.widthPx * fitImage(track, tile).scale * window.devicePixelRatio;
  return { ...track, ...decodeSize(track, shownWidth) };
}

const sameContent = (a: CameraStep, b: CameraStep): boolean =>
  a.clipId === b.clipId &&
  a.decision?.frame === b.decision?.frame &&
  a.images.length === b.images.length &&
  a.images.every((image, i) => image.key === b.images[i].key && image.index === b.images[i].index);
