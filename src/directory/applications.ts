import { hashToken } from '../access/index.ts';
import { RollbookError } from '../errors/index.ts';
import {
  isPersonType,
  isScope,
  isTier,
  type PersonType,
  type Scope,
  SCOPES,
  type Tier,
  TIERS,
} from '../roster/index.ts';
import { ignoredRefusals, parseFieldUses, type TakenFields } from '../sharing/index.ts';
import type { Application, ControlReader, Store } from '../store/index.ts';
import { type Acting, needText, newId, randomHex, record } from './acting.ts';

const CLIENT_ID_DIGITS = 20;
const SECRET_DIGITS = 40;
const REDIRECT_URIS_MAX = 50;
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** What an application of a tier reads unless it says otherwise. */
function defaultScopes(tier: Tier): readonly Scope[] {
  const narrow = ['read:schools', 'read:sections', 'read:students', 'read:teachers', 'read:student_contacts'];
  return tier === 'secure_sync'
    ? TIERS.secure_sync.scopes.filter((scope) => !narrow.includes(scope) && !scope.endsWith('_basic'))
    : TIERS[tier].scopes;
}

/**
 * Registered as it is, to the letter: it is compared as text (`auth-and-sharing` 2). HTTPS, or HTTP on the developer's own machine;
 * an application that cannot keep a secret may have a scheme of its own.
 */
function checkRedirectUri(text: string, isPublic: boolean): string {
  const refuse = (why: string) =>
    new RollbookError('bad_request', `The redirect URI "${text}" cannot be used: ${why}.`);
  if (!URL.canParse(text)) throw refuse('it is no absolute address');
  const { protocol, hash, username, password, hostname } = new URL(text);
  if (hash !== '' || text.includes('#')) throw refuse('it has a fragment');
  if (username !== '' || password !== '') throw refuse('it holds credentials');
  if (/\s/.test(text)) throw refuse('it holds white space');
  if (protocol === 'https:') return text;
  if (protocol === 'http:') {
    if (LOOPBACK.includes(hostname)) return text;
    throw refuse('only https is allowed, or http on localhost');
  }
  if (isPublic && !['javascript:', 'data:', 'file:', 'blob:', 'vbscript:', 'about:'].includes(protocol))
    return text;
  throw refuse('only https is allowed; a scheme of its own is for public applications');
}

export interface ApplicationSettings {
  readonly name?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  readonly userTypes?: readonly string[] | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly tier?: string | undefined;
  readonly isPublic?: boolean | undefined;
  readonly autoApprove?: boolean | undefined;
  readonly safetyThreshold?: boolean | undefined;
  readonly takenFields?: unknown;
}

function checkList<T extends string>(
  values: readonly string[],
  isKnown: (value: string) => value is T,
  what: string,
  known: readonly string[],
): readonly T[] {
  return [...new Set(values)].map((value) => {
    if (isKnown(value)) return value;
    throw new RollbookError('bad_request', `"${value}" is no ${what}. Use ${known.join(', ')}.`);
  });
}

type Settled = Omit<Application, 'id' | 'clientId' | 'created' | 'state'>;

/** The settings after a change, each checked. Throws `bad_request`. */
function settle(before: Settled | undefined, given: ApplicationSettings): Settled {
  const tierText = given.tier ?? before?.tier ?? 'secure_sync';
  if (!isTier(tierText))
    throw new RollbookError('bad_request', `"${tierText}" is no tier. Use ${Object.keys(TIERS).join(', ')}.`);
  const isPublic = given.isPublic ?? before?.isPublic ?? false;
  const redirectUris = given.redirectUris ?? before?.redirectUris ?? [];
  if (redirectUris.length > REDIRECT_URIS_MAX)
    throw new RollbookError('bad_request', `An application has at most ${REDIRECT_URIS_MAX} redirect URIs.`);
  const types: readonly PersonType[] = ['student', 'teacher', 'school_admin', 'district_admin'];
  const takenFields: TakenFields =
    given.takenFields === undefined ? (before?.takenFields ?? {}) : parseFieldUses(given.takenFields);
  return {
    name: needText(given.name ?? before?.name ?? '', 'The name of the application'),
    redirectUris: [...new Set(redirectUris.map((uri) => checkRedirectUri(uri, isPublic)))],
    userTypes: checkList(given.userTypes ?? before?.userTypes ?? types, isPersonType, 'user type', types),
    scopes: checkList(
      given.scopes ?? before?.scopes ?? defaultScopes(tierText),
      isScope,
      'scope',
      Object.keys(SCOPES),
    ),
    tier: tierText,
    isPublic,
    autoApprove: given.autoApprove ?? before?.autoApprove ?? true,
    takenFields,
    safetyThreshold: given.safetyThreshold ?? before?.safetyThreshold ?? false,
  };
}

export interface CreatedApplication extends Application {
  /** Shown once; only its hash is stored. None for public applications. */
  readonly clientSecret: string | undefined;
}

