import { CameraOff, Check, FolderX } from 'lucide-react';
import { useState } from 'react';
import type { ClipSummary } from '../../shared/domain/clip.ts';
import { scoreInfoOf } from '../../shared/domain/score.ts';
import type { TagType } from '../../shared/domain/tag.ts';
import { mediaUrl } from '../state/connection.ts';
import { useTagTypes } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { ABSENT, metricValue } from '../ui/numbers.ts';

/** The clip's small picture; where there is none, why. */
export function Thumbnail({ clip, rootGone }: { clip: ClipSummary; rootGone: boolean }) {
  const [broken, setBroken] = useState<string | null>(null);
  const { thumbnailUrl } = clip;
  if (rootGone) return <NoPicture icon={FolderX} words="data set root is gone" />;
  if (thumbnailUrl === null || broken === thumbnailUrl) return <NoPicture icon={CameraOff} words="no image on disk" />;
  return (
    <img
      className="lib-thumb"
      src={mediaUrl(thumbnailUrl)}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setBroken(thumbnailUrl)}
    />
  );
}

function NoPicture({ icon: Icon, words }: { icon: typeof CameraOff; words: string }) {
  return (
    <span className="lib-thumb lib-thumb-absent hatched" role="img" aria-label={words} title={words}>
      <Icon size={15} strokeWidth={1.75} aria-hidden />
    </span>
  );
}

const severityToken: Record<TagType['severity'], string> = { critical: '--fail', major: '--half', minor: '--na' };

/** A mark for each tag on the clip, by severity; their names are its text twin. */
export function TagMarks({ tags }: { tags: ClipSummary['tags'] }) {
  const types = useTagTypes().data ?? [];
  if (tags.length === 0) return null;
  const known = tags.map((t) => ({ ...t, type: types.find((type) => type.tagTypeId === t.tagTypeId) }));
  const words = known
    .map((t) => `${t.type?.name ?? t.tagTypeId}${t.count > 1 ? ` ×${String(t.count)}` : ''}`)
    .join(', ');
  return (
    <span className="lib-tags" role="img" aria-label={`tagged ${words}`} title={words}>
      {known.slice(0, 4).map((t) => (
        <span
          key={t.tagTypeId}
          data-severity={t.type?.severity ?? 'minor'}
          style={{ background: `var(${severityToken[t.type?.severity ?? 'minor']})` }}
        />
      ))}
    </span>
  );
}

export const ReviewedMark = () => (
  <span className="lib-reviewed-mark" role="img" aria-label="reviewed" title="reviewed">
    <Check size={12} strokeWidth={2.2} aria-hidden />
  </span>
);

/** A clip's value of the session's metric. */
export function Score({ value }: { value: number | null }) {
  const info = scoreInfoOf(useSession((s) => s.metric));
  return <>{info ? metricValue(value, info) : ABSENT}</>;
}
