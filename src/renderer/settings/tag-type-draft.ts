import { tagTypeSchema, type TagType } from '../../shared/domain/tag.ts';

/** The lowest digit that no offered tag has; null where all nine are taken. */
export function freeDigit(types: readonly Pick<TagType, 'digit' | 'archived'>[]): number | null {
  const taken = new Set(types.filter((t) => !t.archived).map((t) => t.digit));
  for (let digit = 1; digit <= 9; digit++) if (!taken.has(digit)) return digit;
  return null;
}

/** Why a tag as written cannot be saved, in words; null where it can. */
export function draftProblem(draft: TagType, others: readonly TagType[]): string | null {
  const rest = others.filter((t) => t.tagTypeId !== draft.tagTypeId);
  if (draft.name === '') return 'A tag needs a name.';
  const parsed = tagTypeSchema.safeParse(draft);
  if (!parsed.success) return `The name is ${parsed.error.issues[0].message}.`;
  if (rest.some((t) => t.name === draft.name)) return `${draft.name} is there already.`;
  return null;
}

/** The offered tag that has the digit now and would lose it. */
export const digitHolder = (draft: TagType, others: readonly TagType[]): TagType | undefined =>
  draft.digit === null
    ? undefined
    : others.find((t) => t.tagTypeId !== draft.tagTypeId && !t.archived && t.digit === draft.digit);
