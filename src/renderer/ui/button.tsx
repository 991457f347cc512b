import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import './button.css';
import { Tooltip } from './tooltip.tsx';

/** A text button. `disabledReason` greys it and says why in its tooltip; it stays reachable by keyboard. */
export function Button({
  icon: Icon,
  tone = 'plain',
  disabledReason = null,
  children,
  onClick,
  className,
  ref,
  ...rest
}: {
  icon?: LucideIcon;
  tone?: 'main' | 'plain' | 'quiet' | 'danger';
  disabledReason?: string | null | undefined;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
} & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'children'>) {
  const off = disabledReason !== null;
  const button = (
    <button
      type="button"
      ref={ref}
      className={['button', className].filter(Boolean).join(' ')}
      data-tone={tone}
      aria-disabled={off || undefined}
      onClick={off ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {Icon && <Icon size={14} strokeWidth={1.75} aria-hidden />}
      <span>{children}</span>
    </button>
  );
  return off ? <Tooltip label={disabledReason}>{button}</Tooltip> : button;
}
