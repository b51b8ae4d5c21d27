import { RollbookError } from '../errors/index.ts';

const EMAIL_MAX = 254;
const FORM = /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+$/;

/** One spelling for each address: lower case, composed. Throws `bad_request` for what is none. */
export function foldEmail(text: string): string {
  const email = text.normalize('NFKC').trim().toLowerCase();
  if (email.length > EMAIL_MAX || !FORM.test(email))
    throw new RollbookError('bad_request', 'This is no e-mail address. Write it as name@example.org.');
  return email;
}
