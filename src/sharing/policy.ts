/** The choice of a district, and the audience that follows from it (`auth-and-sharing` 9.2, 7.3). */
import { RollbookError } from '../errors/index.ts';
import {
  catalogue,
  type Field,
  getResource,
  isObjectId,
  isStoredType,
  STORED_TYPES,
  type StoredType,
} from '../roster/index.ts';
import { parseRule, type Rule, RULE_LIMITS } from './rules.ts';

/** Which records are shared. `site`: schools that their own tech leads chose. */
export type Share =
  | { readonly kind: 'none' }
  | { readonly kind: 'everything'; readonly staff: boolean }
  | { readonly kind: 'schools'; readonly schools: readonly string[]; readonly staff: boolean }
  | { readonly kind: 'sections'; readonly sections: readonly string[] }
  | { readonly kind: 'rules'; readonly rules: readonly Rule[] }
  | { readonly kind: 'site'; readonly schools: readonly string[]; readonly staff: boolean };

type FieldLists = Readonly<Partial<Record<StoredType, readonly string[]>>>;

/** What a district decided for one application. */
export interface Sharing {
  readonly share: Share;
  /** Optional fields of students and contacts that the district does not give. */
  readonly refused: FieldLists;
  /** Grants for fields that are otherwise withheld: `frl_status`, `iep_status`. */
  readonly granted: readonly string[];
  /** Lists of ids name hidden records too, as the original did (`auth-and-sharing` 9.4). */
  readonly leak_hidden_ids: boolean;
}

/** What an application does with a field: cannot do without, can use, does not want. */
export const FIELD_USES = ['required', 'optional', 'untaken'] as const;
export type FieldUse = (typeof FIELD_USES)[number];
/** By record type and field; what is not named is `optional`. */
export type TakenFields = Readonly<Partial<Record<StoredType, Readonly<Record<string, FieldUse>>>>>;

/** A distinct way to see a district. Connections with equal ones share it. */
export interface AudiencePolicy {
  readonly share: Share;
  /** Optional fields that are left out. */
  readonly hidden: FieldLists;
  readonly granted: readonly string[];
  readonly leak_hidden_ids: boolean;
}

export const NOTHING_SHARED: Sharing = {
  share: { kind: 'none' },
  refused: {},
  granted: [],
  leak_hidden_ids: false,
};

/** All records, all fields but those that need a grant. */
export const EVERYTHING = '{"share":{"kind":"everything","staff":true}}';

/** Record types of which a district may refuse optional fields (`auth-and-sharing` 7.3). */
const REFUSABLE: readonly StoredType[] = ['student', 'contact'];
const IDS_MAX = 20_000;

function refuse(message: string): RollbookError {
  return new RollbookError('bad_request', `sharing: ${message}`);
}

/** Lists are objects as well, and an empty one would pass for an object without members. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseIds(value: unknown, what: string): readonly string[] {
  if (!Array.isArray(value) || value.length > IDS_MAX)
    throw refuse(`"${what}" must be a list of at most ${IDS_MAX} ids.`);
  for (const id of value)
    if (typeof id !== 'string' || !isObjectId(id)) throw refuse(`"${String(id)}" in "${what}" is no id.`);
  return [...new Set(value as string[])].sort();
}

function parseFlag(value: unknown, what: string): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw refuse(`"${what}" is true or false.`);
  return value;
}

function parseShare(given: unknown): Share {
  if (!isObject(given)) throw refuse('"share" must be an object with a "kind".');
  const { kind, ...rest } = given;
  const take = <T>(allowed: readonly string[], share: T): T => {
    const unknown = Object.keys(rest).find((name) => !allowed.includes(name));
    if (unknown !== undefined) throw refuse(`"${String(kind)}" has no "${unknown}".`);
    return share;
  };
  switch (kind) {
    case 'none':
      return take([], { kind });
    case 'everything':
      return take(['staff'], { kind, staff: parseFlag(rest['staff'], 'staff') });
    case 'schools':
    case 'site':
      return take(['schools', 'staff'], {
        kind,
        schools: parseIds(rest['schools'], 'schools'),
        staff: parseFlag(rest['staff'], 'staff'),
      });
    case 'sections':
      return take(['sections'], { kind, sections: parseIds(rest['sections'], 'sections') });
    case 'rules': {
      const { rules } = rest;
      if (!Array.isArray(rules) || rules.length === 0 || rules.length > RULE_LIMITS.rules)
        throw refuse(`"rules" must be a list of 1 to ${RULE_LIMITS.rules} rules.`);
      return take(['rules'], { kind, rules: rules.map(parseRule) });
    }
    default:
      throw refuse(`"kind" is none, everything, schools, sections, rules or site, not "${String(kind)}".`);
  }
}

/** Throws unless this is a field that may be left out: what is guaranteed cannot be. */
function optionalField(type: StoredType, name: string): Field {
  const { fields } = getResource(type);
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) throw refuse(`"${name}" is not a field of ${type}.`);
  if (field.presence === 'guaranteed')
    throw refuse(`"${name}" of ${type} is guaranteed to every application and cannot be left out.`);
  return field;
}

function parseFieldLists(given: unknown): FieldLists {
  if (given === undefined) return {};
  if (!isObject(given)) throw refuse('"refused" must be an object by record type.');
  const lists: Partial<Record<StoredType, readonly string[]>> = {};
  for (const [type, names] of Object.entries(given)) {
    if (!isStoredType(type) || !REFUSABLE.includes(type))
      throw refuse(`fields of "${type}" cannot be refused; only those of ${REFUSABLE.join(' and ')} can.`);
    if (!Array.isArray(names)) throw refuse(`"refused" of ${type} must be a list of fields.`);
    for (const name of names) optionalField(type, String(name));
    if (names.length > 0) lists[type] = [...new Set(names as string[])].sort();
  }
  return lists;
}

