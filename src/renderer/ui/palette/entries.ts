import type { ClipSummary } from '../../../shared/domain/clip.ts';
import type { TagType } from '../../../shared/domain/tag.ts';
import { useSession, type View } from '../../state/session.ts';
import { keysOf, type Command } from '../commands.ts';
import { fuzzyMatch, fuzzyRank } from '../fuzzy.ts';
import { liveScopes } from '../keys/scopes.ts';

/** One line of the palette. */
export interface Entry {
  id: string;
  kind: 'clip' | 'tag' | 'command';
  text: string;
  /** Indices of matched letters in `text`. */
  at: number[];
  detail: string;
  /** Higher stands first. */
  score: number;
  keys: string | null;
  /** Why it cannot run now. */
  disabled: string | null;
  run: () => void;
}

/** Commands that are live in the view and match, best first. */
export const commandEntries = (
  query: string,
  commands: readonly Command[],
  remapped: Readonly<Record<string, readonly string[]>>,
  view: View,
): Entry[] =>
  fuzzyRank(
    query,
    commands.filter((c) => liveScopes(view).includes(c.scope) && c.id !== 'app.palette'),
    (c) => c.title,
    40,
  ).map(({ item, at, score }) => ({
    score,
    id: item.id,
    kind: 'command',
    text: item.title,
    at,
    detail: item.group,
    keys: keysOf({ remapped }, item)[0] ?? null,
    disabled: item.disabled ?? null,
    run: item.run,
  }));

/** Weight of a letter of a clip found by its description or place: less than by its name, more than strewn letters. */
const FOUND_IN_WORDS = 6;

/** Clips as the workspace found them; choosing one opens it in Review. */
export const clipEntries = (query: string, clips: readonly ClipSummary[]): Entry[] =>
  clips.map((clip) => ({
    ...(fuzzyMatch(query, clip.name) ?? { at: [], score: FOUND_IN_WORDS * query.length }),
    id: clip.clipId,
    kind: 'clip',
    text: clip.name,
    detail: clip.description === '' ? clip.location : clip.description,
    keys: null,
    disabled: null,
    run: () => useSession.getState().openClip(clip.clipId),
  }));

/** Failure tags; choosing one shows the clips that carry it. */
export const tagEntries = (query: string, tagTypes: readonly TagType[]): Entry[] =>
  fuzzyRank(
    query,
    tagTypes.filter((t) => !t.archived),
    (t) => t.name,
    8,
  ).map(({ item, at, score }) => ({
    score,
    id: `tag:${item.tagTypeId}`,
    kind: 'tag',
    text: item.name,
    at,
    detail: 'show the clips with it',
    keys: null,
    disabled: null,
    run: () => useSession.setState({ filter: { tagTypeIds: [item.tagTypeId] }, view: 'library' }),
  }));
