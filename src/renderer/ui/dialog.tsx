import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import './dialog.css';
import { IconButton } from './icon-button.tsx';
import { closeOverlay } from './overlay-state.ts';

/** What floats over the window: title, one grey fact, tools, body and a footer. Esc and a click beside it close it. */
export function Dialog({
  title,
  fact,
  icon,
  tools,
  footer,
  children,
  size = 'form',
  onClose = closeOverlay,
}: {
  title: string;
  fact?: ReactNode;
  icon?: ReactNode;
  tools?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
  size?: 'form' | 'sheet';
  onClose?: () => void;
}) {
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="dialog-scrim" />
        <RadixDialog.Content className="dialog" data-size={size} aria-describedby={undefined}>
          <header className="dialog-header">
            {icon}
            <RadixDialog.Title className="dialog-title">{title}</RadixDialog.Title>
            {fact !== undefined && <span className="dialog-fact">{fact}</span>}
            <span className="dialog-space" />
            {tools}
            <IconButton icon={X} label="Close" onClick={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {footer !== undefined && <footer className="dialog-footer">{footer}</footer>}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
