import { readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer } from './caller.ts';

interface Reference {
  readonly $ref: string;
}

interface Header {
  readonly required: boolean;
  readonly schema: { readonly type: string };
}

interface Response {
  readonly headers: Readonly<Record<string, Reference>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: Readonly<Record<string, Response | Reference>>;
}

interface Description {
  readonly paths: Readonly<Record<string, { readonly get: Operation }>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly examples?: readonly unknown[] }>>;
  };
}

export const descriptionFile = new URL('../../generated/openapi.json', import.meta.url);

/** The OpenAPI document, as it is committed and served. */
export const description = JSON.parse(readFileSync(descriptionFile, 'utf8')) as Description;

const ajv = new Ajv2020({ strict: true, strictTypes: false, coerceTypes: false });
addFormats.default(ajv);
ajv.addVocabulary(['x-fidelity', ...Object.keys(description)]);
ajv.addSchema({ ...description, $id: 'openapi' });

/** A pointer to a place of the document, of its keys. */
const pointer = (...keys: readonly string[]): string =>
  `#/${keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

const compiled = new Map<string, ValidateFunction>();

/** What the schema at this place of the document finds wrong with a value; nothing where it fits. */
const faultsAt = (place: string, value: unknown): readonly string[] => {
  const validate = compiled.get(place) ?? ajv.compile({ $ref: `openapi${place}` });
  compiled.set(place, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
};

export const faultsOfSchema = (name: string, value: unknown): readonly string[] =>
  faultsAt(pointer('components', 'schemas', name), value);

const at = (place: string): unknown =>
  place
    .slice('#/'.length)
    .split('/')
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>>)[key], description);

/** The paths of the document, as patterns. An id that is none makes another path. */
const templates = Object.keys(description.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace('{id}', '[0-9a-f]{24}')}$`),
}));

/** The path of the document that a request is for: slashes are collapsed as the server does. */
const templateOf = (target: string): string | undefined => {
  const path = (target.split('?')[0] ?? '').replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
  return templates.find(({ pattern }) => pattern.test(path))?.path;
};

const bodyOf = (answer: Answer): unknown => {
  const encoding = answer.header('content-encoding');
  const bytes =
    encoding === 'gzip'
      ? gunzipSync(answer.bytes)
      : encoding === 'br'
        ? brotliDecompressSync(answer.bytes)
        : answer.bytes;
  return JSON.parse(bytes.toString('utf8'));
};

const faultsOfHeaders = ({ headers }: Response, answer: Answer): readonly string[] =>
  Object.entries(headers).flatMap(([name, { $ref }]) => {
    const { required, schema } = at($ref) as Header;
    const text = answer.headers[name.toLowerCase()];
    if (text === undefined) return required ? [`the header ${name} is missing`] : [];
    const value = schema.type === 'integer' ? Number(text) : text;
    return faultsAt(`${$ref}/schema`, value).map((fault) => `the header ${name}: ${fault}`);
  });

const faultsOfBody = (
  place: string,
  { content }: Response,
  method: string,
  answer: Answer,
): readonly string[] => {
  const type = answer.header('content-type').replace(/;.*$/, '');
  if (!content) return answer.bytes.length === 0 && type === '' ? [] : [`a body of type "${type}"`];
  if (!(type in content)) return [`the content type "${type}"`];
  if (method === 'HEAD') return answer.bytes.length === 0 ? [] : ['a body for HEAD'];
  return faultsAt(
    `${place}/content/${encodeURIComponent(type.replaceAll('/', '~1'))}/schema`,
    bodyOf(answer),
  );
};

/** Longer ones are refused while they are received: nobody has understood by then which path they are for. */
const ADDRESS_MAX = 16_384;

export type Verdict =
  | { readonly kind: 'described'; readonly operationId: string; readonly faults: readonly string[] }
  | { readonly kind: 'outside'; readonly faults: readonly string[] };

/**
 * Holds an answer to what the document says of the request. Outside of it are: methods that only read nothing (OPTIONS, and writes, which are
 * refused), addresses that are too long, paths below which other surfaces answer, and paths that do not exist. That such a path is answered with anything but 404 is a fault.
 */
export const judge = (method: string, target: string, answer: Answer): Verdict => {
  const isRead = method === 'GET' || method === 'HEAD';
  if (target.length > ADDRESS_MAX) return { kind: 'outside', faults: [] };
  if (!isRead || !/^\/*(v1\.1\/|me\b)/.test(target) || target.startsWith('/v1.1/openapi.json'))
    return { kind: 'outside', faults: [] };
  const path = templateOf(target);
  if (path === undefined)
    return { kind: 'outside', faults: answer.status === 404 ? [] : ['the path is not described'] };
  const operation = description.paths[path]?.get;
  if (!operation) throw new Error(`${path} has no GET.`);
  const { operationId, responses } = operation;
  const status = String(answer.status);
  const found = responses[status];
  if (!found) return { kind: 'described', operationId, faults: [`the status ${status} is not described`] };
  const place = '$ref' in found ? found.$ref : pointer('paths', path, 'get', 'responses', status);
  const response = at(place) as Response;
  const faults = [...faultsOfHeaders(response, answer), ...faultsOfBody(place, response, method, answer)];
  return { kind: 'described', operationId, faults };
};

/** Counts what was judged, and throws at the first answer that is not as described. */
export class Judge {
  described = 0;
  outside = 0;

  readonly hear = (method: string, target: string, answer: Answer): void => {
    const verdict = judge(method, target, answer);
    this[verdict.kind] += 1;
    if (verdict.faults.length > 0)
      throw new Error(
        `The OpenAPI document does not describe the answer to ${method} ${target} (status ${answer.status}): ${verdict.faults.join('; ')}`,
      );
  };
}
