import { useMemo } from 'react';
import { toggleMaximised } from '../ui/dock/dock-control.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { frontCamera, mosaicLayouts, type PlacedCamera } from './cameras/mosaic-layout.ts';
import { useViewer } from './viewer-store.ts';

const command = (id: string, title: string, keys: readonly string[], run: () => void): Command => ({
  id,
  title,
  group: 'See',
  scope: 'viewer',
  keys,
  run,
});

const toggle = (key: 'showBoxes' | 'showPaths' | 'follow' | 'measuring' | 'layersOpen' | 'showLidar') => () =>
  useViewer.setState((v) => ({ [key]: !v[key] }));

/** Commands of the camera panel; `cameras` are those of the open clip. */
export function useCameraCommands(cameras: readonly PlacedCamera[]): void {
  const commands = useMemo(
    (): Command[] => [
      command('see.one-camera', 'One camera or all', ['F'], () =>
        useViewer.setState((v) => ({
          enlarged: v.enlarged === null ? (frontCamera(cameras)?.channel ?? null) : null,
        })),
      ),
      command('see.layout', 'Next layout of the cameras', ['Shift+F'], () =>
        useViewer.setState((v) => ({
          enlarged: null,
          layout: mosaicLayouts[(mosaicLayouts.indexOf(v.layout) + 1) % mosaicLayouts.length],
        })),
      ),
      {
        ...command('see.hide-overlays', 'Hide overlays while held', ['H'], () => useViewer.setState({ hidden: true })),
        release: () => useViewer.setState({ hidden: false }),
      },
      command('see.boxes', 'Boxes on the pictures', [], toggle('showBoxes')),
      command('see.paths', 'Paths on the pictures', [], toggle('showPaths')),
    ],
    [cameras],
  );
  useCommands(commands);
}

const birdsEyeCommands: readonly Command[] = [
  command('see.birds-eye', 'Bird’s eye view only', ['B'], () => toggleMaximised('birdsEye')),
  command('see.layers', 'Layers and object classes', ['G'], toggle('layersOpen')),
  command('see.lidar', 'Points of the lidar', ['Shift+G'], toggle('showLidar')),
  command('see.follow', 'Follow the ego vehicle or stay', ['V'], toggle('follow')),
  command('see.measure', 'Measure a distance', ['R'], toggle('measuring')),
];

export const useBirdsEyeCommands = (): void => useCommands(birdsEyeCommands);
