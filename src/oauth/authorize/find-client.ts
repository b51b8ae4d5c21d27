/** Step 1: an application that is unknown or disabled is told on a page of ours, never by a redirect (`auth-and-sharing` 3.1). */
import type { Application } from '../../store/index.ts';
import { End } from '../flow.ts';
import { note, type OAuthParts } from '../parts.ts';
import {
  type Asked,
  type AuthorizeAnswer,
  type AuthorizeParameter,
  INSTANT_LOGIN_PATH,
  type LocalError,
} from './authorization-request.ts';

/** What is written twice here cannot even be answered by a redirect; nor can anything in a link that nobody's program made. */
const WHERE_TO: readonly AuthorizeParameter[] = ['client_id', 'redirect_uri'];
const CLIENT_ID = /^[0-9a-f]{20}$/;

/** Ends a flow on a page of ours, before anything is known of where to send the person. */
export async function endOnPage(
  parts: OAuthParts,
  { requestId, parameters }: Pick<Asked, 'requestId' | 'parameters'>,
  error: LocalError,
  application?: Application,
): Promise<End<AuthorizeAnswer>> {
  // What was sent is written down only where it can be an id.
  const sent = parameters.client_id ?? '';
  await note(parts, {
    actor: application ? `application:${application.id}` : 'unknown',
    act: 'oauth.authorize',
    subject: application ? `application:${application.id}` : 'application:unknown',
    outcome: 'refused',
    requestId,
    detail: { error, ...((application ?? !CLIENT_ID.test(sent)) ? {} : { client_id: sent }) },
  });
  return new End({ kind: 'error_page', error, ...(application ? { application: application.name } : {}) });
}

export async function findClient<A extends Asked>(asked: A, parts: OAuthParts) {
  const isFatal = (name: AuthorizeParameter) => asked.path === INSTANT_LOGIN_PATH || WHERE_TO.includes(name);
  if (asked.repeated.some(isFatal)) return endOnPage(parts, asked, 'repeated_parameter');
  const { client_id: clientId } = asked.parameters;
  const application =
    clientId === undefined ? undefined : await parts.store.control.get('application', { clientId });
  if (application?.state !== 'enabled') return endOnPage(parts, asked, 'unknown_client');
  return { ...asked, application };
}
