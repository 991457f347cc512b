import type { View } from '../../state/session.ts';

/** Why a view cannot be shown now; null where it can. */
export const viewRests = (view: View, hasData: boolean): string | null =>
  hasData || (view !== 'review' && view !== 'compare' && view !== 'reports') ? null : 'Add a data set first.';

/** The view in front: the wanted one, or the library where that has nothing to show. */
export const shownView = (wanted: View, hasData: boolean): View =>
  viewRests(wanted, hasData) === null ? wanted : 'library';
