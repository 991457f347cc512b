import { Pause, Play, StepBack, StepForward } from 'lucide-react';
import { useClock } from '../state/clock.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** One frame back, play or pause, one frame forward. */
export function PlayButtons() {
  const playing = useClock((s) => s.playing);
  return (
    <>
      <IconButton icon={StepBack} label="One frame back" command="clock.frame-back" size={15} />
      <IconButton
        icon={playing ? Pause : Play}
        label={playing ? 'Pause' : 'Play'}
        command="clock.play"
        className="transport-play"
        size={15}
      />
      <IconButton icon={StepForward} label="One frame forward" command="clock.frame-forward" size={15} />
    </>
  );
}
