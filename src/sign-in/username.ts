import { RollbookError } from '../errors/index.ts';

const CHARACTERS_MAX = 200;

/** Names that look alike are one: composed and in lower case. */
export function foldUsername(given: string): string {
  return given.normalize('NFKC').trim().toLowerCase();
}

/** A login name to be stored. Throws `bad_request`. */
export function checkUsername(given: string): string {
  const username = foldUsername(given);
  if (username === '' || Array.from(username).length > CHARACTERS_MAX || /[\p{Cc}\p{Cf}]/u.test(username))
    throw new RollbookError(
      'bad_request',
      `A login name has 1 to ${CHARACTERS_MAX} visible characters. An e-mail address or a short name will do.`,
    );
  return username;
}
