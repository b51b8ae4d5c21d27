/** What a request may hold, said once: the JSON Schema that checks it and the type that handlers see. */

type JsonSchema = Readonly<Record<string, unknown>>;

export interface Shape<T> {
  readonly json: JsonSchema;
  readonly isOptional: boolean;
  readonly type?: T;
}

export type TypeOf<S> = S extends Shape<infer T> ? T : never;

function shape<T>(json: JsonSchema): Shape<T> {
  return { json, isOptional: false };
}

export const text = ({ min = 1, max = 500 } = {}): Shape<string> =>
  shape({ type: 'string', minLength: min, maxLength: max });
export const matching = (pattern: string): Shape<string> => shape({ type: 'string', pattern });
export const objectId: Shape<string> = matching('^[0-9a-f]{24}$');
export const flag: Shape<boolean> = shape({ type: 'boolean' });
export const number = (minimum: number, maximum: number): Shape<number> =>
  shape({ type: 'integer', minimum, maximum });
export const oneOf = <const T extends string>(values: readonly T[]): Shape<T> => shape({ enum: values });
export const listOf = <T>(of: Shape<T>, maxItems: number): Shape<readonly T[]> =>
  shape({ type: 'array', items: of.json, maxItems });
/** An object that its own parser looks into. */
export const anyObject: Shape<object> = shape({ type: 'object' });
export const orNull = <T>({ json }: Shape<T>): Shape<T | null> => shape({ anyOf: [json, { type: 'null' }] });

export function optional<T>({ json }: Shape<T>): Shape<T | undefined> {
  return { json, isOptional: true };
}

type Shapes = Readonly<Record<string, Shape<unknown>>>;
export type FieldsOf<S extends Shapes> = { readonly [K in keyof S]: TypeOf<S[K]> };

/** An object with these fields and no others. */
export function fields<S extends Shapes>(shapes: S): Shape<FieldsOf<S>> {
  const entries = Object.entries(shapes);
  return shape({
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, { json }]) => [name, json])),
  });
}
