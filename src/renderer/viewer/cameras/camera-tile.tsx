import { CameraOff, ImageOff } from 'lucide-react';
import { useCallback, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Absent } from '../../ui/states.tsx';
import type { Tile } from './mosaic-layout.ts';
import type { TileContent } from './camera-stage.ts';

/** In less room than this, px, a problem's title has to do; the rest is told when pointed at or enlarged. */
const ROOM_FOR_WORDS_PX = 240;

/** Why a tile has no picture, in one sentence or in the problem's words. */
function TileState({ content, widthPx }: { content: TileContent; widthPx: number }) {
  if (content === 'picture' || content === 'waiting') return null;
  const failure = typeof content === 'object' && content.kind !== 'absent' ? content.problem : null;
  const words = content === 'no-images' ? 'No images of this camera.' : 'Image not on disk';
  return (
    <div
      className="camera-state"
      data-state={typeof content === 'object' ? content.kind : content}
      title={failure ? `${failure.whatHappened} ${failure.whatToDo}` : undefined}
    >
      <Absent icon={failure ? ImageOff : CameraOff} tile>
        {failure ? (
          <>
            <strong>{failure.title}.</strong>
            {widthPx >= ROOM_FOR_WORDS_PX && ` ${failure.whatHappened} ${failure.whatToDo}`}
          </>
        ) : (
          words
        )}
      </Absent>
    </div>
  );
}

/** One camera: its picture with overlays, its name, and why there is no picture where there is none. */
export function CameraTile({
  tile,
  title,
  approximate,
  content,
  enlarged,
  objectAt,
  attach,
  onEnlarge,
  onHover,
  onChoose,
}: {
  tile: Tile;
  title: string;
  /** What of the calibration the overlays leave out; null where they are exact. */
  approximate: string | null;
  content: TileContent;
  enlarged: boolean;
  objectAt: (channel: string, x: number, y: number) => string | null;
  attach: (channel: string, canvas: HTMLCanvasElement | null) => void;
  /** Null where the tile cannot be enlarged. */
  onEnlarge: ((channel: string | null) => void) | null;
  onHover: (trackId: string | null) => void;
  onChoose: (trackId: string) => void;
}) {
  const { channel } = tile;
  const [onObject, setOnObject] = useState(false);
  const note = useCallback((canvas: HTMLCanvasElement | null) => attach(channel, canvas), [attach, channel]);
  const under = (event: PointerEvent | React.MouseEvent): string | null => {
    const box = event.currentTarget.getBoundingClientRect();
    return objectAt(channel, event.clientX - box.left, event.clientY - box.top);
  };
  const hover = (trackId: string | null) => {
    setOnObject(trackId !== null && tile.role !== 'side');
    onHover(trackId);
  };
  const toggle = () => onEnlarge?.(enlarged ? null : channel);
  return (
    <div
      className={onObject ? 'camera-tile on-object' : 'camera-tile'}
      style={{ left: tile.x, top: tile.y, width: tile.width, height: tile.height }}
      {...(onEnlarge
        ? { role: 'button', tabIndex: 0, 'aria-label': `${title}: ${enlarged ? 'show all cameras' : 'enlarge'}` }
        : { role: 'img', 'aria-label': title })}
      data-channel={channel}
      data-role={tile.role}
      onClick={(event) => {
        const trackId = tile.role === 'side' ? null : under(event);
        if (trackId === null) toggle();
        else onChoose(trackId);
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter') toggle();
        else if (event.key === 'Escape' && enlarged) onEnlarge?.(null);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerMove={(event) => hover(under(event))}
      onPointerLeave={() => hover(null)}
    >
      <canvas ref={note} />
      <TileState content={content} widthPx={tile.width} />
      <span className="camera-name" title={approximate ?? undefined}>
        {title}
        {approximate !== null && <small>overlays approximate</small>}
      </span>
    </div>
  );
}
