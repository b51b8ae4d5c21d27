/** A page for each record type: its fields with their badges, an example, its links and endpoints. */
import { type Endpoint, endpoints, linkRels, recordUri } from '../../derive/index.ts';
import { html, type Html } from '../../html/index.ts';
import {
  type AnyResource,
  catalogue,
  type Field,
  type Fields,
  type ResourceName,
} from '../../roster/index.ts';
import { badge, badgesOf, json, list, paragraph, prose, section, table, term } from '../blocks.ts';
import { docUri, type DocPage } from '../site.ts';

/** What people call a record type. */
export function titleOf({ name }: Pick<AnyResource, 'name'>): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function recordPath(resource: Pick<AnyResource, 'name'>): string {
  return `records/${resource.name.replaceAll('_', '-')}`;
}

export function endpointPath({ path }: Pick<Endpoint, 'path'>): string {
  return `endpoints${path.replace(/[{}]/g, '').replaceAll('_', '-').replace('/v1.1', '')}`;
}

interface FieldRow {
  readonly path: string;
  readonly field: Field;
  readonly depth: number;
}

function rowsOf(fields: Fields, prefix = '', depth = 0): readonly FieldRow[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    return [{ path, field, depth }, ...rowsOf(field.kind.members ?? {}, `${path}.`, depth + 1)];
  });
}

/** Where the forms of values are explained, by the name of a kind. */
const FORMATS: Readonly<Partial<Record<string, string>>> = {
  ObjectID: 'objectid',
  'ObjectID[]': 'objectid',
  String: 'string',
  'Date of birth': 'date',
  Date: 'date',
  Timestamp: 'date',
  Boolean: 'boolean',
  'JSON boolean': 'boolean',
};
/** Kinds of which the format says all there is to say. */
const SAID_BY_FORMAT = new Set(['String', 'Object', 'ObjectID']);

function kindOf({ kind }: Field): Html {
  const anchor = FORMATS[kind.name];
  return anchor === undefined
    ? html`${kind.name}`
    : html`<a href="${docUri('formats')}#${anchor}">${kind.name}</a>`;
}

function describe({ kind, doc, grant }: Field): Html {
  const values = kind.values?.filter((value) => value !== '');
  const allowsBlank = kind.values?.includes('') === true;
  const target = kind.refersTo;
  return html`<p>${prose(doc)}${!SAID_BY_FORMAT.has(kind.name) && html` ${prose(kind.form)}`}</p>
    ${
      values &&
      html`<p class="values">
        ${values.map((value) => html`<code>${value}</code> `)}${allowsBlank && html`or the empty string`}
      </p>`
    }${
      target !== undefined &&
      html`<p>
        Leads to <a href="${docUri(recordPath({ name: target }))}">${target.replaceAll('_', ' ')}</a>.
      </p>`
    }${grant !== undefined && html`<p>Needs the grant <code>${grant}</code>: <a href="${docUri('sharing')}#fields">sharing</a>.</p>`}`;
}

const anchorOfField = (path: string) => `field-${path.replaceAll('.', '-')}`;

export function fieldTable({ name, fields }: AnyResource): Html {
  const rows = rowsOf(fields);
  const hasColumns = rows.some(({ field }) => field.csv);
  return table({
    caption: `Fields of ${name}`,
    head: ['Field', 'Promises', 'What it is', ...(hasColumns ? ['CSV column'] : [])],
    rows: rows.map(({ path, field, depth }) => [
      html`${term(anchorOfField(path), path, `term depth-${depth}`)}<br /><span class="kind depth-${depth}"
          >${kindOf(field)}</span
        >`,
      html`${badgesOf(field).map((one) => html`${badge(one)} `)}`,
      describe(field),
      ...(hasColumns ? [field.csv ? html`<code class="whole">${field.csv.header}</code>` : html``] : []),
    ]),
  });
}

function endpointList(resource: AnyResource): Html {
  return list(
    endpoints
      .filter((endpoint) => endpoint.resource === resource)
      .map((endpoint) => `[\`${endpoint.path}\`](${endpointPath(endpoint)})`),
  );
}

function linkList(resource: AnyResource): Html {
  const rels = linkRels(resource);
  return list([
    `\`self\`: \`${recordUri(resource, '{id}')}\``,
    ...rels.map((rel) => {
      const uri = `${recordUri(resource, '{id}')}/${rel}`;
      const endpoint = endpoints.find(({ path }) => path === uri);
      return endpoint
        ? `\`${rel}\`: [\`${uri}\`](${endpointPath(endpoint)})`
        : `\`${rel}\`: \`${uri}\`. Kept for clients that look for it; this version has no events and answers 404 there.`;
    }),
  ]);
}

function gateText({ gate }: AnyResource): string {
  if (gate.scopes === 'any') return 'Every valid token may read it.';
  const scopes = gate.scopes.map((scope) => `\`${scope}\``).join(' or ');
  return `A district token needs ${scopes}${gate.secureSync ? ', and the tier that reads rosters' : ''}. See [scopes](scopes).`;
}

function page(resource: AnyResource): DocPage {
  const { doc, list: hasList, example, identity } = resource;
  return {
    path: recordPath(resource),
    title: titleOf(resource),
    summary: doc,
    terms: rowsOf(resource.fields).map(({ path, field }) => ({
      anchor: anchorOfField(path),
      name: path,
      text: [field.doc, field.csv?.header ?? '', ...(field.kind.values ?? [])].join(' '),
    })),
    body: html`${paragraph(gateText(resource))}
    ${section('Fields', paragraph('What the badges promise: [field formats](formats).'), fieldTable(resource))}
    ${section('Example', json(example))}
    ${
      hasList
        ? html`${section('Links of a single record', linkList(resource))}
          ${section('Endpoints', endpointList(resource))}`
        : section(
            'Endpoints',
            list([
              '[`/v1.1/districts/{id}/status`](endpoints/districts/id/status), as a list of one; it has no list and no path of its own.',
            ]),
          )
    }
    ${
      identity !== undefined
        ? section(
            'Identity',
            paragraph(
              `In the SIS, \`${identity}\` names the record, byte for byte: \`007\` and \`7\` are two. The id here stays with it over syncs, also when every other field changes. A record that disappears and returns within 300 days has its id again, with a new \`created\`.`,
            ),
          )
        : ''
    }`,
  };
}

export const recordPages: readonly DocPage[] = catalogue.map(page);

/** The page of a record type by its name. */
export function recordDocUri(name: ResourceName): string {
  return docUri(recordPath({ name }));
}
