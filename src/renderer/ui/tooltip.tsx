import { Tooltip as RadixTooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import './tooltip.css';
import { keysOf, useCommandRegistry } from './commands.ts';
import { Kbd } from './kbd.tsx';

/** Wraps the window once: one delay for all tooltips. */
export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <RadixTooltip.Provider delayDuration={400} skipDelayDuration={200}>
    {children}
  </RadixTooltip.Provider>
);

/** Names a control and shows the keys of its command as they are now. The child must be one focusable element. */
export function Tooltip({
  label,
  detail,
  command,
  side = 'bottom',
  children,
}: {
  label: string;
  /** Second line: why it is disabled, what it will undo. */
  detail?: string | null | undefined;
  /** Command id whose keys are shown. */
  command?: string | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left';
  children: ReactNode;
}) {
  const keys = useCommandRegistry((s) => {
    const found = command === undefined ? undefined : s.commands.get(command);
    return found ? keysOf(s, found)[0] : undefined;
  });
  return (
    <RadixTooltip.Root>
      <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
      <RadixTooltip.Portal>
        <RadixTooltip.Content className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
          <span className="tooltip-line">
            {label}
            {keys !== undefined && <Kbd keys={keys} />}
          </span>
          {detail !== undefined && detail !== null && detail !== '' && <span className="tooltip-detail">{detail}</span>}
        </RadixTooltip.Content>
      </RadixTooltip.Portal>
    </RadixTooltip.Root>
  );
}
