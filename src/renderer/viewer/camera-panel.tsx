import { Box, Spline } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { CameraTrack, ClipDetail } from '../../shared/domain/clip.ts';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { labelsOf } from '../score/pdm/labels.ts';
import { useExplained } from '../score/pdm/use-explained.ts';
import { useDatasets } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { CutName } from '../ui/cut-name.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Panel } from '../ui/panel.tsx';
import { usePanelVisible } from '../ui/panel-host.ts';
import { RootMissingCard } from '../ui/root-missing-card.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Empty, Loading, ProblemCard } from '../ui/states.tsx';
import './camera-panel.css';
import { cameraFact } from './cameras/camera-fact.ts';
import { CameraStage, type StageReport, type TileContent } from './cameras/camera-stage.ts';
import { CameraTile } from './cameras/camera-tile.tsx';
import { offendingMark, type OffendingMark } from './cameras/offending-mark.ts';
import { azimuthOf, mosaicTiles, type MosaicLayout } from './cameras/mosaic-layout.ts';
import { useClipScene } from './use-clip-scene.ts';
import { useNeighbourFrames } from './use-neighbour-frames.ts';
import { useSizeOf } from '../ui/use-element-size.ts';
import { useCameraCommands } from './viewer-commands.ts';
import { useRememberedViewer } from './viewer-settings.ts';
import { useShownPart } from './use-shown-part.ts';
import { useViewer } from './viewer-store.ts';

const layouts: readonly { value: MosaicLayout; label: string }[] = [
  { value: 'mosaic', label: 'Mosaic' },
  { value: 'front', label: 'Front' },
  { value: 'surround', label: 'Surround' },
];

const nothingYet: StageReport = { contents: {}, late: null };
const noCameras: never[] = [];
const enlarge = (enlarged: string | null) => useViewer.setState({ enlarged });
const hover = (hoveredTrack: string | null) => useViewer.setState({ hoveredTrack });
const choose = (chosenTrack: string) => {
  const session = useSession.getState();
  session.set({ chosenTrack: session.chosenTrack === chosenTrack ? null : chosenTrack });
};

/** The cameras of the open clip at the clock's time, with what was seen and planned drawn on them. */
export function CameraPanel(): ReactElement {
  const { clipId, clip, scene, plansAt } = useClipScene();
  const area = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<CameraStage | null>(null);
  const [report, setReport] = useState(nothingYet);
  const size = useSizeOf(area);
  const visible = usePanelVisible();
  const { layout, enlarged } = useViewer(useShallow(({ layout, enlarged }) => ({ layout, enlarged })));

  const cameras = scene?.cameras ?? noCameras;
  const placed = useMemo(
    () =>
      cameras.map((c) => ({
        channel: c.channel,
        azimuthRad: azimuthOf(c.egoFromCamera),
        aspect: c.widthPx / c.heightPx,
      })),
    [cameras],
  );
  const tiles = useMemo(() => mosaicTiles(placed, layout, enlarged, size), [placed, layout, enlarged, size]);
  useCameraCommands(placed);
  useRememberedViewer();

  useEffect(() => {
    if (!area.current) return;
    const made = new CameraStage(area.current, setReport);
    setStage(made);
    return () => {
      made.close();
      setStage(null);
    };
  }, []);
  useOverlays(stage, plansAt, useOffending(clip.data));
  useEffect(() => stage?.show(scene, tiles), [stage, scene, tiles]);
  useEffect(() => stage?.setVisible(visible), [stage, visible]);
  useNeighbourFrames(stage, clipId);
  const { data: datasets, dataUpdatedAt } = useDatasets();
  useEffect(() => stage?.lookAgain(), [stage, dataUpdatedAt]);
  const dataset = datasets?.find((d) => d.datasetId === scene?.datasetId);
  const rootMissing = dataset !== undefined && isRootMissing(dataset, Object.values(report.contents));

  const attach = useCallback(
    (channel: string, canvas: HTMLCanvasElement | null) => stage?.attach(channel, canvas),
    [stage],
  );
  const objectAt = useCallback(
    (channel: string, x: number, y: number) => stage?.objectAt(channel, x, y) ?? null,
    [stage],
  );
  return (
    <Panel
      title="Cameras"
      fact={
        scene &&
        clip.data && (
          <>
            <span className="mono camera-clip">
              <CutName>{clip.data.name}</CutName>
            </span>{' '}
            {cameraFact(cameras, tiles, devicePixelRatio)}
          </>
        )
      }
      actions={<CameraActions layout={layout} />}
    >
      <div ref={area} className="camera-area">
        {stage !== null &&
          tiles.map((tile) => (
            <CameraTile
              key={tile.channel}
              tile={tile}
              title={cameras.find((c) => c.channel === tile.channel)?.title ?? tile.channel}
              approximate={approximateOf(cameras.find((c) => c.channel === tile.channel))}
              content={report.contents[tile.channel] ?? 'waiting'}
              enlarged={enlarged === tile.channel}
              objectAt={objectAt}
              attach={attach}
              onEnlarge={enlarge}
              onHover={hover}
              onChoose={choose}
            />
          ))}
        {report.late && (
          <div className="camera-late" role="status">
            Decoding {report.late.done} of {report.late.total}
          </div>
        )}
      </div>
      {rootMissing && (
        <div className="camera-card hatched">
          <RootMissingCard dataset={dataset} />
        </div>
      )}
      {clipId === null && <Empty>Open a clip from the list.</Empty>}
      {clip.isPending && clipId !== null && <Loading what="Opening the clip" />}
      {clip.error && (
        <div className="camera-card">
          <ProblemCard problem={problemOf(clip.error)} />
        </div>
      )}
      {scene && cameras.length === 0 && <Empty>This recording has no cameras.</Empty>}
    </Panel>
  );
}

