/** Step 7: is the application there for this person? Sharing is the only thing that says so (`auth-and-sharing` 3.1, 9). */
import {
  findWholeAudience,
  isLaunched,
  maySignIn,
  type Person,
  reachOf,
  seesPerson,
} from '../../access/index.ts';
import type { Application, Connection } from '../../store/index.ts';
import { End } from '../flow.ts';
import type { SignedIn } from '../hub-sessions.ts';
import { actorOf, type OAuthParts } from '../parts.ts';
import type { Asked, AuthorizeAnswer, Grant, Target } from './authorization-request.ts';
import { endWithError } from './redirect-answer.ts';

/** For the ledger only; the person and the application are told one and the same. */
export type NoAccess = 'not_connected' | 'user_type' | 'not_launched' | 'not_shared' | 'no_teacher';

/** What the district or the tier opens; `teacher`: where a teacher has authorized the application, or does so now. */
export type Access =
  | { readonly by: 'district'; readonly grant: Grant }
  | { readonly by: 'teacher'; readonly grant: Grant; readonly audienceId: string };

/** The connection of a pair while it is connected. It takes precedence over what teachers authorize. */
export function findConnection(
  { store }: Pick<OAuthParts, 'store'>,
  districtId: string,
  applicationId: string,
): Promise<Connection | undefined> {
  return store.control.get('connection', { districtId, applicationId, state: 'connected' });
}

async function ofDistrict(
  { store, now }: Pick<OAuthParts, 'store' | 'now'>,
  application: Application,
  connection: Connection,
  person: Person,
): Promise<Access | NoAccess> {
  if (!application.userTypes.includes(person.type)) return 'user_type';
  if (!maySignIn(application, connection, person, now()))
    return isLaunched(connection, now()) ? 'not_connected' : 'not_launched';
  const { districtId, audienceId } = connection;
  if (audienceId === undefined || !(await seesPerson(store, { districtId, audienceId }, person)))
    return 'not_shared';
  const scopes = [...reachOf(application, connection.scopes).scopes];
  return { by: 'district', grant: { scopes, authorizedBy: 'district' } };
}

/** The Library tier: teachers, and students through them. */
async function ofTeacher(
  { store }: Pick<OAuthParts, 'store'>,
  application: Application,
  districtId: string,
  person: Person,
): Promise<Access | NoAccess> {
  if (application.tier !== 'library') return 'not_connected';
  if (person.type !== 'teacher' && person.type !== 'student') return 'user_type';
  if (!application.userTypes.includes(person.type)) return 'user_type';
  const audienceId = await findWholeAudience(store, districtId);
  if (audienceId === undefined || !(await seesPerson(store, { districtId, audienceId }, person)))
    return 'not_shared';
  const scopes = [...reachOf(application, application.scopes).scopes];
  return { by: 'teacher', grant: { scopes, authorizedBy: 'teacher' }, audienceId };
}

/** What a person may do with an application now. */
export async function findAccess(
  parts: Pick<OAuthParts, 'store' | 'now'>,
  application: Application,
  { districtId, person }: Pick<SignedIn, 'districtId' | 'person'>,
): Promise<Access | NoAccess> {
  const connection = await findConnection(parts, districtId, application.id);
  return connection
    ? ofDistrict(parts, application, connection, person)
    : ofTeacher(parts, application, districtId, person);
}

/** Ends a flow for somebody with whom the application is not shared (`auth-and-sharing` 3.3). */
export function endUnshared(
  parts: OAuthParts,
  asked: Asked & Target & { readonly session: SignedIn },
  why: NoAccess,
): End<AuthorizeAnswer> {
  const { application, session, requestId, network, parameters } = asked;
  const actor = actorOf(session);
  const { districtId } = session;
  if (parameters.return_unshared === 'true')
    return endWithError(parts, asked, {
      error: 'unauthorized-user',
      description: 'This person has no access to the application.',
      why,
      actor,
      districtId,
    });
  parts.onRefused({
    actor,
    act: 'oauth.authorize',
    subject: `application:${application.id}`,
    districtId,
    requestId,
    reason: { error: 'not_available', why },
    network,
    isOfSomebody: true,
  });
  return new End({ kind: 'error_page', error: 'not_available', application: application.name });
}

export async function checkAccess<A extends Asked & Target & { readonly session: SignedIn }>(
  asked: A,
  parts: OAuthParts,
) {
  const access = await findAccess(parts, asked.application, asked.session);
  if (typeof access === 'string') return endUnshared(parts, asked, access);
  return { ...asked, access };
}
