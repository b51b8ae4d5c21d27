/** What follows from the catalogue. Pure printers and renderers, one file an artefact. */
export * from './csv-layout.ts';
export * from './endpoints.ts';
export * from './inverse-relations.ts';
export { jsonString } from './json-text.ts';
export * from './list-item.ts';
export { openApiDocument, PARAMETERS } from './openapi/index.ts';
export * from './render-record.ts';
