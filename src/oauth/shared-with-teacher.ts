import { catalogue, type Fields } from '../roster/index.ts';

export interface SharedFields {
  readonly plural: string;
  readonly fields: readonly { readonly name: string; readonly isInitial: boolean }[];
}

function marked(fields: Fields, prefix = ''): SharedFields['fields'] {
  return Object.entries(fields).flatMap(([name, { library, kind }]) => {
    if (library === undefined) return [];
    if (kind.members) return marked(kind.members, `${name}.`);
    return [{ name: prefix + name, isInitial: library === 'initial' }];
  });
}

/** What an application is told that a teacher authorized (`auth-and-sharing` 7.3), from the definition of the fields. */
export function sharedWithTeacher(): readonly SharedFields[] {
  return catalogue
    .map(({ plural, fields }) => ({ plural, fields: marked(fields) }))
    .filter(
      ({ plural, fields }) => fields.length > 0 && ['teachers', 'sections', 'students'].includes(plural),
    );
}
