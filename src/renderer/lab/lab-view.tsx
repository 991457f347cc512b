import { useEffect, useRef } from 'react';
import { saveSetting } from '../settings/settings-store.ts';
import { useSettings } from '../state/queries.ts';
import '../review/clip-list.css';
import { FigurePanel } from './figures/figure-panel.tsx';
import { useFirstClip } from './instant.ts';
import { useLabCommands } from './lab-commands.ts';
import { keepLab, storedLab, useLab } from './lab-state.ts';
import './lab-view.css';
import { SteerPanel } from './steer-panel.tsx';
import { useFollowing, useSteering } from './steering.ts';
import { VariantsPanel } from './variants-panel.tsx';

/** Steer the future and measure it: sliders, variants side by side, and the figures of experiments. */
export function LabView() {
  useRememberedLab();
  useFirstClip();
  const steering = useSteering();
  useLabCommands(steering);
  useFollowing(steering);
  return (
    <div className="view lab">
      <div className="lab-left">
        <SteerPanel steering={steering} />
      </div>
      <div className="lab-top">
        <VariantsPanel steering={steering} />
      </div>
      <div className="lab-figure">
        <FigurePanel place={0} />
      </div>
      <div className="lab-figure lab-second">
        <FigurePanel place={1} />
      </div>
    </div>
  );
}

/** Puts the stored state back once in the life of the window, and keeps it from then on. */
let isRestored = false;
function useRememberedLab(): void {
  const stored = useSettings().data;
  const ready = stored !== undefined;
  const first = useRef(stored);
  useEffect(() => {
    if (!ready) return;
    if (!isRestored) {
      isRestored = true;
      useLab.setState(storedLab(first.current?.['lab']));
    }
    return keepLab((state) => saveSetting('lab', state));
  }, [ready]);
}
