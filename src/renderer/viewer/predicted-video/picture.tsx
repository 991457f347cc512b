import { useEffect, useRef, type ReactNode } from 'react';
import type { FrameState } from '../frames/frame-loader.ts';
import { cropOf, type Crop } from './cut.ts';

/** A decoded picture, or a square of one, at the model's own size; the style sheet scales it to its tile. */
export function Picture({
  bitmap,
  crop = null,
  widthPx,
  heightPx,
  name,
}: {
  bitmap: ImageBitmap;
  crop?: Crop | null;
  widthPx: number;
  heightPx: number;
  /** For those who do not see it; a picture without one is told elsewhere. */
  name?: string | undefined;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const ctx = canvas.current?.getContext('2d', { alpha: false });
    if (!ctx || bitmap.width === 0) return;
    const from = crop ? cropOf(bitmap, crop) : { x: 0, y: 0, size: bitmap.width };
    const height = crop ? from.size : bitmap.height;
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(bitmap, from.x, from.y, from.size, height, 0, 0, widthPx, heightPx);
  }, [bitmap, crop, widthPx, heightPx]);
  return (
    <canvas
      ref={canvas}
      className="video-picture"
      width={widthPx}
      height={heightPx}
      role={name === undefined ? undefined : 'img'}
      aria-label={name}
      aria-hidden={name === undefined}
    />
  );
}

/** What stands where there is no picture: hatched with a word, or still for one that is on its way. */
export function NoPicture({ word, detail }: { word: ReactNode; detail?: string | undefined }) {
  return (
    <span className="video-no-picture hatched" title={detail}>
      {word}
    </span>
  );
}

/** A picture of the loader in whatever state it is. */
export function LoadedPicture({
  state,
  ...rest
}: { state: FrameState } & Omit<Parameters<typeof Picture>[0], 'bitmap'>) {
  if (state === null) return <span className="video-waiting" aria-busy="true" />;
  if ('bitmap' in state) return <Picture bitmap={state.bitmap} {...rest} />;
  const { kind, problem } = state.failure;
  return (
    <NoPicture
      word={kind === 'absent' || kind === 'root-gone' ? 'not on disk' : 'no picture'}
      detail={`${problem.title}. ${problem.whatHappened} ${problem.whatToDo}`}
    />
  );
}
