/** The HTTP surface. It decides nothing about who may see what; a view does. */
export { DataApi, type RequestLine } from './data-api/handler.ts';
export { landingPage, type LandingFacts } from './landing/page.ts';
export { buildServer, OPENAPI_PATH } from './server.ts';
export { html, type Html } from './pages/html.ts';
export { sendPage } from './pages/page.ts';
export { oauthSurface } from './oauth/surface.ts';
export type { OAuthSurfaceParts } from './oauth/surface-parts.ts';
