/** A page for each endpoint: what it gives, its parameters, its statuses, and where to try it. */
import { type Endpoint, endpoints, linkRels, PARAMETERS, recordUri } from '../../derive/index.ts';
import { html, type Html } from '../../html/index.ts';
import { ERRORS } from '../../errors/index.ts';
import { getResource } from '../../roster/index.ts';
import { code, json, list, paragraph, prose, section, table } from '../blocks.ts';
import { docUri, type DocPage, HUB } from '../site.ts';
import { STATUSES } from './errors.ts';
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

/** What such a request answers, with the examples of the catalogue. */
function exampleOf(endpoint: Endpoint): unknown {
  const { resource } = endpoint;
  const id = String(resource.example['id']);
  const path = endpoint.path.replace(ID_SHOWN, id);
  const self = { rel: 'self', uri: path };
  if (endpoint.kind === 'one')
    return {
      data: resource.example,
      links: [self, ...linkRels(resource).map((rel) => ({ rel, uri: `${path}/${rel}` }))],
    };
  const target = targetOf(endpoint);
  if (target === undefined) return { data: ['Kindergarten', '1', '2'], links: [self] };
  const found = getResource(target);
  const uri = recordUri(found, String(found.example['id']));
  const presented = endpoint.kind === 'related' ? endpoint.relation : resource.list;
  // One record below another is shown as at home, with a single link that leads there.
  if (endpoint.kind === 'related' && endpoint.relation.cardinality === 'one')
    return { data: found.example, links: [{ rel: 'self', uri }] };
  const isBare = presented?.shape === 'bare';
  const isStatus = !found.list;
  return {
    data: [isBare ? found.example : isStatus ? { data: found.example } : { data: found.example, uri }],
    ...(presented?.withoutPaging === true ? {} : { paging: { current: 1, total: 1, count: 1 } }),
    // A bare list names no record of its own, so it says whose it is.
    links:
      isBare && target === 'contact' ? [self, { rel: resource.name, uri: recordUri(resource, id) }] : [self],
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

/** Lists that can be cut by a page; of a single record `limit` says nothing. */
const isList = (endpoint: Endpoint) =>
  endpoint.kind === 'list' || (endpoint.kind === 'related' && endpoint.relation.cardinality === 'many');

function statusesOf(endpoint: Endpoint): Html {
  const rows = STATUSES.filter(
    ({ status }) =>
      !(status === ERRORS.not_found.status && endpoint.kind === 'list') &&
      !(status === ERRORS.limit_too_large.status && !isList(endpoint)),
  ).map(({ status, when }) => [`[${status}](${docUri('errors')}#status-${status})`, when]);
  return table({
    caption: 'Statuses',
    head: ['Status', 'When'],
    rows: [
      ['200', 'What was asked for.'],
      ['304', 'Unchanged since the entity tag in `If-None-Match`. It does not count against the rate limit.'],
      ...rows,
    ],
  });
}

function page(endpoint: Endpoint): DocPage {
  const target = targetOf(endpoint);
  const resource = target === undefined ? undefined : getResource(target);
  const path = endpoint.path.replace(ID_SHOWN, String(endpoint.resource.example['id']));
  return {
    path: endpointPath(endpoint),
    title: `GET ${endpoint.path}`,
    inList: endpoint.path.replace('/v1.1', ''),
    summary: summaryOf(endpoint),
    body: html`<p>
        <a class="button" href="/explorer?path=${encodeURIComponent(endpoint.path)}"
          >Try it in the Explorer</a
        >
      </p>
      ${section('Parameters', parameterTable(endpoint))}
      ${section('Request', code(`curl -H "Authorization: Bearer TOKEN" \\\n  "${HUB}${path}"`))}
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
          ...(isList(endpoint) ? ['[Paging](paging)'] : []),
          ...(endpoint.parameters.some((name) => name === 'where') ? ['[Filters: where](where)'] : []),
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
  body: html`${paragraph('All are read with GET. Paths are in lower case; repeated slashes count as one, and one at the end as none. An unknown path answers 404 as plain text, and so does an id that cannot be one.')}
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
