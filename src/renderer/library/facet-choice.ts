import { manoeuvres, type ClipFilter, type Facet } from '../../shared/domain/clip.ts';

type ListFacet = Exclude<Facet['name'], 'reviewed'>;

/** True where the filter names this value. */
export const isChosen = (filter: ClipFilter, name: Facet['name'], value: string): boolean =>
  name === 'reviewed' ? filter.reviewed === (value === 'true') : listOf(filter, name).includes(value);

const listOf = (filter: ClipFilter, name: ListFacet): readonly string[] => filter[name] ?? [];

/** The filter with a facet's value chosen, or let go; an empty choice leaves no condition. */
export function toggleFacet(filter: ClipFilter, name: Facet['name'], value: string): ClipFilter {
  if (name === 'reviewed') {
    const { reviewed, ...rest } = filter;
    const wanted = value === 'true';
    return reviewed === wanted ? rest : { ...rest, reviewed: wanted };
  }
  const now = listOf(filter, name);
  const values = now.includes(value) ? now.filter((v) => v !== value) : [...now, value];
  const { [name]: _, ...rest } = filter;
  if (values.length === 0) return rest;
  if (name !== 'manoeuvres') return { ...rest, [name]: values };
  return { ...rest, manoeuvres: manoeuvres.filter((m) => values.includes(m)) };
}

/** A filter with another text; an empty one is no condition. */
export function withText(filter: ClipFilter, text: string): ClipFilter {
  const { text: _, ...rest } = filter;
  return text.trim() === '' ? rest : { ...rest, text };
}

/** The values a facet shows: chosen ones always, then the first `limit`. */
export function shownValues(facet: Facet, filter: ClipFilter, limit: number): Facet['values'] {
  return facet.values.filter((v, i) => i < limit || isChosen(filter, facet.name, v.value));
}
