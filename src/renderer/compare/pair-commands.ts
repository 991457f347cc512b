import { useMemo } from 'react';
import type { CameraTrack } from '../../shared/domain/clip.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { useViewer } from '../viewer/viewer-store.ts';
import { toggleFollow, toggleLink, useCompare, type PairView } from './compare-state.ts';

export const viewNames: Record<PairView, string> = {
  sides: 'Both runs side by side',
  overlay: 'Both runs on one ground',
  cameras: 'Both runs on a camera',
};

const command = (id: string, title: string, key: string, run: () => void): Command => ({
  id: `compare.${id}`,
  title,
  group: 'Compare',
  scope: 'compare',
  keys: [key],
  run,
});

const show = (pairView: PairView, key: string) =>
  command(pairView, viewNames[pairView], key, () => useCompare.setState({ pairView }));

const fixedCommands: readonly Command[] = [
  show('sides', 'S'),
  show('overlay', 'B'),
  show('cameras', 'C'),
  command('link', 'Both grounds as one, or each by itself', 'U', toggleLink),
  command('follow', 'Follow the ego vehicle or stay', 'V', toggleFollow),
  command('alone', 'The pair alone or beside list and numbers', 'F', () =>
    useCompare.setState(({ pairAlone }) => ({ pairAlone: !pairAlone })),
  ),
  {
    ...command('hide-overlays', 'Hide overlays on the pictures while held', 'H', () =>
      useViewer.setState({ hidden: true }),
    ),
    release: () => useViewer.setState({ hidden: false }),
  },
];

/** The keys of the pair of views; `camera` is the shown one of the clip's. */
export function usePairCommands(cameras: readonly CameraTrack[], camera: string | null): void {
  const commands = useMemo(() => {
    const at = cameras.findIndex((c) => c.channel === camera);
    const next = cameras.at((at + 1) % Math.max(1, cameras.length));
    return [
      ...fixedCommands,
      command('next-camera', 'Next camera', 'Shift+F', () =>
        useCompare.setState({ pairView: 'cameras', ...(next && { camera: next.channel }) }),
      ),
    ];
  }, [cameras, camera]);
  useCommands(commands);
}
