import { ClipsPanel } from './clips-panel.tsx';
import { DatasetsPanel } from './datasets-panel.tsx';
import { FacetsPanel } from './facets-panel.tsx';
import './library-view.css';

/** The library: facets, clips, data sets. */
export function LibraryView() {
  return (
    <div className="view library">
      <div className="library-facets">
        <FacetsPanel />
      </div>
      <div className="library-clips">
        <ClipsPanel />
      </div>
      <div className="library-datasets">
        <DatasetsPanel />
      </div>
    </div>
  );
}
