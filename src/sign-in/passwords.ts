/** Login names and passwords of people: acts of those who run a district. */
import type { Person } from '../access/index.ts';
import { type Acting, getDistrict, record } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { ControlTransaction, Row, Store } from '../store/index.ts';
import { SaidError } from '../strings/index.ts';
import { endSessionsIn, subjectOf } from './hub-sessions.ts';
import { hashPassword } from './password-hashing.ts';
import { ALONE_MIN, checkPassword, type PasswordContext } from './password-rules.ts';
import { People } from './people.ts';
import { passwordSettingsOf } from './method-settings.ts';
import { checkUsername } from './username.ts';

export interface PasswordSubject {
  readonly districtId: string;
  readonly person: Person;
}

export interface NewPassword extends PasswordSubject {
  /** As the person will type it; case does not matter. Undefined keeps the one there is. */
  readonly username: string | undefined;
  readonly password: string;
  /** The person chooses another at the next sign-in. */
  readonly mustChange: boolean;
}

export interface ListedPassword {
  readonly person: Person;
  readonly username: string;
  readonly mustChange: boolean;
  readonly updated: string;
}

type PasswordRow = Row<'login_password'>;

function rowsOf({ districtId, person }: PasswordSubject) {
  return { districtId, personType: person.type, personId: person.id };
}

/** What the rules need to know of a person. Throws `not_found` for nobody of this roster. */
async function contextOf(
  store: Store,
  { districtId, person }: PasswordSubject,
  username: string,
): Promise<PasswordContext> {
  const [district, found, methods] = await Promise.all([
    getDistrict(store, districtId),
    new People(store).find(districtId, person),
    store.control.find('login_method', { districtId, kind: 'password' }),
  ]);
  if (!found)
    throw new RollbookError(
      'not_found',
      `The roster of the district holds no ${person.type.replace('_', ' ')} ${person.id}. Take the id from the Data API or the dashboard.`,
    );
  const applications = await store.control.find('connection', { districtId, state: 'connected' });
  const names = await Promise.all(
    applications.map(({ applicationId }) => store.control.get('application', { id: applicationId })),
  );
  const email = typeof found.values['email'] === 'string' ? found.values['email'] : '';
  const studentMins = methods.map((method) => passwordSettingsOf(method).student_min_length);
  return {
    type: person.type,
    studentMin: Math.min(ALONE_MIN, ...studentMins),
    words: [
      'Rollbook',
      district.name,
      username,
      email.split('@')[0] ?? '',
      found.name,
      ...names.map((application) => application?.name ?? ''),
    ],
  };
}

/** Takes away what the person was let into before: sessions, codes and tokens. */
async function endAccess(
  transaction: ControlTransaction,
  subject: PasswordSubject,
  at: Date,
): Promise<Readonly<Record<string, number>>> {
  const where = rowsOf(subject);
  return {
    sessions: await endSessionsIn(transaction, subject),
    codes: await transaction.remove('authorization_code', where),
    tokens: await transaction.update(
      'user_token',
      { ...where, revokedAt: undefined },
      { revokedAt: at.getTime() },
    ),
  };
}

/**
 * Gives a person a login name and password, or others. Everywhere the person is signed in, that is over. Throws `bad_request` for a password
 * that is not good enough, `already_exists` for the name of somebody else.
 */
export async function setPassword(acting: Acting, given: NewPassword): Promise<ListedPassword> {
  const { control } = acting.store;
  const { districtId, person, password, mustChange } = given;
  const before = await control.get('login_password', rowsOf(given));
  const username = checkUsername(given.username ?? before?.username ?? '');
  checkPassword(password, await contextOf(acting.store, given, username));
  const passwordHash = await hashPassword(password);
  const at = acting.now();
  await control.write(async (transaction) => {
    const taken = await transaction.get('login_password', { districtId, username });
    if (taken && (taken.personType !== person.type || taken.personId !== person.id))
      throw new RollbookError(
        'already_exists',
        'Somebody else of the district has this login name. Choose another.',
      );
    await transaction.remove('login_password', rowsOf(given));
    await transaction.insert('login_password', {
      ...rowsOf(given),
      username,
      passwordHash,
      mustChange,
      updated: at.toISOString(),
    });
    await record(acting, transaction, {
      act: before ? 'password.reset' : 'password.set',
      subject: subjectOf(person),
      districtId,
      detail: { must_change: mustChange, ended: await endAccess(transaction, given, at) },
    });
  });
  return { person, username, mustChange, updated: at.toISOString() };
}

/** The person's own change, after showing the old password. `before` must still be what is stored. Throws `conflict` otherwise. */
export async function changeOwnPassword(
  acting: Acting,
  before: PasswordRow,
  password: string,
): Promise<void> {
  const subject = {
    districtId: before.districtId,
    person: { type: before.personType, id: before.personId },
  };
  checkPassword(password, await contextOf(acting.store, subject, before.username));
  const passwordHash = await hashPassword(password);
  const at = acting.now();
  await acting.store.control.write(async (transaction) => {
    const changed = await transaction.update(
      'login_password',
      {
        districtId: before.districtId,
        username: before.username,
        passwordHash: before.passwordHash,
        personType: before.personType,
        personId: before.personId,
      },
      { passwordHash, mustChange: false, updated: at.toISOString() },
    );
    if (changed !== 1) throw new SaidError('conflict', 'passwordChanged');
    await record(acting, transaction, {
      act: 'password.changed',
      subject: subjectOf(subject.person),
      districtId: subject.districtId,
      detail: { ended: await endAccess(transaction, subject, at) },
    });
  });
}

/**
 * Makes a password expire: the person chooses another at the next sign-in, and everywhere the person is signed in, that is over. Throws
 * `not_found` where there is none.
 */
export async function expirePassword(acting: Acting, subject: PasswordSubject): Promise<void> {
  await acting.store.control.write(async (transaction) => {
    const changed = await transaction.update('login_password', rowsOf(subject), { mustChange: true });
    if (changed === 0) throw noPassword();
    await record(acting, transaction, {
      act: 'password.expired',
      subject: subjectOf(subject.person),
      districtId: subject.districtId,
      detail: { ended: await endAccess(transaction, subject, acting.now()) },
    });
  });
}

function noPassword(): RollbookError {
  return new RollbookError(
    'not_found',
    'This person has no password here. Set one first: it needs a login name.',
  );
}

/** Takes a person's login name and password away, and ends every session. Throws `not_found` where there is none. */
export async function removePassword(acting: Acting, subject: PasswordSubject): Promise<void> {
  await acting.store.control.write(async (transaction) => {
    if ((await transaction.remove('login_password', rowsOf(subject))) === 0) throw noPassword();
    await record(acting, transaction, {
      act: 'password.removed',
      subject: subjectOf(subject.person),
      districtId: subject.districtId,
      detail: { ended: await endAccess(transaction, subject, acting.now()) },
    });
  });
}

/** What there is to know of a person's password; never the hash. */
export async function findPassword(
  { control }: Pick<Store, 'control'>,
  subject: PasswordSubject,
): Promise<ListedPassword | undefined> {
  const row = await control.get('login_password', rowsOf(subject));
  return (
    row && {
      person: subject.person,
      username: row.username,
      mustChange: row.mustChange,
      updated: row.updated,
    }
  );
}
