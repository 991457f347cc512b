import { useRemembered } from '../settings/remembered.ts';
import '../review/clip-list.css';
import { FigurePanel } from './figures/figure-panel.tsx';
import { useFirstClip } from './instant.ts';
import { useLabCommands } from './lab-commands.ts';
import { rememberedLab } from './lab-state.ts';
import './lab-view.css';
import { SteerPanel } from './steer-panel.tsx';
import { useFollowing, useSteering, useWarmModel } from './steering.ts';
import { VariantsPanel } from './variants-panel.tsx';

/** Steer the future and measure it: sliders, variants side by side, and the figures of experiments. */
export function LabView() {
  useRemembered(rememberedLab);
  useFirstClip();
  const steering = useSteering();
  useLabCommands(steering);
  useFollowing(steering);
  useWarmModel(steering);
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
