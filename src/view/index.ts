/**
 * What a caller may see, and the pages of it. The view is the lock: no handler checks access, so none can forget to.
 */
export { type OwnerFacts, RosterView } from './roster-view.ts';
export type { Extent, Page, Selection, Window } from './selection.ts';
export { Views } from './views.ts';
export { type Filter, parseWhere } from './where.ts';
