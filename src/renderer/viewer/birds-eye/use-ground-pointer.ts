import { useEffect, useRef, type PointerEvent } from 'react';
import { editedPoses, movePose, useWhatIf } from '../../score/pdm/what-if.ts';
import { useSession } from '../../state/session.ts';
import { useViewer } from '../viewer-store.ts';
import type { BirdsEyeStage } from './birds-eye-stage.ts';
import type { Measure } from './draw-names.ts';

/** Moving less than this between press and release is a click, px. */
const CLICK_PX = 4;
const WHEEL_DOUBLES_AT_PX = 240;

/** Pointer and wheel on the ground: drag pans, wheel zooms, hover and click choose objects, two clicks measure. */
export function useGroundPointer(
  stage: BirdsEyeStage | null,
  surface: HTMLElement | null,
  setFollow: (follow: boolean) => void,
) {
  const press = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  /** The pose of the bent plan that is held, where it was taken, and the plan as it was then. */
  const held = useRef<{ index: number; from: [number, number]; poses: readonly number[]; yaw: number } | null>(null);
  const measure = useRef<Measure | null>(null);
  const measuring = useViewer((v) => v.measuring);

  useEffect(() => {
    if (measuring) return;
    measure.current = null;
    stage?.measure(null);
  }, [stage, measuring]);

  // React listens to wheel passively; zooming must keep the page from scrolling.
  useEffect(() => {
    if (!surface || !stage) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      stage.zoomBy(2 ** (-event.deltaY / WHEEL_DOUBLES_AT_PX), event.offsetX, event.offsetY);
    };
    surface.addEventListener('wheel', wheel, { passive: false });
    return () => surface.removeEventListener('wheel', wheel);
  }, [stage, surface]);

  const put = (next: Measure | null) => {
    measure.current = next;
    stage?.measure(next);
  };
  const measureAt = (x: number, y: number, set: boolean) => {
    const ground = stage?.groundAt(x, y);
    const from = measure.current?.from;
    if (!ground) return;
    if (set && (!from || setPoints.current === 2)) {
      setPoints.current = 1;
      put({ from: ground, to: null });
    } else if (from && setPoints.current === 1) {
      if (set) setPoints.current = 2;
      put({ from, to: ground });
    }
  };
  const setPoints = useRef(0);

  const click = (x: number, y: number) => {
    if (measuring) {
      measureAt(x, y, true);
      return;
    }
    const { chosenTrack, set } = useSession.getState();
    const trackId = stage?.objectAt(x, y) ?? null;
    set({ chosenTrack: trackId === chosenTrack ? null : trackId });
  };

  const drag = ({ index, from, poses, yaw }: NonNullable<typeof held.current>, to: [number, number]) => {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    movePose(poses, index, Math.cos(yaw) * dx + Math.sin(yaw) * dy, Math.cos(yaw) * dy - Math.sin(yaw) * dx);
  };

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      const { offsetX, offsetY } = event.nativeEvent;
      event.currentTarget.setPointerCapture(event.pointerId);
      const index = stage?.handleAt(offsetX, offsetY) ?? -1;
      const from = stage?.groundAt(offsetX, offsetY);
      if (index >= 0 && from) {
        const now = useWhatIf.getState();
        held.current = { index, from, poses: editedPoses(now), yaw: now.plan?.origin.yaw ?? 0 };
        useWhatIf.setState({ chosen: index });
        return;
      }
      press.current = { x: offsetX, y: offsetY, moved: false };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const { offsetX: x, offsetY: y } = event.nativeEvent;
      if (held.current) {
        const to = stage?.groundAt(x, y);
        if (to) drag(held.current, to);
        return;
      }
      const from = press.current;
      if (!from) {
        if (measuring) measureAt(x, y, false);
        else useViewer.setState({ hoveredTrack: stage?.objectAt(x, y) ?? null });
        return;
      }
      if (!from.moved && Math.hypot(x - from.x, y - from.y) < CLICK_PX) return;
      setFollow(false);
      useViewer.setState({ hoveredTrack: null });
      stage?.pan(x - from.x, y - from.y);
      press.current = { x, y, moved: true };
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const from = press.current;
      held.current = null;
      press.current = null;
      if (from && !from.moved) click(event.nativeEvent.offsetX, event.nativeEvent.offsetY);
    },
    onPointerLeave() {
      useViewer.setState({ hoveredTrack: null });
    },
    onDoubleClick() {
      if (!measuring) setFollow(true);
    },
  };
}
