/** How people of a district may sign in: acts of those who run it. */
import { seal, unseal } from '../access/index.ts';
import { type Acting, getDistrict, newId, record } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { ControlReader, LoginMethod } from '../store/index.ts';
import { METHOD_KINDS, type MethodKind, parseMethodSettings } from './method-settings.ts';

const LABEL_MAX = 60;
const METHODS_MAX = 20;

export interface NewLoginMethod {
  readonly districtId: string;
  readonly kind: string;
  /** What the button says. */
  readonly label?: string | undefined;
  readonly settings?: unknown;
  /** Of an OpenID provider. It is stored encrypted and never shown again. */
  readonly clientSecret?: string | undefined;
  readonly isEnabled?: boolean | undefined;
}

export type LoginMethodChange = Partial<Omit<NewLoginMethod, 'districtId' | 'kind'>>;

/** A method as it may be shown: what is secret is left out. */
export type ShownLoginMethod = Omit<LoginMethod, 'sealed'> & { readonly hasSecret: boolean };

function isKind(text: string): text is MethodKind {
  return METHOD_KINDS.some((kind) => kind === text);
}

function checkLabel(given: string): string {
  const label = given.trim();
  if (label === '' || Array.from(label).length > LABEL_MAX)
    throw new RollbookError('bad_request', `The label has 1 to ${LABEL_MAX} characters, such as "Google".`);
  return label;
}

/** A secret is sealed for its method: copied to another it opens nothing. */
const purposeOf = ({ districtId, id }: Pick<LoginMethod, 'districtId' | 'id'>) =>
  `login-method ${districtId} ${id}`;

export function openClientSecret(serverKey: Buffer, method: LoginMethod): string | undefined {
  return method.sealed === undefined ? undefined : unseal(serverKey, purposeOf(method), method.sealed);
}

function shown({ sealed, ...method }: LoginMethod): ShownLoginMethod {
  return { ...method, hasSecret: sealed !== undefined };
}

const DEFAULT_LABELS: Readonly<Record<MethodKind, string>> = { password: 'Password', oidc: 'School account' };

/** What of a method stands in the ledger. Settings hold nothing secret. */
function factsOf({ kind, settings, isEnabled, sealed }: LoginMethod) {
  return { kind, settings, enabled: isEnabled, has_secret: sealed !== undefined };
}

async function getMethod(
  control: ControlReader,
  { districtId, id }: { readonly districtId: string; readonly id: string },
): Promise<LoginMethod> {
  const method = await control.get('login_method', { districtId, id });
  if (!method)
    throw new RollbookError(
      'not_found',
      `The district has no login method ${id}. "rollbook login-method list" shows those that there are.`,
    );
  return method;
}

/** Lets people of a district sign in by one more method. Throws `bad_request`, `unknown_district`. */
export async function addLoginMethod(acting: Acting, given: NewLoginMethod): Promise<ShownLoginMethod> {
  const { store, serverKey, now } = acting;
  const { districtId, kind, clientSecret } = given;
  await getDistrict(store, districtId);
  if (!isKind(kind))
    throw new RollbookError(
      'bad_request',
      `"${kind}" is no kind of login method. Use ${METHOD_KINDS.join(', ')}.`,
    );
  if (kind !== 'oidc' && clientSecret !== undefined)
    throw new RollbookError('bad_request', 'Only an OpenID provider has a client secret.');
  const at = now();
  const id = newId(at);
  const method: LoginMethod = {
    districtId,
    id,
    kind,
    label: checkLabel(given.label ?? DEFAULT_LABELS[kind]),
    settings: parseMethodSettings(kind, given.settings ?? {}),
    sealed: clientSecret && seal(serverKey, purposeOf({ districtId, id }), clientSecret),
    isEnabled: given.isEnabled ?? true,
    created: at.toISOString(),
  };
  await store.control.write(async (transaction) => {
    const others = await transaction.find('login_method', { districtId });
    if (others.length >= METHODS_MAX)
      throw new RollbookError('bad_request', `A district has at most ${METHODS_MAX} login methods.`);
    if (kind === 'password' && others.some((other) => other.kind === 'password'))
      throw new RollbookError('already_exists', 'The district has passwords already. Change that method.');
    await transaction.insert('login_method', method);
    await record(acting, transaction, {
      act: 'login_method.added',
      subject: `login_method:${id}`,
      districtId,
      detail: factsOf(method),
    });
  });
  return shown(method);
}

/** Changes a method. Sessions that began by it go on; a method that was disabled begins no other. */
export async function updateLoginMethod(
  acting: Acting,
  of: { readonly districtId: string; readonly id: string },
  change: LoginMethodChange,
): Promise<ShownLoginMethod> {
  const { store, serverKey } = acting;
  const before = await getMethod(store.control, of);
  if (before.kind !== 'oidc' && change.clientSecret !== undefined)
    throw new RollbookError('bad_request', 'Only an OpenID provider has a client secret.');
  const after: LoginMethod = {
    ...before,
    label: checkLabel(change.label ?? before.label),
    settings: parseMethodSettings(before.kind, change.settings ?? before.settings),
    sealed:
      change.clientSecret === undefined
        ? before.sealed
        : seal(serverKey, purposeOf(before), change.clientSecret),
    isEnabled: change.isEnabled ?? before.isEnabled,
  };
  await store.control.write(async (transaction) => {
    await transaction.put('login_method', after);
    await record(acting, transaction, {
      act: 'login_method.updated',
      subject: `login_method:${of.id}`,
      districtId: of.districtId,
      detail: {
        before: factsOf(before),
        after: factsOf(after),
        secret_changed: change.clientSecret !== undefined,
      },
    });
  });
  return shown(after);
}

/** Removes a method, and ends the sessions that began by it. */
export async function removeLoginMethod(
  acting: Acting,
  of: { readonly districtId: string; readonly id: string },
): Promise<void> {
  const { control } = acting.store;
  const before = await getMethod(control, of);
  await control.write(async (transaction) => {
    await transaction.remove('login_method', of);
    const sessions = await transaction.remove('hub_session', { districtId: of.districtId, method: of.id });
    await record(acting, transaction, {
      act: 'login_method.removed',
      subject: `login_method:${of.id}`,
      districtId: of.districtId,
      detail: { ...factsOf(before), ended: { sessions } },
    });
  });
}

/** The methods of a district, oldest first. */
export async function loginMethods(
  control: ControlReader,
  districtId: string,
): Promise<readonly ShownLoginMethod[]> {
  const methods = await control.find('login_method', { districtId }, { orderBy: 'id' });
  return methods.map(shown);
}

/** A method by which somebody may sign in now. */
export async function findEnabledMethod(
  control: ControlReader,
  { districtId, id }: { readonly districtId: string; readonly id: string },
): Promise<LoginMethod | undefined> {
  const method = await control.get('login_method', { districtId, id });
  return method?.isEnabled ? method : undefined;
}
