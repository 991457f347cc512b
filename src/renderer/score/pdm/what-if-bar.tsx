import { RotateCcw } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { fixed, percent } from '../../ui/numbers.ts';
import { toggleWhatIf, useEditablePlan } from './use-what-if.ts';
import { isEdited, MAX_SPEED, MIN_SPEED, restorePlan, scaleSpeed, useWhatIf } from './what-if.ts';

/** "What if": the plan is bent in the bird's eye view, its speed here; nothing of it is stored. */
export function WhatIfBar() {
  const now = useWhatIf();
  const plan = useEditablePlan();
  if (now.plan === null) return null;
  return (
    <div className="what-if" role="group" aria-label={`What if, plan of ${now.plan.letter}`}>
      <label>
        <span>Speed</span>
        <input
          type="range"
          min={MIN_SPEED}
          max={MAX_SPEED}
          step={0.01}
          value={now.speed}
          aria-valuetext={percent(now.speed)}
          // Arrows are the slider's while it has the keyboard.
          onKeyDown={(event) => event.key.startsWith('Arrow') && !event.altKey && event.stopPropagation()}
          onChange={(event) => scaleSpeed(Number(event.target.value))}
        />
        <b className="mono">{`×${fixed(now.speed, 2)}`}</b>
      </label>
      <span className="panel-space" />
      {isEdited(now) && (
        <IconButton
          icon={RotateCcw}
          size={13}
          label="The plan as the model made it"
          onClick={() => void restorePlan()}
        />
      )}
      <Button tone="quiet" onClick={() => toggleWhatIf(plan)}>
        Leave
      </Button>
      <p>
        {now.failure ??
          (isEdited(now)
            ? `Edited, not stored. Esc brings the plan of ${now.plan.letter} back.`
            : `Drag a pose of ${now.plan.letter} in the bird’s eye view, or change its speed.`)}
      </p>
    </div>
  );
}