const approximateOf = (camera: CameraTrack | undefined): string | null =>
  camera?.lens.model === 'ftheta' ? camera.lens.approximate : null;

/** The data set's folder is known to be gone, or a picture failed for that reason just now. */
const isRootMissing = (dataset: Dataset, contents: readonly TileContent[]): boolean =>
  dataset.state === 'absent' || contents.some((c) => typeof c === 'object' && c.kind === 'root-gone');

/** Keeps what is drawn over the pictures as the engineer set it. */
function useOverlays(
  stage: CameraStage | null,
  plansAt: ReturnType<typeof useClipScene>['plansAt'],
  offending: OffendingMark | null,
): void {
  const show = useViewer(
    useShallow(({ showBoxes, showPaths, hidden, hiddenClasses }) => ({ showBoxes, showPaths, hidden, hiddenClasses })),
  );
  const hovered = useViewer((v) => v.hoveredTrack);
  const chosen = useSession((s) => s.chosenTrack);
  useEffect(() => {
    const marked = new Set([hovered, chosen].filter((id) => id !== null));
    stage?.overlay({ plansAt, show, marked, offending });
  }, [stage, plansAt, show, hovered, chosen, offending]);
}

/** The object of the infraction that the score shows. */
function useOffending(clip: ClipDetail | undefined): OffendingMark | null {
  const explained = useExplained(clip);
  const shown = useShownPart(explained);
  const labelOf = useMemo(() => (clip ? labelsOf(clip) : () => null), [clip]);
  return useMemo(() => {
    if (!shown || !explained || explained.clipId !== clip?.clipId) return null;
    return offendingMark(shown.part, shown.letter, shown.context.traffic, explained.decision.timeUs, labelOf);
  }, [shown, explained, clip, labelOf]);
}

function CameraActions({ layout }: { layout: MosaicLayout }) {
  const { showBoxes, showPaths } = useViewer(useShallow(({ showBoxes, showPaths }) => ({ showBoxes, showPaths })));
  return (
    <>
      <Segmented
        label="Layout of the cameras"
        value={layout}
        options={layouts}
        onChange={(chosen) => useViewer.setState({ layout: chosen, enlarged: null })}
      />
      <IconButton icon={Box} label="Boxes on the pictures" command="see.boxes" pressed={showBoxes} />
      <IconButton icon={Spline} label="Paths on the pictures" command="see.paths" pressed={showPaths} />
    </>
  );
}
