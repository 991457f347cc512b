import type { ReactNode } from 'react';

/** A part of the settings: head, a sentence, what can be set. */
export function SettingsSection({ title, fact, children }: { title: string; fact?: ReactNode; children: ReactNode }) {
  return (
    <section className="settings-section" aria-label={title}>
      <h2>{title}</h2>
      {fact !== undefined && <p className="settings-fact">{fact}</p>}
      {children}
    </section>
  );
}
