import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { Facet } from '../../shared/domain/clip.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { useFacets } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { count } from '../ui/numbers.ts';
import { Panel } from '../ui/panel.tsx';
import { Loading, ProblemCard } from '../ui/states.tsx';
import { isChosen, shownValues, toggleFacet } from './facet-choice.ts';
import './facets-panel.css';

const titles: Record<Facet['name'], string> = {
  datasetIds: 'Data set',
  locations: 'Location',
  manoeuvres: 'Manoeuvre',
  words: 'Words of the description',
  tagTypeIds: 'Failure tags',
  reviewed: 'Reviewed',
};
const order: readonly Facet['name'][] = ['reviewed', 'tagTypeIds', 'datasetIds', 'locations', 'manoeuvres', 'words'];
const FEW = 8;

/** Conditions to narrow the library by, each with its count of clips. */
export function FacetsPanel() {
  const { filter, set } = useSession();
  const facets = useFacets(filter);
  const any = Object.keys(filter).length > 0;
  const known = (facets.data ?? []).filter((f) => f.values.length > 0);
  return (
    <Panel
      title="Facets"
      actions={
        any && <IconButton icon={RotateCcw} size={13} label="All clips again" onClick={() => set({ filter: {} })} />
      }
    >
      {facets.isError && (
        <div className="facets-problem">
          <ProblemCard problem={problemOf(facets.error)} />
        </div>
      )}
      {facets.isPending && <Loading what="Counting clips" rows={12} rowHeight={24} />}
      {order.flatMap((name) => {
        const facet = known.find((f) => f.name === name);
        return facet ? [<FacetGroup key={name} facet={facet} />] : [];
      })}
    </Panel>
  );
}

function FacetGroup({ facet }: { facet: Facet }) {
  const { filter, set } = useSession();
  const [all, setAll] = useState(false);
  const values = all ? facet.values : shownValues(facet, filter, FEW);
  const hidden = facet.values.length - values.length;
  const most = Math.max(...facet.values.map((v) => v.count), 1);
  return (
    <fieldset className="facet">
      <legend>{titles[facet.name]}</legend>
      {values.map((v) => {
        const chosen = isChosen(filter, facet.name, v.value);
        return (
          <label key={v.value} className="facet-row" data-chosen={chosen || undefined}>
            <input
              type="checkbox"
              checked={chosen}
              onChange={() => set({ filter: toggleFacet(filter, facet.name, v.value) })}
            />
            <span className="facet-label" title={v.label}>
              {v.label}
            </span>
            <span className="facet-bar" aria-hidden>
              <span style={{ width: `${String((100 * v.count) / most)}%` }} />
            </span>
            <span className="facet-count mono">{count(v.count)}</span>
          </label>
        );
      })}
      {(hidden > 0 || all) && facet.values.length > FEW && (
        <button type="button" className="facet-more" onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${count(hidden)} more`}
        </button>
      )}
    </fieldset>
  );
}
