/** What an audience sees of a record that it may see: its fields, without hidden ones, its lists of ids without hidden records. */
import {
  type AnyResource,
  type Field,
  type Fields,
  getResource,
  isStoredType,
  type StoredType,
} from '../roster/index.ts';
import type { AudiencePolicy } from './policy.ts';

type Values = Readonly<Record<string, unknown>>;
export type IsVisible = (type: StoredType, id: string) => boolean;

/** The record type that a field names, where it is one of which records can be hidden. */
function targetOf({ kind }: Field): StoredType | undefined {
  const target = kind.refersTo ?? '';
  return isStoredType(target) ? target : undefined;
}

function idsOf(value: unknown): readonly string[] {
  return [value].flat().filter((id): id is string => typeof id === 'string');
}

/** The ids in fields whose visibility decides what is shown. */
export function* referencesOf(
  resource: AnyResource,
  values: Values,
): Generator<readonly [StoredType, string]> {
  for (const [name, field] of Object.entries(resource.fields)) {
    const target = targetOf(field);
    if (target === undefined || (field.presence === 'guaranteed' && !field.kind.isList)) continue;
    for (const id of idsOf(values[name])) yield [target, id];
  }
}

/**
 * What is told instead of a value that was made with the name of a hidden record; undefined where nothing needs to be. Hidden ids may be told
 * (`leak_hidden_ids`), a hidden name never.
 */
function told({ fields }: AnyResource, field: Field, values: Values, isVisible: IsVisible): unknown {
  if (field.namesFirstOf === undefined) return undefined;
  const { list, instead } = field.namesFirstOf;
  const target = targetOf(fields[list] ?? field);
  const [named] = idsOf(values[list]);
  return target !== undefined && named !== undefined && !isVisible(target, named)
    ? values[instead]
    : undefined;
}

export interface Projection {
  /** Top-level fields that this audience can ever see, for filters and documents. */
  readonly fields: ReadonlySet<string>;
  /** The record as JSON, keys in catalogue order. */
  readonly render: (values: Values, isVisible: IsVisible) => string;
}

/** How one audience sees one record type. */
export function projectionOf(policy: AudiencePolicy, type: StoredType): Projection {
  const { hidden, granted, leak_hidden_ids: leak } = policy;
  const resource = getResource(type);
  const shown = Object.entries(resource.fields).filter(([name, { grant }]) =>
    grant === undefined ? !hidden[type]?.includes(name) : granted.includes(grant),
  );
  const valueOf = (name: string, field: Field, values: Values, isVisible: IsVisible): unknown => {
    const value = told(resource, field, values, isVisible) ?? values[name];
    const target = targetOf(field);
    if (target === undefined || leak) return value;
    if (field.kind.isList) return idsOf(value).filter((id) => isVisible(target, id));
    // A guaranteed reference leads to a record that came with this one.
    if (field.presence === 'guaranteed' || typeof value !== 'string') return value;
    const candidates = field.firstOf === undefined ? [value] : idsOf(values[field.firstOf]);
    return candidates.find((id) => isVisible(target, id));
  };
  return {
    fields: new Set(shown.map(([name]) => name)),
    render: (values, isVisible) => {
      let text = '';
      for (const [name, field] of shown) {
        const value = valueOf(name, field, values, isVisible);
        if (value === undefined) continue;
        text += `${text === '' ? '' : ','}"${name}":${JSON.stringify(value)}`;
      }
      return `{${text}}`;
    },
  };
}

/** The first character, not half of one. */
function initialOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0x20).trim();
}

function limited(fields: Fields, values: Values, level: 'basic' | 'library'): Values {
  const kept: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name];
    const mark = field[level];
    if (mark === undefined || value === undefined) continue;
    if (field.kind.members) kept[name] = limited(field.kind.members, value as Values, level);
    else kept[name] = mark === 'initial' ? initialOf(value as string) : value;
  }
  return kept;
}

/** What the smaller tiers are told of a record (`auth-and-sharing` 7.3). */
export function limitedValues(resource: AnyResource, values: Values, level: 'basic' | 'library'): Values {
  return limited(resource.fields, values, level);
}

const fieldSets = new WeakMap<AnyResource, Map<string, ReadonlySet<string>>>();

function fieldSet(resource: AnyResource, level: 'all' | 'basic' | 'library'): ReadonlySet<string> {
  let of = fieldSets.get(resource);
  if (!of) fieldSets.set(resource, (of = new Map<string, ReadonlySet<string>>()));
  let fields = of.get(level);
  if (!fields) {
    const { id: _, ...rest } = resource.fields;
    const names = Object.keys(rest).filter((name) => level === 'all' || rest[name]?.[level] !== undefined);
    of.set(level, (fields = new Set(['id', ...names])));
  }
  return fields;
}

/** The top-level fields of which the smaller tiers are told something. The same set each time. */
export function limitedFields(resource: AnyResource, level: 'basic' | 'library'): ReadonlySet<string> {
  return fieldSet(resource, level);
}

/** Every top-level field. The same set each time. */
export function allFields(resource: AnyResource): ReadonlySet<string> {
  return fieldSet(resource, 'all');
}
