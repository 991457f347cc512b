import { CameraOff } from 'lucide-react';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { CameraTrack } from '../../shared/domain/clip.ts';
import type { LearnedCamera } from '../../shared/domain/world-camera.ts';
import type { FrameFailure } from '../viewer/frames/frame-messages.ts';
import { decodeSize, wantedFrame, type WantedFrame } from '../viewer/frames/frame-plan.ts';
import { FrameLoader } from '../viewer/frames/frame-loader.ts';
import { Absent } from '../ui/states.tsx';
import type { Instant } from './instant.ts';
import { shownOutline } from './shown-outline.ts';

/** Width that pictures are decoded for, px: the panel's on a dense screen. */
const SHOWN_PX = 520;
/** A few pictures, for going back and forth. */
const BUDGET_BYTES = 24e6;

/** Why an instant has no picture to start from, in words; null where it has one. */
export function noPresent({ front, image }: Pick<Instant, 'front' | 'image'>): string | null {
  if (!front) return 'This recording has no cameras: there is no picture to start from.';
  if (image < 0 || front.present[image] !== 1) return 'The front picture of this instant is not on disk.';
  return null;
}

/** The front camera's picture at an instant, with the outline of what the model is shown. */
export function PresentPicture({ instant, learned }: { instant: Instant; learned: LearnedCamera | null }) {
  const { front } = instant;
  const absent = noPresent(instant);
  const state = usePicture(absent === null ? instant : null);
  const failure = state && 'problem' in state ? state : null;
  const bitmap = state && !('problem' in state) ? state : null;
  const paint = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (canvas && bitmap) canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    },
    [bitmap],
  );
  if (!front || absent !== null || failure)
    return (
      <div className="lab-present">
        <Absent tile icon={CameraOff}>
          {absent ?? failure?.problem.whatHappened}
        </Absent>
      </div>
    );
  return (
    <div className="lab-present" style={{ aspectRatio: `${String(front.widthPx)} / ${String(front.heightPx)}` }}>
      {bitmap && (
        <canvas
          ref={paint}
          width={bitmap.width}
          height={bitmap.height}
          role="img"
          aria-label="The present: front camera"
        />
      )}
      <ShownOutline camera={front} learned={learned} />
    </div>
  );
}

/** A square for a model that is shown the middle of the picture; as the lens bends it for the view of another camera. */
function ShownOutline({ camera, learned }: { camera: CameraTrack; learned: LearnedCamera | null }) {
  const { widthPx, heightPx } = camera;
  const { points, words } = useMemo(() => shownOutline(camera, learned), [camera, learned]);
  return (
    <svg className="lab-shown" viewBox={`0 0 ${String(widthPx)} ${String(heightPx)}`} preserveAspectRatio="none">
      <title>{words}</title>
      <polygon className="lab-shown-under" points={points} />
      <polygon className="lab-shown-over" points={points} />
    </svg>
  );
}

/** The loader of this panel: open while somebody looks. */
class PresentPictures {
  #loader: FrameLoader | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#loader ??= new FrameLoader(() => this.#listeners.forEach((tell) => tell()), BUDGET_BYTES);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#loader?.close();
      this.#loader = null;
    };
  };

  want(frame: WantedFrame | null): void {
    this.#loader?.want(frame ? [frame] : [], frame ? [frame.key] : []);
  }

  /** The picture as the loader holds it, which is the same object as long as it is there; a failure likewise. */
  picture(key: string | null): ImageBitmap | FrameFailure | null {
    const state = key === null ? null : (this.#loader?.state(key) ?? null);
    return state === null ? null : 'bitmap' in state ? state.bitmap : state.failure;
  }
}
const pictures = new PresentPictures();

/** The decoded front picture of an instant; null while it is not there. */
function usePicture(instant: Instant | null): ImageBitmap | FrameFailure | null {
  const front = instant?.front ?? null;
  const image = instant?.image ?? -1;
  const wanted = useMemo(
    () => (front && image >= 0 ? wantedFrame({ ...front, ...decodeSize(front, SHOWN_PX) }, image) : null),
    [front, image],
  );
  const state = useSyncExternalStore(pictures.subscribe, () => pictures.picture(wanted?.key ?? null));
  useEffect(() => pictures.want(wanted), [wanted]);
  return state;
}
