/** The OpenAPI document of the Data API. Pure. */
export { openApiDocument } from './document.ts';
export { PARAMETERS } from './parameters.ts';
