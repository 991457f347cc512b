import type { View } from '../../state/session.ts';

const needData: readonly View[] = ['review', 'compare', 'lab', 'reports'];

/** Why a view cannot be shown now; null where it can. */
export const viewRests = (view: View, hasData: boolean): string | null =>
  hasData || !needData.includes(view) ? null : 'Add a data set first.';

/** The view in front: the wanted one, or the library where that has nothing to show. */
export const shownView = (wanted: View, hasData: boolean): View =>
  viewRests(wanted, hasData) === null ? wanted : 'library';
