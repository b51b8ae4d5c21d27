/** The data model: a diagram drawn from the catalogue, and the same in words. */
import { html, type Html } from '../../html/index.ts';
import { catalogue, getResource, isStoredType, type ResourceName } from '../../roster/index.ts';
import { list, paragraph, section } from '../blocks.ts';
import type { DocPage } from '../site.ts';
import { recordDocUri, titleOf } from './records.ts';

type Point = readonly [number, number];

/** How the diagram is laid out: where each record type stands, in cells, and how large cells and boxes are. */
interface Layout {
  readonly name: 'wide' | 'narrow';
  readonly places: Readonly<Partial<Record<ResourceName, Point>>>;
  readonly columns: number;
  readonly cell: { readonly width: number; readonly height: number };
  readonly box: { readonly width: number; readonly height: number };
  readonly size: number;
}

const MARGIN = 4;

const WIDE: Layout = {
  name: 'wide',
  places: {
    district: [1, 0],
    district_admin: [2, 0],
    school: [1, 1],
    school_admin: [2, 1],
    teacher: [0, 2],
    section: [1, 2],
    student: [2, 2],
    contact: [2, 3],
  },
  columns: 3,
  cell: { width: 310, height: 130 },
  box: { width: 170, height: 56 },
  size: 13,
};

/** For telephones: as wide as the narrowest of them. */
const NARROW: Layout = {
  name: 'narrow',
  places: {
    district: [0, 0],
    district_admin: [1, 0],
    school_admin: [0.5, 1],
    school: [0.5, 2],
    teacher: [0, 3],
    student: [1, 3],
    section: [0.5, 4],
    contact: [1, 5],
  },
  columns: 2,
  cell: { width: 160, height: 92 },
  box: { width: 120, height: 44 },
  size: 12,
};

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

/** Draws one layout; a record type without a place stands below the others. */
function draw({ name: layout, places, columns, cell, box, size }: Layout): Html {
  const placeOf = (name: ResourceName) => {
    const [column, row] = places[name] ?? [drawn.indexOf(name) % columns, 6];
    return { x: MARGIN + column * cell.width, y: MARGIN + row * cell.height };
  };
  const centreOf = (name: ResourceName) => {
    const { x, y } = placeOf(name);
    return { x: x + box.width / 2, y: y + box.height / 2 };
  };
  /** The point at which a line to `to` leaves the box of `from`. */
  const edgeOf = (from: ResourceName, to: ResourceName) => {
    const a = centreOf(from);
    const b = centreOf(to);
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const scale = Math.min(
      box.width / 2 / Math.max(Math.abs(dx), 1),
      box.height / 2 / Math.max(Math.abs(dy), 1),
    );
    return { x: Math.round(a.x + dx * scale), y: Math.round(a.y + dy * scale) };
  };
  const drawLine = ({ from, to, fields }: Line) => {
    const start = edgeOf(from, to);
    const end = edgeOf(to, from);
    return html`<line
        x1="${start.x}"
        y1="${start.y}"
        x2="${end.x}"
        y2="${end.y}"
        marker-end="url(#arrow-${layout})"
      />
      <text
        class="label"
        x="${(start.x + end.x) / 2}"
        y="${(start.y + end.y) / 2 + size / 3}"
        text-anchor="middle"
        font-size="${size}"
        >${fields.join(', ')}</text
      >`;
  };
  const drawBox = (name: ResourceName) => {
    const { x, y } = placeOf(name);
    return html`<a href="${recordDocUri(name)}"
      ><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="10" />
      <text
        x="${x + box.width / 2}"
        y="${y + box.height / 2 + size / 3}"
        text-anchor="middle"
        font-size="${size + 1}"
        >${titleOf({ name })}</text
      ></a
    >`;
  };
  const rows = Math.max(...drawn.map((name) => places[name]?.[1] ?? 6));
  const width = MARGIN * 2 + (columns - 1) * cell.width + box.width;
  const height = MARGIN * 2 + rows * cell.height + box.height;
  return html`<svg
    class="model model-${layout}"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="group"
    aria-labelledby="model-${layout}"
  >
    <title id="model-${layout}">Which record types name which; the same stands below in words</title>
    <defs>
      <marker
        id="arrow-${layout}"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="8"
        markerHeight="8"
        orient="auto"
      >
        <path d="M0 0L8 4L0 8z" />
      </marker>
    </defs>
    ${lines.map(drawLine)} ${drawn.map(drawBox)}
  </svg>`;
}

export const dataModelDiagram: Html = html`${draw(WIDE)}${draw(NARROW)}`;

export const dataModelPage: DocPage = {
  path: 'data-model',
  title: 'Data model',
  summary: 'How districts, schools, sections and people belong together.',
  body: html`${paragraph('Everything belongs to one district: every record names it in `district`, which the diagram leaves out. Sections are the only bond between students and teachers.')}
  ${section('The diagram', paragraph('An arrow leads from the record that holds the id to the record that it names, and says in which field. Follow a box to its page.'), dataModelDiagram)}
  ${section(
    'In words',
    list(
      lines.map(({ from, to, fields }) => {
        const source = getResource(from);
        const names = fields.map((field) => `\`${field}\``).join(' and ');
        const many = fields.some((field) => source.fields[field]?.kind.isList === true);
        const target = `[${titleOf({ name: to }).toLowerCase()}](${recordDocUri(to)})`;
        const single = fields.length === 1;
        return `[${titleOf(source)}](${recordDocUri(from)}): ${names} ${many ? `${single ? 'holds' : 'hold'} ids of ${target} records` : `names one ${target}`}.`;
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
