/** The HTTP surface. It decides nothing about who may see what; a view does. */
export { DataApi } from './data-api/handler.ts';
export type { RequestLine } from './data-api/exchange.ts';
export { landingPage, type LandingFacts } from './landing/page.ts';
export { Wording } from './pages/wording.ts';
export { buildServer, type ExplorerSandbox, OPENAPI_PATH } from './server.ts';
export { sendPage } from './pages/page.ts';
export { adminSurface, type AdminParts } from './admin/surface.ts';
export { oauthSurface } from './oauth/surface.ts';
export type { OAuthSurfaceParts } from './oauth/surface-parts.ts';
export { fieldsOf, FormGuard } from './pages/form-guard.ts';
export { parseNext } from './sign-in/next-path.ts';
export type { DemoPeople, SignInParts } from './sign-in/sign-in-desk.ts';
export { signInSurface } from './sign-in/surface.ts';
