import { Box, Spline } from 'lucide-react';
import { useEffect, useMemo, type ReactElement } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { Dataset } from '../../shared/domain/dataset.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { labelsOf } from '../score/pdm/labels.ts';
import { useExplained } from '../score/pdm/use-explained.ts';
import { useDatasets } from '../state/queries.ts';
import { CutName } from '../ui/cut-name.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Panel } from '../ui/panel.tsx';
import { RootMissingCard } from '../ui/root-missing-card.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Empty, Loading, ProblemCard } from '../ui/states.tsx';
import './camera-panel.css';
import { cameraFact } from './cameras/camera-fact.ts';
import type { TileContent } from './cameras/camera-stage.ts';
import { CameraTiles } from './cameras/camera-tiles.tsx';
import { offendingMark, type OffendingMark } from './cameras/offending-mark.ts';
import { mosaicTiles, placedCamera, type MosaicLayout } from './cameras/mosaic-layout.ts';
import { useCameraPictures, useCameraStage } from './cameras/use-camera-stage.ts';
import { useClipScene } from './use-clip-scene.ts';
import { useNeighbourFrames } from './use-neighbour-frames.ts';
import { useCameraCommands } from './viewer-commands.ts';
import { useRememberedViewer } from './viewer-settings.ts';
import { useShownPart } from './use-shown-part.ts';
import { useViewer } from './viewer-store.ts';

const layouts: readonly { value: MosaicLayout; label: string }[] = [
  { value: 'mosaic', label: 'Mosaic' },
  { value: 'front', label: 'Front' },
  { value: 'surround', label: 'Surround' },
];

const noCameras: never[] = [];
const enlarge = (enlarged: string | null) => useViewer.setState({ enlarged });

/** The cameras of the open clip at the clock's time, with what was seen and planned drawn on them. */
export function CameraPanel(): ReactElement {
  const { clipId, clip, scene, plansAt } = useClipScene();
  const { area, stage, report, size } = useCameraStage();
  const { layout, enlarged } = useViewer(useShallow(({ layout, enlarged }) => ({ layout, enlarged })));

  const cameras = scene?.cameras ?? noCameras;
  const placed = useMemo(() => cameras.map(placedCamera), [cameras]);
  const tiles = useMemo(() => mosaicTiles(placed, layout, enlarged, size), [placed, layout, enlarged, size]);
  useCameraCommands(placed);
  useRememberedViewer();

  useCameraPictures(stage, scene, tiles, plansAt, useOffending(clip.data));
  useNeighbourFrames(stage, clipId);
  const { data: datasets, dataUpdatedAt } = useDatasets();
  useEffect(() => stage?.lookAgain(), [stage, dataUpdatedAt]);
  const dataset = datasets?.find((d) => d.datasetId === scene?.datasetId);
  const rootMissing = dataset !== undefined && isRootMissing(dataset, Object.values(report.contents));

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
      <CameraTiles
        area={area}
        cameras={cameras}
        tiles={tiles}
        stage={stage}
        report={report}
        enlarged={enlarged}
        onEnlarge={enlarge}
      />
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

/** The data set's folder is known to be gone, or a picture failed for that reason just now. */
const isRootMissing = (dataset: Dataset, contents: readonly TileContent[]): boolean =>
  dataset.state === 'absent' || contents.some((c) => typeof c === 'object' && c.kind === 'root-gone');

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