export interface FixedCredentials {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Registers an application. Throws `bad_request`. */
export async function createApplication(
  acting: Acting,
  settings: ApplicationSettings,
  fixed?: FixedCredentials,
): Promise<CreatedApplication> {
  const at = acting.now();
  const application: Application = {
    id: fixed?.id ?? newId(at),
    clientId: fixed?.clientId ?? randomHex(CLIENT_ID_DIGITS),
    state: 'enabled',
    created: at.toISOString(),
    ...settle(undefined, settings),
  };
  const clientSecret = application.isPublic ? undefined : (fixed?.clientSecret ?? randomHex(SECRET_DIGITS));
  await acting.store.control.write(async (transaction) => {
    await transaction.insert('application', application);
    if (clientSecret !== undefined)
      await transaction.insert('application_secret', {
        applicationId: application.id,
        id: newId(at),
        secretHash: hashToken(clientSecret),
        created: at.toISOString(),
      });
    await record(acting, transaction, {
      act: 'application.created',
      subject: `application:${application.id}`,
      detail: { scopes: application.scopes, tier: application.tier },
    });
  });
  return { ...application, clientSecret };
}

export async function getApplication(control: ControlReader, id: string): Promise<Application> {
  const application = await control.get('application', { id });
  if (!application)
    throw new RollbookError(
      'unknown_application',
      `There is no application ${id}. "rollbook app list" shows those that there are.`,
    );
  return application;
}

/**
 * Changes an application. Fewer scopes count at once; more scopes only where a district accepts them anew, for what it accepted
 * stands with the connection (`auth-and-sharing` 7.4). What the application takes of fields changes what its connections see:
 * `resettle` is called for each.
 */
export async function updateApplication(
  acting: Acting,
  id: string,
  settings: ApplicationSettings & { readonly state?: Application['state'] },
  resettle: (connectionId: string) => Promise<void>,
): Promise<Application> {
  const { control } = acting.store;
  const before = await getApplication(control, id);
  const after: Application = {
    ...before,
    ...settle(before, settings),
    state: settings.state ?? before.state,
  };
  const changesFields = JSON.stringify(before.takenFields) !== JSON.stringify(after.takenFields);
  // What is let in again must not see for a moment what it does not take any more: first the fields, then the door.
  const isLetIn = changesFields && before.state === 'disabled' && after.state === 'enabled';
  const first: Application = isLetIn ? { ...after, state: 'disabled' } : after;
  await putApplication(acting, before, first);
  if (before.safetyThreshold && !after.safetyThreshold)
    for (const connection of await control.find('connection', { applicationId: id, state: 'connected' }))
      await acting.store.districts.thaw(connection.id, acting.now());
  if (changesFields)
    for (const connection of await control.find('connection', { applicationId: id, state: 'connected' }))
      await resettle(connection.id);
  if (isLetIn) await putApplication(acting, first, after);
  return after;
}

async function putApplication(acting: Acting, before: Application, after: Application): Promise<void> {
  const { id } = after;
  await acting.store.control.write(async (transaction) => {
    for (const connection of await transaction.find('connection', { applicationId: id, ended: undefined })) {
      const [refused] = ignoredRefusals(connection.sharing, after.takenFields);
      if (refused)
        throw new RollbookError(
          'conflict',
          `District ${connection.districtId} refuses "${refused.field}" of ${refused.type}, so it cannot become required. Ask the district to give it first.`,
        );
    }
    await transaction.put('application', after);
    await record(acting, transaction, {
      act: 'application.updated',
      subject: `application:${id}`,
      detail: { before: visibleSettings(before), after: visibleSettings(after) },
    });
  });
}

function visibleSettings({ scopes, tier, redirectUris, userTypes, state, ...more }: Application) {
  const { takenFields, safetyThreshold } = more;
  return { scopes, tier, redirectUris, userTypes, state, takenFields, safetyThreshold };
}

const SECRETS_MAX = 2;

/** Gives an application another secret; the newest two are accepted, so that it can be changed without a gap. */
export async function rotateSecret(acting: Acting, id: string): Promise<string> {
  const { control } = acting.store;
  const application = await getApplication(control, id);
  if (application.isPublic)
    throw new RollbookError('bad_request', 'A public application has no secret; it uses PKCE.');
  const clientSecret = randomHex(SECRET_DIGITS);
  const at = acting.now();
  await control.write(async (transaction) => {
    await transaction.insert('application_secret', {
      applicationId: id,
      id: newId(at),
      secretHash: hashToken(clientSecret),
      created: at.toISOString(),
    });
    const secrets = await transaction.find(
      'application_secret',
      { applicationId: id },
      { orderBy: 'created', descending: true },
    );
    for (const old of secrets.slice(SECRETS_MAX))
      await transaction.remove('application_secret', { applicationId: id, id: old.id });
    await record(acting, transaction, { act: 'application.secret_rotated', subject: `application:${id}` });
  });
  return clientSecret;
}

export function applications({ control }: Store): Promise<readonly Application[]> {
  return control.find('application', {}, { orderBy: 'id' });
}
