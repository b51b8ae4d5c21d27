/**
 * Records as JSON, rendered once, when a sync changes them. What is stored is what is served.
 */
import type { AnyResource, Field, Fields } from '../roster/index.ts';
import { jsonString } from './json-text.ts';

/** Values of one record by field name; groups are nested, lists are arrays of ids. */
export type RecordValues = Readonly<Record<string, unknown>>;

export interface RenderedRecord {
  /** The record as v1.1 serves it: keys in catalogue order, absent values left out. */
  readonly data: string;
  /**
   * The same without blank values and without the hub's own stamps: equal texts mean that nothing changed. Absent and
   * blank are equal (`roster-csv` D26).
   */
  readonly canonical: string;
}

/** Stamps that the hub sets; they are no part of what a sync compares. */
export const STAMPS: readonly string[] = ['created', 'last_modified'];

function isServedToAll(field: Field): boolean {
  return field.grant === undefined;
}

function renderValue(field: Field, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return jsonString(value);
  if (Array.isArray(value)) return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  return renderGroup(field.kind.members ?? {}, value as RecordValues);
}

/** The same for values that hold nothing that JSON would have to escape. */
function renderPlain(field: Field, value: unknown): string | undefined {
  if (typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `["${value.join('","')}"]`;
  return renderValue(field, value);
}

/** A group whose members are all absent or blank is left out (`roster-csv` D23, `api-v1.1` R8). */
function renderGroup(members: Fields, values: RecordValues): string | undefined {
  let text = '';
  let filled = false;
  for (const name in members) {
    const value = values[name];
    if (typeof value !== 'string') continue;
    text += `${text === '' ? '' : ','}"${name}":${jsonString(value)}`;
    filled ||= value !== '';
  }
  return filled ? `{${text}}` : undefined;
}

/** The group without its blank members, for comparison. */
function canonicalGroup(members: Fields, values: RecordValues): string {
  let text = '';
  for (const name in members) {
    const value = values[name];
    if (typeof value === 'string' && value !== '') text += `"${name}":${jsonString(value)},`;
  }
  return text;
}

/** The renderer of a record type. */
export function recordRenderer(resource: AnyResource): (values: RecordValues) => RenderedRecord {
  const fields = Object.entries(resource.fields)
    .filter(([, field]) => isServedToAll(field))
    .map(([name, field]) => ({
      name,
      field,
      isStamp: STAMPS.includes(name),
      // Listed values and stated formats hold nothing that JSON would have to escape.
      isPlain: field.kind.fidelity.includes('validated'),
      key: `"${name}":`,
    }));
  return (values) => {
    let data = '';
    let canonical = '';
    for (const { name, field, isStamp, isPlain, key } of fields) {
      const value = values[name];
      const rendered = isPlain ? renderPlain(field, value) : renderValue(field, value);
      if (rendered === undefined) continue;
      data += data === '' ? key + rendered : `,${key}${rendered}`;
      if (isStamp || rendered === '""') continue;
      canonical += key;
      canonical += field.kind.members ? canonicalGroup(field.kind.members, value as RecordValues) : rendered;
      canonical += ';';
    }
    return { data: `{${data}}`, canonical };
  };
}

/** The fields of a record that need a grant; stored beside the record. */
export function grantedFields(resource: AnyResource): readonly string[] {
  return Object.entries(resource.fields)
    .filter(([, field]) => !isServedToAll(field))
    .map(([name]) => name);
}
