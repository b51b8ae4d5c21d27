/** The data model: a diagram drawn from the catalogue, and the same in words. */
import { html, type Html } from '../../html/index.ts';
import { catalogue, getResource, isStoredType, type ResourceName } from '../../roster/index.ts';
import { list, paragraph, section } from '../blocks.ts';
import type { DocPage } from '../site.ts';
import { recordDocUri, titleOf } from './records.ts';

/** Where each record type stands in the drawing; a type without a place is drawn below the others. */
const PLACES: Readonly<Partial<Record<ResourceName, readonly [number, number]>>> = {
  district: [1, 0],
  district_admin: [2, 0],
  school: [1, 1],
  school_admin: [2, 1],
  teacher: [0, 2],
  section: [1, 2],
  student: [2, 2],
  contact: [2, 3],
};
const CELL = { width: 310, height: 130, left: 20, top: 20 } as const;
const BOX = { width: 170, height: 56 } as const;

interface Line {
  readonly from: ResourceName;
  readonly to: ResourceName;
  readonly fields: readonly string[];
}

/** Which record types name which, by their fields. The district, which all name, is left out of the drawing. */
const lines: readonly Line[] = catalogue.flatMap(({ name, fields }) => {
  if (!isStoredType(name)) return [];
  const byTarget = new Map<string, string[]>();
  for (const [field, { kind }] of Object.entries(fields))
    if (kind.refersTo !== undefined && kind.refersTo !== 'district')
      byTarget.set(kind.refersTo, [...(byTarget.get(kind.refersTo) ?? []), field]);
  return [...byTarget].map(([to, names]) => ({ from: name, to: to as ResourceName, fields: names }));
});

const drawn = catalogue
  .filter(({ name }) => name !== 'district_status')
  .map(({ name }) => name as ResourceName);

function placeOf(name: ResourceName): { readonly x: number; readonly y: number } {
  const [column, row] = PLACES[name] ?? [drawn.indexOf(name) % 3, 4];
  return { x: CELL.left + column * CELL.width, y: CELL.top + row * CELL.height };
}

function centre(name: ResourceName) {
  const { x, y } = placeOf(name);
  return { x: x + BOX.width / 2, y: y + BOX.height / 2 };
}

/** The point at which a line to `to` leaves the box of `from`. */
function edgeOf(from: ResourceName, to: ResourceName) {
  const a = centre(from);
  const b = centre(to);
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const scale = Math.min(
    BOX.width / 2 / Math.max(Math.abs(dx), 1),
    BOX.height / 2 / Math.max(Math.abs(dy), 1),
  );
  return { x: Math.round(a.x + dx * scale), y: Math.round(a.y + dy * scale) };
}

function drawLine({ from, to, fields }: Line): Html {
  const start = edgeOf(from, to);
  const end = edgeOf(to, from);
  const label = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  return html`<line x1="${start.x}" y1="${start.y}" x2="${end.x}" y2="${end.y}" marker-end="url(#arrow)" />
    <text class="label" x="${label.x}" y="${label.y - 5}" text-anchor="middle">${fields.join(', ')}</text>`;
}

function drawBox(name: ResourceName): Html {
  const { x, y } = placeOf(name);
  return html`<a href="${recordDocUri(name)}"
    ><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="10" />
    <text x="${x + BOX.width / 2}" y="${y + BOX.height / 2 + 5}" text-anchor="middle"
      >${titleOf({ name })}</text
    ></a
  >`;
}

const width = CELL.left * 2 + 2 * CELL.width + BOX.width;
const height = CELL.top * 2 + 3 * CELL.height + BOX.height;

export const dataModelDiagram: Html = html`<div
  class="scroll"
  tabindex="0"
  role="group"
  aria-label="Diagram of the data model"
>
  <svg
    class="model"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="group"
    aria-labelledby="model-title"
  >
    <title id="model-title">Which record types name which; the same stands below in words</title>
    <defs>
      <marker
        id="arrow"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="8"
        markerHeight="8"
        orient="auto-start-reverse"
      >
        <path d="M0 0L8 4L0 8z" />
      </marker>
    </defs>
    ${lines.map(drawLine)} ${drawn.map(drawBox)}
  </svg>
</div>`;

export const dataModelPage: DocPage = {
  path: 'data-model',
  title: 'Data model',
  summary: 'How districts, schools, sections and people belong together.',
  body: html`${paragraph('Everything belongs to one district, and every record but the district names it in `district`. Sections are the only bond between students and teachers.')}
  ${section('The diagram', paragraph('An arrow leads from the record that holds the id to the record it names. Follow a box to its fields.'), dataModelDiagram)}
  ${section(
    'In words',
    list(
      lines.map(({ from, to, fields }) => {
        const source = getResource(from);
        const names = fields.map((field) => `\`${field}\``).join(' and ');
        const many = fields.some((field) => source.fields[field]?.kind.isList === true);
        return `[${titleOf(source)}](${recordDocUri(from)}): ${names} ${many ? 'holds ids of' : 'names one'} [${titleOf({ name: to }).toLowerCase()}](${recordDocUri(to)})${many ? ' records' : ''}.`;
      }),
    ),
  )}
  ${section(
    'Worth knowing',
    list([
      'A student has one primary school, and may be in sections of any school.',
      'A section has one primary teacher; co-teachers stand behind it in `teachers`.',
      'Terms and courses are columns of sections, not records.',
      'A contact belongs to one student. A parent of two students is two contacts.',
      'A teacher and a school admin with the same e-mail address are two records with two ids.',
      'Ids are unique over districts and record types. A `sis_id` is unique in its district and type only.',
    ]),
  )}`,
};
