import { Layers } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useShallow } from 'zustand/react/shallow';
import { objectClasses, type ObjectClass } from '../../../shared/domain/clip.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { toggleClass, useViewer } from '../viewer-store.ts';

const classNames: Record<ObjectClass, string> = {
  vehicle: 'Vehicles',
  pedestrian: 'Pedestrians',
  bicycle: 'Bicycles',
  cone: 'Cones and barriers',
  other: 'Other objects',
};

const layers = [
  ['showMap', 'Map'],
  ['showLidar', 'Points of the lidar'],
  ['showPaths', 'Paths and plans'],
  ['showReference', 'Driven, reference and centreline'],
  ['showVelocity', 'Velocity'],
  ['showLabels', 'Names'],
] as const;

/**
 * What is drawn in the bird's eye view, and which classes of objects in both panels.
 * @param noPoints why the open clip has no points of a lidar; null where it has some
 */
export function LayerMenu({ noPoints }: { noPoints: string | null }) {
  const view = useViewer(
    useShallow(
      ({ showMap, showLidar, showPaths, showReference, showVelocity, showLabels, hiddenClasses, layersOpen }) => ({
        showMap,
        showLidar,
        showPaths,
        showReference,
        showVelocity,
        showLabels,
        hiddenClasses,
        layersOpen,
      }),
    ),
  );
  return (
    <Popover.Root open={view.layersOpen} onOpenChange={(layersOpen) => useViewer.setState({ layersOpen })}>
      <Popover.Anchor asChild>
        <span>
          <IconButton icon={Layers} label="Layers and object classes" command="see.layers" pressed={view.layersOpen} />
        </span>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content className="layer-menu" align="end" sideOffset={4} aria-label="Layers and object classes">
          <h3>Layers</h3>
          {layers.map(([key, name]) => (
            <label key={key}>
              <input type="checkbox" checked={view[key]} onChange={() => useViewer.setState({ [key]: !view[key] })} />
              {name}
              {key === 'showLidar' && noPoints !== null && <span className="layer-reason">{noPoints}</span>}
            </label>
          ))}
          <h3>Objects, in all views</h3>
          {objectClasses.map((objectClass) => (
            <label key={objectClass}>
              <input
                type="checkbox"
                checked={!view.hiddenClasses.includes(objectClass)}
                onChange={() => toggleClass(objectClass)}
              />
              <span className="layer-swatch" style={{ color: `var(--class-${objectClass})` }} aria-hidden />
              {classNames[objectClass]}
            </label>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
