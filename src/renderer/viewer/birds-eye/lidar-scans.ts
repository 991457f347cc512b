import { pose2At } from '../../../shared/maths/track.ts';
import { fetchFrame, FrameFailureError } from '../frames/fetch-frame.ts';
import type { ClipScene } from '../scene/clip-scene.ts';
import { groundPoints, scanNear, type GroundPoints, type PointColours } from './lidar-points.ts';

/** A scan of 100,000 points takes 1.6 MB here. */
const KEPT = 12;

/** Scans of the open clip's lidar, fetched as they are asked for; the one after is read ahead. */
export class LidarScans {
  readonly #kept = new Map<number, GroundPoints>();
  readonly #asked = new Map<number, AbortController>();
  readonly #onArrived: () => void;
  readonly #onFailed: (error: FrameFailureError) => void;
  #scene: ClipScene | null = null;
  #colours: PointColours;

  constructor(colours: PointColours, on: { arrived: () => void; failed: (error: FrameFailureError) => void }) {
    this.#colours = colours;
    this.#onArrived = on.arrived;
    this.#onFailed = on.failed;
  }

  /** Another clip, or other colours: what was made is made anew. */
  show(scene: ClipScene | null, colours: PointColours): void {
    this.close();
    this.#scene = scene;
    this.#colours = colours;
  }

  /** The points near a time; null where there are none, or not yet: `arrived` is called when they are there. */
  at(timeUs: number, anchor: readonly [number, number]): GroundPoints | null {
    const lidar = this.#scene?.lidar;
    const scan = lidar ? scanNear(lidar, timeUs) : -1;
    if (!lidar || scan < 0) return null;
    for (const [asked, request] of this.#asked) if (asked !== scan && asked !== scan + 1) request.abort();
    this.#ask(scan, anchor);
    if (lidar.present.at(scan + 1) === 1) this.#ask(scan + 1, anchor);
    return this.#kept.get(scan) ?? null;
  }

  close(): void {
    for (const request of this.#asked.values()) request.abort();
    this.#asked.clear();
    this.#kept.clear();
  }

  #ask(scan: number, anchor: readonly [number, number]): void {
    const scene = this.#scene;
    if (!scene?.lidar || this.#kept.has(scan) || this.#asked.has(scan)) return;
    const { lidar, ego } = scene;
    const pose = pose2At(ego, lidar.timesUs[scan]);
    if (!pose) return;
    const request = new AbortController();
    this.#asked.set(scan, request);
    fetchFrame(`${lidar.mediaBase}/${lidar.firstScan + scan}`, request.signal).then(
      ({ bytes }) => {
        if (this.#asked.get(scan) !== request) return;
        this.#asked.delete(scan);
        this.#kept.set(scan, groundPoints(new Float32Array(bytes), lidar, pose, anchor, this.#colours));
        for (const old of [...this.#kept.keys()].slice(0, Math.max(0, this.#kept.size - KEPT))) this.#kept.delete(old);
        this.#onArrived();
      },
      (error: unknown) => {
        const own = this.#asked.get(scan) === request;
        if (own && request.signal.aborted) this.#asked.delete(scan);
        // One that failed stays asked for, so that it is told once and not at every frame.
        else if (own && error instanceof FrameFailureError) this.#onFailed(error);
      },
    );
  }
}
