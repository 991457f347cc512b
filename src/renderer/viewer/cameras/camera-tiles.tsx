import { useCallback, type RefObject } from 'react';
import type { CameraTrack } from '../../../shared/domain/clip.ts';
import { useSession } from '../../state/session.ts';
import '../camera-panel.css';
import { useViewer } from '../viewer-store.ts';
import type { CameraStage, StageReport } from './camera-stage.ts';
import { CameraTile } from './camera-tile.tsx';
import type { Tile } from './mosaic-layout.ts';

const hover = (hoveredTrack: string | null) => useViewer.setState({ hoveredTrack });
const choose = (chosenTrack: string) => {
  const session = useSession.getState();
  session.set({ chosenTrack: session.chosenTrack === chosenTrack ? null : chosenTrack });
};

/** What of the calibration the overlays leave out; null where they are exact. */
const approximateOf = (camera: CameraTrack | undefined): string | null =>
  camera?.lens.model === 'ftheta' ? camera.lens.approximate : null;

/** Tiles of cameras in `area`, which is measured for them, and how many pictures are late. */
export function CameraTiles({
  area,
  cameras,
  tiles,
  stage,
  report,
  enlarged = null,
  onEnlarge = null,
}: {
  area: RefObject<HTMLDivElement | null>;
  cameras: readonly CameraTrack[];
  tiles: readonly Tile[];
  stage: CameraStage | null;
  report: StageReport;
  /** Channel of the one that fills the area. */
  enlarged?: string | null;
  onEnlarge?: ((channel: string | null) => void) | null;
}) {
  const attach = useCallback(
    (channel: string, canvas: HTMLCanvasElement | null) => stage?.attach(channel, canvas),
    [stage],
  );
  const objectAt = useCallback(
    (channel: string, x: number, y: number) => stage?.objectAt(channel, x, y) ?? null,
    [stage],
  );
  return (
    <div ref={area} className="camera-area">
      {stage !== null &&
        tiles.map((tile) => {
          const camera = cameras.find((c) => c.channel === tile.channel);
          return (
            <CameraTile
              key={tile.channel}
              tile={tile}
              title={camera?.title ?? tile.channel}
              approximate={approximateOf(camera)}
              content={report.contents[tile.channel] ?? 'waiting'}
              enlarged={enlarged === tile.channel}
              objectAt={objectAt}
              attach={attach}
              onEnlarge={onEnlarge}
              onHover={hover}
              onChoose={choose}
            />
          );
        })}
      {report.late && (
        <div className="camera-late" role="status">
          Decoding {report.late.done} of {report.late.total}
        </div>
      )}
    </div>
  );
}
