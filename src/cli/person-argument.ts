import type { Person } from '../access/index.ts';
import { RollbookError } from '../errors/index.ts';
import { isObjectId, isPersonType, PERSON_TYPES } from '../roster/index.ts';
import { plain } from './output.ts';

/** `student:5a3f1837e4b0a1b2c3d4e5a4`. Throws `bad_request`. */
export function parsePerson(text: string): Person {
  const [type = '', id = '', ...rest] = text.split(':');
  if (isPersonType(type) && isObjectId(id) && rest.length === 0) return { type, id };
  throw new RollbookError(
    'bad_request',
    `"${plain(text)}" names nobody. Write type and id, as in student:5a3f1837e4b0a1b2c3d4e5a4; types are ${PERSON_TYPES.join(', ')}. "rollbook person search" finds them.`,
  );
}
