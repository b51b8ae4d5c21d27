/** Shorthands for the definitions in `resources/`: fields that several record types share, and relations. */
import type { CsvColumn, Field, ListParameter, Membership, Relation } from './define-resource.ts';
import { group, objectId, reference, text, timestamp } from './field-kinds/index.ts';

/** A CSV column by its header in the current layout. */
export function column(header: string, options: Omit<CsvColumn, 'header'> = {}): CsvColumn {
  return { header, ...options };
}

export function guaranteed<V>(field: Omit<Field<V>, 'presence'>): Field<V, 'guaranteed'> {
  return { ...field, presence: 'guaranteed' };
}

export function optional<V>(field: Omit<Field<V>, 'presence'>): Field<V, 'optional'> {
  return { ...field, presence: 'optional' };
}

export const id = guaranteed({
  kind: objectId,
  doc: 'The permanent id of this record.',
  basic: true,
  library: true,
});

export const district = guaranteed({
  kind: reference('district'),
  doc: 'The district that this record belongs to.',
  basic: true,
});

export const created = guaranteed({ kind: timestamp, doc: 'When this record first appeared in the hub.' });

export const lastModified = guaranteed({
  kind: timestamp,
  doc: 'When a sync last changed a field of this record.',
});

/** The login name that a person has in the district. A password is never stored. */
export const credentials = optional({
  kind: group({
    district_username: optional({
      kind: text,
      csv: column('Username'),
      doc: 'The login name that the district gave this person.',
    }),
  }),
  doc: 'How the person is known to the systems of the district.',
});

/** The full name of a person; `middle` only where the type has it. */
export function personName(
  required: boolean,
  withMiddle: boolean,
  inLibrary: { readonly first?: true; readonly last?: true | 'initial' } = {},
) {
  const flag = required ? { required: true as const } : {};
  const shown = (library: true | 'initial' | undefined) => (library === undefined ? {} : { library });
  const first = optional({
    kind: text,
    csv: column('First_name', flag),
    doc: 'Given name.',
    basic: true,
    ...shown(inLibrary.first),
  });
  const last = optional({
    kind: text,
    csv: column('Last_name', flag),
    doc: 'Family name.',
    basic: true,
    ...shown(inLibrary.last),
  });
  const middle = optional({ kind: text, csv: column('Middle_name'), doc: 'Middle name or initial.' });
  return group(withMiddle ? { first, last, middle } : { first, last });
}

const CURSORS: readonly ListParameter[] = ['limit', 'starting_after', 'ending_before'];
const FULL: readonly ListParameter[] = [...CURSORS, 'where', 'count'];

/** Parameters of lists that only page, and of lists that also filter and count. */
export const parameters = { cursors: CURSORS, full: FULL } as const;

function relation(
  target: string,
  cardinality: Relation['cardinality'],
  members: Membership,
  rest: Partial<Relation> & { readonly doc: string },
): Relation {
  return { target, cardinality, shape: 'wrapped', parameters: [], members, ...rest };
}

/** One related record, named by a field of this one. */
export function one(target: string, field: string, doc: string): Relation {
  return relation(target, 'one', { by: 'own', field }, { doc });
}

/** A list of related records. */
export function many(
  target: string,
  members: Membership,
  rest: Partial<Relation> & { readonly doc: string },
): Relation {
  return relation(target, 'many', members, { parameters: parameters.cursors, ...rest });
}

export const ofDistrict: Relation = {
  ...one('district', 'district', 'The district of this record.'),
  // The district of a record is told to those who may read schools (`auth-and-sharing` 7.2).
  gate: { scopes: ['read:sis', 'read:schools'] },
};
