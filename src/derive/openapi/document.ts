/** The OpenAPI 3.1 description of the Data API, printed from the catalogue. */
import { catalogue } from '../../roster/index.ts';
import { listSchemas } from './lists.ts';
import { paths } from './operations.ts';
import { parameterComponents } from './parameters.ts';
import { recordSchemas } from './records.ts';
import { ERROR_SCHEMAS, HEADER_COMPONENTS, RESPONSE_COMPONENTS } from './responses.ts';

/** The document, as an object that JSON can hold. */
export function openApiDocument(version: string): Readonly<Record<string, unknown>> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rollbook Data API',
      version: '1.1',
      description: [
        `District rosters over the Data API v1.1, served by Rollbook ${version}.`,
        'Links are relative; follow them.',
        'What is required of a record is what the token of a district is told; the token of a person, or one for signing people in only, may be told less.',
      ].join(' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The server that this file comes from.' }],
    security: [{ bearer: [] }],
    tags: [
      ...catalogue.filter(({ list }) => list).map(({ name, doc }) => ({ name, description: doc })),
      { name: 'me', description: 'The owner of a token.' },
    ],
    paths: paths(),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token that a district granted.' },
      },
      parameters: parameterComponents(),
      headers: HEADER_COMPONENTS,
      responses: RESPONSE_COMPONENTS,
      schemas: { ...recordSchemas(), ...listSchemas(), ...ERROR_SCHEMAS },
    },
  };
}
