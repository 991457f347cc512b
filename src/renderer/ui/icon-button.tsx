import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import './button.css';
import { Tooltip } from './tooltip.tsx';
import { useCommandRegistry } from './commands.ts';

/** An icon with a name; its tooltip shows the name and the command's key. Without `onClick` it runs the command. */
export function IconButton({
  icon: Icon,
  label,
  detail,
  command,
  pressed,
  disabledReason = null,
  size = 14,
  onClick,
  className,
  ref,
  ...rest
}: {
  icon: LucideIcon;
  label: string;
  /** Second line of the tooltip. */
  detail?: string | null | undefined;
  command?: string | undefined;
  pressed?: boolean | undefined;
  disabledReason?: string | null | undefined;
  size?: number;
  ref?: Ref<HTMLButtonElement>;
} & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'children'>) {
  const found = useCommandRegistry((s) => (command === undefined ? undefined : s.commands.get(command)));
  const reason = disabledReason ?? found?.disabled ?? null;
  return (
    <Tooltip label={label} detail={reason ?? detail} command={command}>
      <button
        type="button"
        ref={ref}
        className={['icon-button', className].filter(Boolean).join(' ')}
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={reason !== null || undefined}
        onClick={(event) => {
          if (reason !== null) return;
          if (onClick) onClick(event);
          else found?.run();
        }}
        {...rest}
      >
        <Icon size={size} strokeWidth={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}
