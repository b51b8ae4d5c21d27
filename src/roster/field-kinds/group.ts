import type { Field, FieldKind, Fields } from '../define-resource.ts';

type MembersOf<F extends Fields> = {
  readonly [K in keyof F]?: F[K] extends Field<infer V> ? V : never;
};

/** Several values under one key, each optional. A group without members is left out (`api-v1.1` R8). */
export function group<const F extends Fields>(members: F): FieldKind<MembersOf<F>> {
  return {
    name: 'Object',
    fidelity: ['verbatim'],
    schema: {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(members).map(([name, member]) => [
          name,
          { ...member.kind.schema, description: member.doc },
        ]),
      ),
      minProperties: 1,
      additionalProperties: false,
    },
    form: 'A group of values, each of which may be missing.',
    example: Object.fromEntries(
      Object.entries(members).map(([name, member]) => [name, member.kind.example]),
    ) as MembersOf<F>,
    members,
  };
}
