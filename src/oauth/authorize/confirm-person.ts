/** Step 6: on a device that several people use, the next one is asked whether it is still the same (`auth-and-sharing` 3, 3.1). */
import { findWholeAudience } from '../../access/index.ts';
import { dataOfItemBytes } from '../../derive/index.ts';
import { getResource } from '../../roster/index.ts';
import { End } from '../flow.ts';
import type { SignedIn } from '../hub-sessions.ts';
import type { OAuthParts } from '../parts.ts';
import type { Asked, AuthorizeAnswer, Target } from './authorization-request.ts';
import { endSession, loginRedirect } from './require-session.ts';

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The name, for the person's own eyes only. */
export async function personName(
  { store }: OAuthParts,
  { districtId, person }: SignedIn,
): Promise<string | undefined> {
  const audienceId = await findWholeAudience(store, districtId);
  if (audienceId === undefined) return undefined;
  const found = await store.roster.readFor(districtId, audienceId).item(person.type, person.id);
  if (!found) return undefined;
  const record: unknown = JSON.parse(dataOfItemBytes(getResource(person.type), found.item).toString());
  const name = memberOf(record, 'name');
  const full = `${textOf(memberOf(name, 'first'))} ${textOf(memberOf(name, 'last'))}`.trim();
  return full === '' ? undefined : full;
}

export async function confirmPerson<A extends Asked & Target & { readonly session: SignedIn }>(
  asked: A,
  parts: OAuthParts,
) {
  const { session, decision, parameters, application, redirectUri } = asked;
  if (decision === 'leave') {
    await endSession(parts, asked, session, 'not_me');
    return new End(loginRedirect(asked, session.districtId));
  }
  const { confirmAfterMs } = parts.settings;
  const isOld = confirmAfterMs > 0 && parts.now().getTime() - session.created >= confirmAfterMs;
  const isAsked = parameters.confirmed === 'false' || (isOld && parameters.confirmed !== 'true');
  if (decision !== undefined || !isAsked) return asked;
  return new End<AuthorizeAnswer>({
    kind: 'confirm',
    asked,
    session,
    personName: await personName(parts, session),
    application,
    redirectUri,
  });
}
