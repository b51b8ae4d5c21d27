import { OBJECT_ID_BYTES } from '../roster/index.ts';

const ID_LENGTH = 2 * OBJECT_ID_BYTES;

/** Ids that stand one behind the other, as in an edge. */
export function unpackIds(packed: string): readonly string[] {
  const ids: string[] = [];
  for (let at = 0; at < packed.length; at += ID_LENGTH) ids.push(packed.slice(at, at + ID_LENGTH));
  return ids;
}
