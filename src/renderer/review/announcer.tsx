import { useEffect, useState } from 'react';
import { VerdictGlyph } from '../ui/verdict-glyph.tsx';
import { useAnnouncement, type Announcement } from './announce.ts';
import './announcer.css';

const shownMs: Record<Announcement['tone'], number> = { done: 2500, problem: 12_000 };

/** Shows and speaks what was painted, undone or refused. */
export function Announcer() {
  const last = useAnnouncement((s) => s.last);
  const [overId, setOverId] = useState(0);
  useEffect(() => {
    if (!last) return;
    const timer = setTimeout(() => setOverId(last.id), shownMs[last.tone]);
    return () => clearTimeout(timer);
  }, [last]);
  const shown = last !== null && last.id > overId;
  return (
    <div className="announcer" role="status" aria-live={last?.tone === 'problem' ? 'assertive' : 'polite'}>
      {shown && (
        <p key={last.id} className="announcement" data-tone={last.tone}>
          <VerdictGlyph verdict={last.tone === 'problem' ? 'half' : 'pass'} label="" />
          {last.text}
        </p>
      )}
    </div>
  );
}
