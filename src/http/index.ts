/** The HTTP surface. It decides nothing about who may see what; a view does. */
export { DataApi, type RequestLine } from './data-api/handler.ts';
export { landingPage, type LandingFacts } from './landing/page.ts';
export { buildServer, OPENAPI_PATH } from './server.ts';
export { html, type Html } from './pages/html.ts';
export { fieldsOf, FormGuard } from './pages/form-guard.ts';
export { sendPage } from './pages/page.ts';
export { parseNext } from './sign-in/next-path.ts';
export type { DemoPeople, SignInParts } from './sign-in/sign-in-desk.ts';
export { signInSurface } from './sign-in/surface.ts';
