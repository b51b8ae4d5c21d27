/** What is asked, and what the answer must be: the form in which every surface is attacked. */
import type { Json, Sight } from './oracle.ts';

/** What an answer must be. */
export interface Expectation {
  readonly status: number;
  /** A complaint where a body of status 200 is another. */
  readonly check?: (body: Json) => string | undefined;
}

export interface Probe {
  readonly method: string;
  readonly path: string;
  readonly expect: Expectation;
}

/** A part of the server that a token can ask; it joins the hunt by an entry in SURFACES of walk.ts. */
export interface Surface {
  /** A request drawn at random. @param links that the last answer gave. */
  readonly drawProbe: (sight: Sight | undefined, links: readonly string[]) => Probe;
  /** Requests that anybody may try while the world changes; only leaks are looked for. */
  readonly drawPath: () => string;
  /** Canaries and ids that may stand in an answer to this token. */
  readonly mayHold: (sight: Sight | undefined) => ReadonlySet<string>;
}

const STAMPS = ['created', 'last_modified'];

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

export const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
export const quote = (value: unknown) => JSON.stringify(value).slice(0, 400);

/** Whether a served record is the expected one; the stamps only have to be there. */
export function compareRecord(served: Json, expected: Json | undefined): string | undefined {
  if (!expected) return `a record that must not be seen: ${quote(served)}`;
  const rest = Object.fromEntries(Object.entries(served).filter(([name]) => !STAMPS.includes(name)));
  return same(rest, expected) ? undefined : `served ${quote(rest)}, expected ${quote(expected)}`;
}
