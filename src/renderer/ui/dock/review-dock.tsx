import { DockviewReact, type DockviewApi, type DockviewReadyEvent, type IDockviewPanelProps } from 'dockview-react';
import 'dockview-react/dist/styles/dockview.css';
import { useEffect, useRef, useState, type ComponentType, type FunctionComponent } from 'react';
import { ClipListPanel } from '../../review/clip-list-panel.tsx';
import { ScorePanel } from '../../score/score-panel.tsx';
import { saveSetting } from '../../settings/settings-store.ts';
import { layoutKey, sizeClassOf, type ReviewPanelId, type SizeClass } from '../../state/layout.ts';
import { queryClient, subjects } from '../../state/queries.ts';
import { TimelinePanel } from '../../timeline/timeline-panel.tsx';
import { BirdsEyePanel } from '../../viewer/birds-eye-panel.tsx';
import { CameraPanel } from '../../viewer/camera-panel.tsx';
import { GuidancePanel } from '../../viewer/guidance-panel.tsx';
import { PredictedVideoPanel } from '../../viewer/predicted-video-panel.tsx';
import { applyDefaultSizes, buildDefaultLayout, restoreLayout } from './default-layout.ts';
import './dock.css';
import { useDockControl } from './dock-control.ts';
import { DockLead, DockTab, DockTrail } from './dock-header.tsx';
import { DockedPanel } from './docked-panel.tsx';
import { useFirstClip } from './use-first-clip.ts';

const docked = (Panel: ComponentType) =>
  function Docked({ api }: IDockviewPanelProps) {
    return (
      <DockedPanel api={api}>
        <Panel />
      </DockedPanel>
    );
  };

const components: Record<ReviewPanelId, FunctionComponent<IDockviewPanelProps>> = {
  clips: docked(ClipListPanel),
  cameras: docked(CameraPanel),
  birdsEye: docked(BirdsEyePanel),
  score: docked(ScorePanel),
  timeline: docked(TimelinePanel),
  guidance: docked(GuidancePanel),
  predictedVideo: docked(PredictedVideoPanel),
};

const theme = { name: 'foresight', className: 'dock-theme', dndTabIndicator: 'line' as const };

const stored = (sizeClass: SizeClass): unknown =>
  queryClient.getQueryData<Record<string, unknown>>([subjects.settings])?.[layoutKey(sizeClass)];

/** Puts the stored layout of a size class in the dock, else its default. True where it is the user's own. */
function arrange(dock: DockviewApi, sizeClass: SizeClass): boolean {
  if (restoreLayout(dock, stored(sizeClass))) return true;
  buildDefaultLayout(dock, sizeClass);
  return false;
}

/** The review view: panels that dock, split and remember where the user put them, for each size of window. */
export function ReviewDock() {
  useFirstClip();
  const frame = useRef<HTMLDivElement>(null);
  const [dock, setDock] = useState<DockviewApi | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (!dock || !element) return;
    return keepLayout(dock, element);
  }, [dock]);
  return (
    <div ref={frame} className="review-dock">
      <DockviewReact
        theme={theme}
        components={components}
        defaultTabComponent={DockTab}
        leftHeaderActionsComponent={DockLead}
        rightHeaderActionsComponent={DockTrail}
        disableFloatingGroups
        onReady={(event: DockviewReadyEvent) => setDock(event.api)}
      />
    </div>
  );
}

/** Follows the window's size and stores what the user moves, until the returned function is called. */
function keepLayout(dock: DockviewApi, element: HTMLElement): () => void {
  let sizeClass = sizeClassOf(window.innerWidth);
  let own = arrange(dock, sizeClass);
  let moving = false;
  let saving: ReturnType<typeof setTimeout> | undefined;
  const reset = () => {
    buildDefaultLayout(dock, sizeClass);
    own = false;
    saveSetting(layoutKey(sizeClass), null);
  };
  useDockControl.setState({ dock, reset });
  // Resizing changes the layout too; only what happens under the user's pointer is the user's.
  const onDown = () => void (moving = true);
  const onUp = () => setTimeout(() => (moving = false), 200);
  const subscription = dock.onDidLayoutChange(() => {
    if (!moving || dock.hasMaximizedGroup()) return;
    own = true;
    clearTimeout(saving);
    saving = setTimeout(() => saveSetting(layoutKey(sizeClass), dock.toJSON()), 300);
  });
  const watcher = new ResizeObserver(() => {
    // The dock hears of its size later: columns set before would be stretched with it.
    dock.layout(element.clientWidth, element.clientHeight);
    const now = sizeClassOf(window.innerWidth);
    if (now !== sizeClass) {
      sizeClass = now;
      own = arrange(dock, now);
    } else if (!own && !dock.hasMaximizedGroup()) applyDefaultSizes(dock, now);
  });
  watcher.observe(element);
  element.addEventListener('pointerdown', onDown, true);
  window.addEventListener('pointerup', onUp, true);
  window.addEventListener('dragend', onUp, true);
  return () => {
    clearTimeout(saving);
    subscription.dispose();
    watcher.disconnect();
    element.removeEventListener('pointerdown', onDown, true);
    window.removeEventListener('pointerup', onUp, true);
    window.removeEventListener('dragend', onUp, true);
    useDockControl.setState({ dock: null, reset: () => undefined });
  };
}
