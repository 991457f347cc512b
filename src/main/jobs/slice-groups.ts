import type { ClipFilter, Facet } from '../../shared/domain/clip.ts';
import { LEAST_SLICE_CLIPS, sliceFacets, type SliceFacet } from '../../shared/domain/comparison.ts';
import type { SliceGroup } from '../metrics/compare/delta-slices.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** So many values of a facet become slices at most, the most frequent ones: words of descriptions are many. */
const MOST_VALUES = 12;

const isSliced = (name: Facet['name']): name is SliceFacet => (sliceFacets as readonly string[]).includes(name);

/** The clips of each frequent facet value of the filter. A facet with one value slices nothing. */
export async function sliceGroups(workspace: Workspace, filter: ClipFilter): Promise<SliceGroup[]> {
  const groups: SliceGroup[] = [];
  for (const { name, values } of await workspace.library.facets(filter)) {
    if (!isSliced(name)) continue;
    const frequent = values
      .filter(({ count }) => count >= LEAST_SLICE_CLIPS)
      .sort((x, y) => y.count - x.count)
      .slice(0, MOST_VALUES);
    for (const { value, label } of frequent)
      groups.push({ facet: name, value, label, clipIds: await workspace.library.clipIds({ [name]: [value] }) });
  }
  return groups;
}
