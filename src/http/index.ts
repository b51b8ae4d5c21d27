/** The HTTP surface. It decides nothing about who may see what; a view does. */
export { DataApi, type RequestLine } from './data-api/handler.ts';
export { landingPage, type LandingFacts } from './landing/page.ts';
export { buildServer, type ExplorerSandbox, OPENAPI_PATH } from './server.ts';
export { sendPage } from './pages/page.ts';
