/** A page for each endpoint: what it gives, its parameters, its statuses, and where to try it. */
import { type Endpoint, endpoints, PARAMETERS, recordUri } from '../../derive/index.ts';
import { html, type Html } from '../../html/index.ts';
import { getResource, isStoredType } from '../../roster/index.ts';
import { code, json, list, paragraph, prose, section, table } from '../blocks.ts';
import { docUri, type DocPage } from '../site.ts';
import { endpointPath, fieldTable, recordPath, titleOf } from './records.ts';

const ID_SHOWN = '{id}';

function summaryOf(endpoint: Endpoint): string {
  const name = endpoint.resource.name.replaceAll('_', ' ');
  switch (endpoint.kind) {
    case 'list':
      return `Every ${name} that the token may see, in ascending order of id.`;
    case 'one':
      return `One ${name}, with all its fields.`;
    case 'related':
      return endpoint.relation.doc;
  }
}

function targetOf(endpoint: Endpoint): string | undefined {
  if (endpoint.kind !== 'related') return endpoint.resource.name;
  return endpoint.relation.members.by === 'values' ? undefined : endpoint.relation.target;
}

function exampleOf(endpoint: Endpoint): unknown {
  const target = targetOf(endpoint);
  if (target === undefined)
    return { data: ['Kindergarten', '1', '2'], links: [{ rel: 'self', uri: endpoint.path }] };
  const resource = getResource(target);
  const { example } = resource;
  const id = String(example['id']);
  const self = (uri: string) => [{ rel: 'self', uri }];
  const path = endpoint.path.replace(ID_SHOWN, String(endpoint.resource.example['id']));
  const presented = endpoint.kind === 'related' ? endpoint.relation : endpoint.resource.list;
  const isOne =
    endpoint.kind === 'one' || (endpoint.kind === 'related' && endpoint.relation.cardinality === 'one');
  if (isOne) return { data: example, links: self(recordUri(resource, id)) };
  const item = presented?.shape === 'bare' ? example : { data: example, uri: recordUri(resource, id) };
  const hasPaging = presented?.withoutPaging !== true;
  return {
    data: [isStoredType(target) || target === 'district' ? item : { data: example }],
    ...(hasPaging ? { paging: { current: 1, total: 1, count: 1 } } : {}),
    links: self(path),
  };
}

function parameterTable(endpoint: Endpoint): Html {
  const rows = [
    ...(endpoint.kind === 'list'
      ? []
      : [
          [
            '`id`',
            'in the path',
            `The id of the ${endpoint.resource.name.replaceAll('_', ' ')}: 24 hex digits.`,
          ],
        ]),
    ...endpoint.parameters.map((name) => [`\`${name}\``, 'in the query', PARAMETERS[name].description]),
  ];
  return rows.length === 0
    ? paragraph('None.')
    : table({ caption: 'Parameters', head: ['Name', 'Where', 'What it does'], rows });
}

const STATUSES: readonly (readonly [string, string])[] = [
  ['200', 'What was asked for.'],
  ['304', 'Unchanged since the entity tag in `If-None-Match`. It does not count against the rate limit.'],
  ['400', 'A parameter cannot be used. The text says which, and why.'],
  ['401', 'No token, or one that opens nothing.'],
  ['403', 'The endpoint is not in the scopes of the token.'],
  ['404', 'There is no such record that this token may see.'],
  ['413', '`limit` is over 10,000.'],
  ['429', 'More requests than a minute allows. The body is empty.'],
];

function statusesOf(endpoint: Endpoint): Html {
  const rows = STATUSES.filter(
    ([status]) =>
      !(status === '404' && endpoint.kind === 'list') && !(status === '413' && endpoint.kind === 'one'),
  );
  return table({ caption: 'Statuses', head: ['Status', 'When'], rows });
}

function page(endpoint: Endpoint): DocPage {
  const target = targetOf(endpoint);
  const resource = target === undefined ? undefined : getResource(target);
  const summary = summaryOf(endpoint);
  const path = endpoint.path.replace(ID_SHOWN, String(endpoint.resource.example['id']));
  return {
    path: endpointPath(endpoint),
    title: `GET ${endpoint.path}`,
    summary,
    body: html`${paragraph(summary)}
      <p>
        <a class="button" href="/explorer?path=${encodeURIComponent(endpoint.path)}"
          >Try it in the Explorer</a
        >
      </p>
      ${section('Parameters', parameterTable(endpoint))}
      ${section('Request', code(`curl -H "Authorization: Bearer TOKEN" \\\n  "http://localhost:3000${path}"`))}
      ${section('Answer', json(exampleOf(endpoint)))} ${section('Statuses', statusesOf(endpoint))}
      ${
        resource &&
        section(
          endpoint.kind === 'one' ? 'Fields' : `Fields of each ${resource.name.replaceAll('_', ' ')}`,
          html`<p>${prose('What each badge promises: [field formats](formats).')}</p>
            ${fieldTable(resource)}`,
        )
      }
      ${section(
        'See also',
        list([
          ...(resource ? [`[${titleOf(resource)}](${recordPath(resource)})`] : []),
          '[Paging](paging)',
          '[Errors](errors)',
          '[Scopes](scopes)',
        ]),
      )}`,
  };
}

export const endpointPages: readonly DocPage[] = endpoints.map(page);

/** All endpoints in one table. */
export const endpointsIndex: DocPage = {
  path: 'endpoints',
  title: 'Endpoints',
  summary: 'Every path of the Data API v1.1.',
  body: html`${paragraph('All are read with GET. Paths are in lower case; repeated slashes count as one. An unknown path answers 404 as plain text.')}
  ${table({
    caption: 'Endpoints',
    head: ['Path', 'What it gives'],
    rows: [
      ...endpoints.map((endpoint) => [
        html`<a href="${docUri(endpointPath(endpoint))}"><code>${endpoint.path}</code></a>`,
        summaryOf(endpoint),
      ]),
      [html`<a href="${docUri('authentication')}"><code>/me</code></a>`, 'The owner of the token.'],
    ],
  })}`,
};
