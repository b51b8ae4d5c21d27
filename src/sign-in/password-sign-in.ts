import type { Person } from '../access/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { Row, Store } from '../store/index.ts';
import type { AttemptGuard } from './attempt-throttle.ts';
import { verifyPassword } from './password-hashing.ts';
import type { People } from './people.ts';
import { foldUsername } from './username.ts';

export interface PasswordAttempt {
  readonly districtId: string;
  readonly username: string;
  readonly password: string;
  readonly network: string;
  readonly now: Date;
}

export type PasswordOutcome =
  | { readonly kind: 'right'; readonly found: Row<'login_password'> }
  /** Name or password, or both: whoever tries is not told which one. `person`, for the ledger: whose name it is. */
  | { readonly kind: 'wrong'; readonly person: Person | undefined }
  | { readonly kind: 'wait'; readonly seconds: number };

/** Whether name and password are those of a person of the roster. One hash for each attempt, whoever is asked for. Throws `busy`. */
export async function signInByPassword(
  {
    store,
    people,
    throttle,
  }: {
    readonly store: Pick<Store, 'control'>;
    readonly people: People;
    readonly throttle: AttemptGuard;
  },
  { districtId, username: typed, password, network, now }: PasswordAttempt,
): Promise<PasswordOutcome> {
  const username = foldUsername(typed);
  const attempt = { districtId, username, network };
  const seconds = await throttle.begin(attempt, now);
  if (seconds > 0) return { kind: 'wait', seconds };
  const found = await store.control.get('login_password', { districtId, username });
  let isRight: boolean;
  try {
    isRight = await verifyPassword(found?.passwordHash, password);
  } catch (error) {
    if (error instanceof RollbookError && error.code === 'busy') await throttle.dropped(attempt, now);
    throw error;
  }
  const person = found && { type: found.personType, id: found.personId };
  if (!isRight || !person) return { kind: 'wrong', person };
  if (!(await people.exists(districtId, person))) return { kind: 'wrong', person };
  await throttle.succeeded(attempt, now);
  return { kind: 'right', found };
}
