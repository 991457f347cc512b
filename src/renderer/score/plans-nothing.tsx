import { Film } from 'lucide-react';
import { videoMetricKey } from '../../shared/domain/video-metric.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Absent } from '../ui/states.tsx';

/** Stands where a world model's plan would be scored. */
export function PlansNothing() {
  return (
    <div className="score-plans-nothing">
      <Absent icon={Film}>Plans nothing. Its pictures are held against the recorded ones.</Absent>
      <Button onClick={() => useSession.getState().set({ metric: videoMetricKey('ssim', 4) })}>Show SSIM@4s</Button>
    </div>
  );
}
