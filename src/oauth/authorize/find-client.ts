/** Step 1: an application that is unknown or disabled is told on a page of ours, never by a redirect (`auth-and-sharing` 3.1). */
import type { Application } from '../../store/index.ts';
import { End } from '../flow.ts';
import type { SignedIn } from '../hub-sessions.ts';
import { actorOf, namedClient, type OAuthParts } from '../parts.ts';
import {
  type Asked,
  type AuthorizeAnswer,
  type AuthorizeParameter,
  INSTANT_LOGIN_PATH,
  type LocalError,
} from './authorization-request.ts';

/** What is written twice here cannot even be answered by a redirect; nor can anything in a link that nobody's program made. */
const WHERE_TO: readonly AuthorizeParameter[] = ['client_id', 'redirect_uri'];

/** Ends a flow on a page of ours, before anything is known of where to send the person. */
export function endOnPage(
  { onRefused }: OAuthParts,
  asked: Pick<Asked, 'requestId' | 'network' | 'parameters'> & { readonly session?: SignedIn },
  error: LocalError,
  application?: Application,
): End<AuthorizeAnswer> {
  const { requestId, network, parameters, session } = asked;
  const subject = application ? `application:${application.id}` : 'application:unknown';
  onRefused({
    actor: session ? actorOf(session) : application ? subject : 'unknown',
    act: 'oauth.authorize',
    subject,
    districtId: session?.districtId,
    requestId,
    reason: { error },
    named: application ? {} : namedClient(parameters.client_id),
    network,
    isOfSomebody: session !== undefined,
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
