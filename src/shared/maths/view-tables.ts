import { makeViewTable, tableBytes, type ViewRequest, type ViewTable } from './view-table.ts';

/** Tables of views of late, each made when it is first asked for. */
export interface ViewTables {
  of(request: ViewRequest): ViewTable;
}

/** What a view looks like follows from this alone. */
export const viewKey = ({ camera, view }: Pick<ViewRequest, 'camera' | 'view'>): string => {
  const { widthPx, heightPx, intrinsic, lens, egoFromCamera } = camera;
  return JSON.stringify([view, widthPx, heightPx, intrinsic, lens, egoFromCamera.slice(3)]);
};

/** @param budgetBytes of tables that are kept; the newest stays whatever it takes */
export function createViewTables(budgetBytes: number): ViewTables {
  // A map keeps the order of insertion; what is used is put at its end.
  const kept = new Map<string, ViewTable>();
  let bytes = 0;
  return {
    of(request) {
      const key = `${request.pictureWidthPx}x${request.pictureHeightPx} ${request.sizePx} ${viewKey(request)}`;
      const found = kept.get(key);
      const table = found ?? makeViewTable(request);
      kept.delete(key);
      kept.set(key, table);
      if (!found) bytes += tableBytes(table);
      for (const [oldest, old] of kept) {
        if (bytes <= budgetBytes || kept.size === 1) break;
        kept.delete(oldest);
        bytes -= tableBytes(old);
      }
      return table;
    },
  };
}
