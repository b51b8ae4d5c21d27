import type { FieldKind } from '../define-resource.ts';

const schema = { type: 'string', pattern: '^[0-9a-f]{24}$' };
const example = '5a3f1837e4b0a1b2c3d4e5a4';

/** A record's own id (`api-v1.1` 8.1). */
export const objectId: FieldKind<string> = {
  name: 'ObjectID',
  fidelity: ['validated'],
  schema,
  form: '24 lowercase hex digits, globally unique over districts and record types, never reused.',
  example,
};

/** The id of one other record. `column` cells hold its SIS id; the import resolves it. */
export function reference(refersTo: string): FieldKind<string> {
  return { ...objectId, form: `The ObjectID of a ${refersTo}.`, refersTo };
}

/** The ids of several other records. */
export function references(refersTo: string, order: string): FieldKind<readonly string[]> {
  return {
    name: 'ObjectID[]',
    fidelity: ['validated'],
    schema: { type: 'array', items: schema, uniqueItems: true },
    form: `ObjectIDs of ${refersTo} records, each once, ${order}.`,
    example: [example],
    refersTo,
    isList: true,
  };
}