const GRANTS: readonly string[] = [
  ...new Set(catalogue.flatMap(({ fields }) => Object.values(fields).flatMap(({ grant }) => grant ?? []))),
];

/** Checks a choice as it was sent. Throws `bad_request`, saying what is wrong. */
export function parseSharing(given: unknown): Sharing {
  if (!isObject(given)) throw refuse('it must be an object with "share".');
  const { share, refused: sent, granted = [], leak_hidden_ids: leak, ...rest } = given;
  if (Object.keys(rest).length > 0) throw refuse(`there is no "${Object.keys(rest)[0] ?? ''}".`);
  if (!Array.isArray(granted) || granted.some((name) => !GRANTS.includes(name as string)))
    throw refuse(`"granted" is a list of ${GRANTS.join(', ')}.`);
  const refused = parseFieldLists(sent);
  for (const [type, names] of Object.entries(refused))
    for (const name of names)
      if (granted.includes(optionalField(type as StoredType, name).grant))
        throw refuse(`"${name}" of ${type} is both granted and refused. Leave it out of one.`);
  return {
    share: parseShare(share),
    refused,
    granted: [...new Set(granted as string[])].sort(),
    leak_hidden_ids: parseFlag(leak, 'leak_hidden_ids'),
  };
}

/** What an application takes, as it was sent. Throws `bad_request`. */
export function parseFieldUses(given: unknown): TakenFields {
  if (!isObject(given)) throw refuse('"fields" must be an object by record type.');
  const taken: Partial<Record<StoredType, Record<string, FieldUse>>> = {};
  for (const [type, uses] of Object.entries(given)) {
    if (!isStoredType(type)) throw refuse(`"${type}" is no record type.`);
    if (!isObject(uses)) throw refuse(`"fields" of ${type} must be an object by field.`);
    const of: Record<string, FieldUse> = {};
    for (const [name, use] of Object.entries(uses)) {
      optionalField(type, name);
      const known = FIELD_USES.find((one) => one === use);
      if (!known) throw refuse(`"${name}" of ${type} is ${FIELD_USES.join(', ')}, not "${String(use)}".`);
      of[name] = known;
    }
    taken[type] = of;
  }
  return taken;
}

/** Refusals that change nothing, because the application cannot do without the field (`auth-and-sharing` 7.3). */
export function ignoredRefusals(
  { refused }: Pick<Sharing, 'refused'>,
  taken: TakenFields,
): readonly { readonly type: StoredType; readonly field: string }[] {
  return STORED_TYPES.flatMap((type) =>
    (refused[type] ?? [])
      .filter((field) => taken[type]?.[field] === 'required')
      .map((field) => ({ type, field })),
  );
}

/** The audience of a connection: the choice of the district over what the application takes. */
export function audiencePolicy(sharing: Sharing, taken: TakenFields): AudiencePolicy {
  const hidden: Partial<Record<StoredType, readonly string[]>> = {};
  const granted = new Set<string>();
  for (const { name: type, fields } of catalogue) {
    if (!isStoredType(type)) continue;
    const names = Object.entries(fields).flatMap(([name, { presence, grant }]) => {
      const use = taken[type]?.[name] ?? 'optional';
      const refused = sharing.refused[type]?.includes(name) === true;
      if (grant !== undefined) {
        if (use !== 'untaken' && !refused && sharing.granted.includes(grant)) granted.add(grant);
        return [];
      }
      const isRefused = use === 'optional' && refused;
      return presence === 'optional' && (use === 'untaken' || isRefused) ? [name] : [];
    });
    if (names.length > 0) hidden[type] = names.sort();
  }
  const { share, leak_hidden_ids: leak } = sharing;
  return { share, hidden, granted: [...granted].sort(), leak_hidden_ids: leak };
}

/** Whether this is everything that can be had without a grant: lists are served as they are stored. */
export function isWhole({ share, hidden, granted }: AudiencePolicy): boolean {
  return (
    share.kind === 'everything' && share.staff && Object.keys(hidden).length === 0 && granted.length === 0
  );
}

/** Rules add up, and so do conditions within one: their order says nothing, and the same one twice says it once. */
function sortedShare(share: Share): Share {
  if (share.kind !== 'rules') return share;
  const sorted = <T>(list: readonly T[]): readonly T[] =>
    [...new Map(list.map((one) => [JSON.stringify(one), one])).entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one);
  const rules = share.rules.map((rule) => ({ ...rule, where: sorted(rule.where) }));
  return { ...share, rules: sorted(rules) };
}

/** One text for each distinct policy, by which connections find a common audience. */
export function renderAudience({ share, hidden, granted, leak_hidden_ids: leak }: AudiencePolicy): string {
  return JSON.stringify({
    share: sortedShare(share),
    ...(Object.keys(hidden).length > 0
      ? { hidden: Object.fromEntries(Object.entries(hidden).sort(([a], [b]) => (a < b ? -1 : 1))) }
      : {}),
    ...(granted.length > 0 ? { granted } : {}),
    // Where nothing is hidden there is nothing to leak.
    ...(leak && share.kind !== 'everything' ? { leak_hidden_ids: leak } : {}),
  });
}

/** A policy that `renderAudience` wrote. */
export function parseAudience(text: string): AudiencePolicy {
  const {
    share,
    hidden = {},
    granted = [],
    leak_hidden_ids: leak = false,
  } = JSON.parse(text) as Partial<AudiencePolicy> & Pick<AudiencePolicy, 'share'>;
  return { share, hidden, granted, leak_hidden_ids: leak };
}

export function renderSharing(sharing: Sharing): string {
  return JSON.stringify(sharing);
}
