/**
 * The documentation: printed from the catalogue and from our own prose, readable without a script. Facts come from where they are
 * defined, so they cannot drift. It must never need a script to be read, nor anything of another host.
 */
import { authenticationPage, instantLoginPage, scopesPage, sharingPage } from './pages/access.ts';
import { dataModelPage } from './pages/data-model.ts';
import { endpointPages, endpointsIndex } from './pages/endpoints.ts';
import { errorsPage } from './pages/errors.ts';
import { filesPage } from './pages/files.ts';
import { problemsPage } from './pages/problems.ts';
import { formatsPage, pagingPage, rateLimitsPage, wherePage } from './pages/reading.ts';
import { recordPages } from './pages/records.ts';
import { developerPage, districtPage, operatorPage, overviewPage } from './pages/starts.ts';
import type { DocGroup } from './site.ts';

export { frame } from './frame.ts';
export { searchIndex } from './search-index.ts';
export { type DocGroup, type DocPage, docUri, HUB } from './site.ts';

export const documentation: readonly DocGroup[] = [
  { title: 'Start', pages: [overviewPage, developerPage, districtPage, operatorPage] },
  {
    title: 'Reading',
    pages: [formatsPage, dataModelPage, pagingPage, wherePage, errorsPage, rateLimitsPage],
  },
  { title: 'Access', pages: [authenticationPage, scopesPage, sharingPage, instantLoginPage] },
  { title: 'Files', pages: [filesPage, problemsPage] },
  { title: 'Record types', pages: recordPages },
  { title: 'Endpoints', pages: [endpointsIndex, ...endpointPages] },
];
