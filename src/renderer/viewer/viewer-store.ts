import { create } from 'zustand';
import type { ObjectClass } from '../../shared/domain/clip.ts';
import type { MosaicLayout } from './cameras/mosaic-layout.ts';

/** How the engineer looks at a clip; the same for both panels. */
export interface ViewerState {
  layout: MosaicLayout;
  /** Channel of the one camera that fills the panel, null for all. */
  enlarged: string | null;
  showBoxes: boolean;
  showPaths: boolean;
  /** All overlays are away while H is held. */
  hidden: boolean;
  /** Object under the pointer, in either panel. */
  hoveredTrack: string | null;
  /** Object classes that are not drawn. */
  hiddenClasses: readonly ObjectClass[];
  /** Map, points of the lidar, names and velocity stems of the bird's eye view. */
  showMap: boolean;
  showLidar: boolean;
  showLabels: boolean;
  showVelocity: boolean;
  /** What the plan drives, the reference of its progress and the route’s centreline. */
  showReference: boolean;
  /** Bird's eye: the ego stays in place and forward is up; otherwise the ground stays. */
  follow: boolean;
  /** Bird's eye: clicks measure. */
  measuring: boolean;
  layersOpen: boolean;
}

export const useViewer = create<ViewerState>()(() => ({
  layout: 'mosaic',
  enlarged: null,
  showBoxes: true,
  showPaths: true,
  hidden: false,
  hoveredTrack: null,
  hiddenClasses: [],
  showMap: true,
  showLidar: false,
  showLabels: true,
  showVelocity: true,
  showReference: false,
  follow: true,
  measuring: false,
  layersOpen: false,
}));

/** Shows or hides one class of objects. */
export const toggleClass = (objectClass: ObjectClass): void =>
  useViewer.setState((v) => ({
    hiddenClasses: v.hiddenClasses.includes(objectClass)
      ? v.hiddenClasses.filter((c) => c !== objectClass)
      : [...v.hiddenClasses, objectClass],
  }));
