/** A page for each record type: its fields with their badges, an example, its links and endpoints. */
import { type Endpoint, endpoints, linkRels, recordUri } from '../../derive/index.ts';
import { html, type Html } from '../../html/index.ts';
import {
  type AnyResource,
  catalogue,
  type Field,
  type Fields,
  isStoredType,
  type ResourceName,
} from '../../roster/index.ts';
import { badge, badgesOf, json, list, paragraph, prose, section, table } from '../blocks.ts';
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

function describe({ kind, doc, grant }: Field): Html {
  const values = kind.values?.filter((value) => value !== '');
  const allowsBlank = kind.values?.includes('') === true;
  const target = kind.refersTo;
  return html`<p>${prose(doc)} ${prose(kind.form)}</p>
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
    }${grant !== undefined && html`<p>Needs the grant <code>${grant}</code>; see <a href="${docUri('sharing')}">sharing</a>.</p>`}`;
}

export function fieldTable({ name, fields }: AnyResource): Html {
  return table({
    caption: `Fields of ${name}`,
    head: ['Field', 'Promises', 'What it is', 'CSV column'],
    rows: rowsOf(fields).map(({ path, field, depth }) => [
      html`<span id="field-${path.replaceAll('.', '-')}" class="field depth-${depth}"
        ><code>${path}</code></span
      >`,
      html`${badgesOf(field).map((one) => html`${badge(one)} `)}`,
      describe(field),
      field.csv ? html`<code>${field.csv.header}</code>` : '',
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

function gateText({ gate }: AnyResource): string {
  if (gate.scopes === 'any') return 'Every valid token may read it.';
  const scopes = gate.scopes.map((scope) => `\`${scope}\``).join(' or ');
  return `A district token needs ${scopes}${gate.secureSync ? ', and the tier that reads rosters' : ''}. See [scopes](scopes).`;
}

function page(resource: AnyResource): DocPage {
  const { name, doc, plural, list: hasList, example, eventName } = resource;
  const rels = linkRels(resource);
  return {
    path: recordPath(resource),
    title: titleOf(resource),
    summary: doc,
    body: html`${paragraph(doc)} ${paragraph(gateText(resource))} ${section('Fields', fieldTable(resource))}
    ${section('Example', json(example))}
    ${
      hasList
        ? html`${section('Endpoints', endpointList(resource))}
          ${section(
            'Links of a single record',
            rels.length === 0
              ? paragraph('`self` only.')
              : list([
                  '`self`',
                  ...rels.map((rel) => `\`${rel}\`: \`${recordUri({ plural }, '{id}')}/${rel}\``),
                ]),
          )}`
        : section(
            'Where it stands',
            paragraph('Below a district: `/v1.1/districts/{id}/status`, as a list of one.'),
          )
    }
    ${
      eventName !== undefined && isStoredType(name)
        ? section(
            'Identity',
            paragraph(
              'The id stays with the record over syncs, also when every other field changes. A record that disappears and returns within 300 days has its id again.',
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
