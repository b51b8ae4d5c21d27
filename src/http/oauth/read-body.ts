import type { FastifyRequest } from 'fastify';

export const BODY_BYTES_MAX = 16 * 1024;

export type Fields<Name extends string> = Readonly<Partial<Record<Name, string>>>;
/** What was understood, and what was wrong; never both. */
export interface ReadBody<Name extends string> {
  readonly fields: Fields<Name>;
  readonly fault?: { readonly description: string; readonly why: string };
}

function refused<Name extends string>(description: string, why: string): ReadBody<Name> {
  const fields: Partial<Record<Name, string>> = {};
  return { fields, fault: { description, why } };
}

function fromForm<Name extends string>(text: string, names: readonly Name[]): ReadBody<Name> {
  const form = new URLSearchParams(text);
  const twice = names.find((name) => form.getAll(name).length > 1);
  if (twice !== undefined)
    return refused(`${twice} was sent more than once. Send it once.`, 'repeated_parameter');
  return { fields: sent(names, (name) => form.get(name) ?? undefined) };
}

function fromJson<Name extends string>(text: string, names: readonly Name[]): ReadBody<Name> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return refused('The body is not JSON.', 'malformed_json');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refused('The body must be a JSON object.', 'malformed_json');
  const values = new Map(Object.entries(body));
  const odd = names.find((name) => !['string', 'undefined'].includes(typeof (values.get(name) ?? undefined)));
  if (odd !== undefined) return refused(`${odd} must be text.`, 'not_text');
  return {
    fields: sent(names, (name) => {
      const value: unknown = values.get(name);
      return typeof value === 'string' ? value : undefined;
    }),
  };
}

/** A parameter without a value counts as not sent (RFC 6749, 3.1). */
function sent<Name extends string>(
  names: readonly Name[],
  valueOf: (name: Name) => string | undefined,
): Fields<Name> {
  const fields: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = valueOf(name);
    if (value !== undefined && value !== '') fields[name] = value;
  }
  return fields;
}

/** The named fields of a form or of JSON; everything else in the body is ignored (`auth-and-sharing` 5). */
export function readBody<Name extends string>(
  { headers, body }: Pick<FastifyRequest, 'headers' | 'body'>,
  names: readonly Name[],
): ReadBody<Name> {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const text = typeof body === 'string' ? body : '';
  if (type === 'application/x-www-form-urlencoded') return fromForm(text, names);
  if (type === 'application/json') return fromJson(text, names);
  return refused('Send the body as application/x-www-form-urlencoded or application/json.', 'content_type');
}
