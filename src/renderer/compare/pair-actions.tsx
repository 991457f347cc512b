import { Link, Maximize2, Minimize2, Unlink } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import type { CameraTrack } from '../../shared/domain/clip.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useCompare, type PairView } from './compare-state.ts';
import { viewNames } from './pair-commands.ts';

const views: readonly { value: PairView; label: string; name: string }[] = [
  { value: 'sides', label: 'Side by side', name: viewNames.sides },
  { value: 'overlay', label: 'Overlay', name: viewNames.overlay },
  { value: 'cameras', label: 'Cameras', name: viewNames.cameras },
];

/** How the clip is shown, by which camera, whether the grounds are one, and whether the pair fills the view. */
export function PairActions({ cameras, camera }: { cameras: readonly CameraTrack[]; camera: string | null }) {
  const { pairView, linked, pairAlone } = useCompare(
    useShallow(({ pairView, linked, pairAlone }) => ({ pairView, linked, pairAlone })),
  );
  return (
    <>
      {pairView === 'cameras' && camera !== null && (
        <select
          className="select compare-camera-choice"
          aria-label="Camera"
          value={camera}
          onChange={(event) => useCompare.setState({ camera: event.target.value })}
        >
          {cameras.map(({ channel, title }) => (
            <option key={channel} value={channel}>
              {title}
            </option>
          ))}
        </select>
      )}
      <Segmented
        label="How the clip is shown"
        value={pairView}
        options={views}
        onChange={(next) => useCompare.setState({ pairView: next })}
      />
      <IconButton
        icon={linked ? Link : Unlink}
        label="Both grounds as one"
        detail={
          pairView === 'overlay'
            ? null
            : linked
              ? 'What is dragged, zoomed or followed in one is in the other.'
              : 'Each ground is dragged, zoomed and followed by itself.'
        }
        disabledReason={pairView === 'overlay' ? 'There is one ground.' : null}
        command="compare.link"
        pressed={linked}
      />
      <IconButton
        icon={pairAlone ? Minimize2 : Maximize2}
        label={pairAlone ? 'List and numbers again' : 'The pair alone'}
        command="compare.alone"
        pressed={pairAlone}
      />
    </>
  );
}
