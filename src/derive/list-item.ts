/** The item of a list, as it is stored and served: `{"data":{…},"uri":"/v1.1/students/…"}` (`api-v1.1` 4.2). */
import { type AnyResource, OBJECT_ID_BYTES } from '../roster/index.ts';

/** Every path and every uri of the Data API begins with it. */
export const API_PREFIX = '/v1.1';

const HEAD = '{"data":';
const ID_LENGTH = 2 * OBJECT_ID_BYTES;
const TAIL = '"}';

/** The canonical path of a record (`api-v1.1` 4.2). */
export function recordUri(resource: Pick<AnyResource, 'plural'>, id: string): string {
  return `${API_PREFIX}/${resource.plural}/${id}`;
}

export function renderItem(resource: AnyResource, id: string, data: string): string {
  return `${HEAD}${data},"uri":"${recordUri(resource, id)}${TAIL}`;
}

/** Where the record's own JSON stands in an item of this type. */
function tailLength(resource: AnyResource): number {
  return `,"uri":"${recordUri(resource, '')}`.length + ID_LENGTH + TAIL.length;
}

/** The record inside an item, as text. */
export function dataOfItem(resource: AnyResource, item: string): string {
  return item.slice(HEAD.length, item.length - tailLength(resource));
}

/** A run of memory that can be cut without a copy. */
interface Bytes<T> {
  readonly length: number;
  readonly subarray: (start: number, end: number) => T;
}

/** The record inside an item, as bytes of the same memory. */
export function dataOfItemBytes<T extends Bytes<T>>(resource: AnyResource, item: T): T {
  return item.subarray(HEAD.length, item.length - tailLength(resource));
}

/** Where the id stands in the bytes of an item that ends at `end`. */
export function idRangeOfItem(end: number): { readonly start: number; readonly end: number } {
  return { start: end - TAIL.length - ID_LENGTH, end: end - TAIL.length };
}
