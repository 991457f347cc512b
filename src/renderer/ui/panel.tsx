import { useContext, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import './panel.css';
import { PanelHostContext } from './panel-host.ts';

/**
 * A panel: header with title, one grey fact, space and actions; a body without padding; a footer for progress or the
 * panel's action. Docked, the header's parts stand in the dock's tab bar and the title is the tab.
 * `header` replaces fact and actions by one row of its own (the transport).
 */
export function Panel({
  title,
  fact,
  actions,
  header,
  footer,
  children,
  className,
}: {
  title: string;
  fact?: ReactNode;
  actions?: ReactNode;
  header?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const host = useContext(PanelHostContext);
  const lead =
    header !== undefined ? (
      <div className="panel-row">{header}</div>
    ) : (
      fact !== undefined && <span className="panel-fact">{fact}</span>
    );
  const trail = header === undefined && actions !== undefined && <div className="panel-actions">{actions}</div>;
  return (
    <section
      className={['panel', className].filter(Boolean).join(' ')}
      data-panel={title}
      aria-label={title}
      tabIndex={-1}
    >
      {host?.slots ? (
        <>
          {createPortal(lead, host.slots.lead)}
          {createPortal(trail, host.slots.trail)}
        </>
      ) : (
        <header className="panel-header">
          {header === undefined && <h2 className="panel-title">{title}</h2>}
          {lead}
          {header === undefined && <span className="panel-space" />}
          {trail}
        </header>
      )}
      <div className="panel-body">{children}</div>
      {footer !== undefined && <footer className="panel-footer">{footer}</footer>}
    </section>
  );
}
