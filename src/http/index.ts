/** The HTTP surface. It decides nothing about who may see what; a view does. */
export { DataApi } from './data-api/handler.ts';
export type { RequestLine } from './data-api/exchange.ts';
export { landingPage, type LandingFacts } from './landing/page.ts';
export { buildServer, type ExplorerSandbox, OPENAPI_PATH } from './server.ts';
export { sendPage } from './pages/page.ts';
export { adminSurface, type AdminParts } from './admin/surface.ts';
