/** Which application calls: by Basic, by the body, or by both where they agree (`auth-and-sharing` 5). */
import { timingSafeEqual } from 'node:crypto';
import { hashToken } from '../../access/index.ts';
import { namedClient, type OAuthParts } from '../parts.ts';
import { type Refused, refuse } from './refusal.ts';

export interface Credentials {
  readonly clientId: string;
  /** Without one: an application that cannot keep a secret. */
  readonly secret: string | undefined;
}

export interface ClientRequest {
  /** The Authorization header. */
  readonly authorization: string | undefined;
  /** `client_id` and `client_secret` of the body. */
  readonly body: Readonly<Partial<Record<'client_id' | 'client_secret', string>>>;
  /** Why the body could not be read. */
  readonly fault?: { readonly description: string; readonly why: string } | undefined;
  /** Whether applications that have no secret may call. */
  readonly allowsPublic: boolean;
  readonly act: string;
  readonly requestId: string;
  /** From where, for the ledger. */
  readonly network: string;
}

const BASIC = /^basic +([A-Za-z0-9+/_-]+={0,2}) *$/i;

/** Both halves are form-encoded (RFC 6749, 2.3.1); most clients leave them as they are. */
function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseBasic(header: string): Credentials | undefined {
  const encoded = BASIC.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon <= 0) return undefined;
  const secret = decodePart(text.slice(colon + 1));
  return { clientId: decodePart(text.slice(0, colon)), secret: secret === '' ? undefined : secret };
}

/** Undefined where there are none, where they cannot be read, or where two disagree. */
export function readCredentials({
  authorization,
  body,
}: Pick<ClientRequest, 'authorization' | 'body'>): Credentials | undefined {
  const { client_id: clientId, client_secret: bodySecret } = body;
  if (authorization === undefined)
    return clientId === undefined ? undefined : { clientId, secret: bodySecret };
  const basic = parseBasic(authorization);
  if (!basic) return undefined;
  const agrees =
    (clientId === undefined || clientId === basic.clientId) &&
    (bodySecret === undefined || bodySecret === basic.secret);
  return agrees ? basic : undefined;
}

/** Compared with it where there is no secret, so that an unknown application takes as long as a known one. */
const NO_SECRET = hashToken('');

/** Whether a secret is one of at most two. Every comparison is made, whatever the others said. */
function isOneOf(secret: string, hashes: readonly string[]): boolean {
  const given = Buffer.from(hashToken(secret));
  let found = false;
  for (const hash of [hashes[0] ?? NO_SECRET, hashes[1] ?? NO_SECRET])
    found = timingSafeEqual(given, Buffer.from(hash)) || found;
  return found && secret !== '';
}

/** What cannot be read is refused before anybody is looked up (`auth-and-sharing` 5). */
export function checkBody<A extends ClientRequest>(request: A, parts: OAuthParts) {
  const { fault, act, requestId, network } = request;
  return fault
    ? refuse<never>(parts, { error: 'invalid_request', ...fault, act, requestId, network })
    : request;
}

export async function authenticateClient<A extends ClientRequest>(request: A, parts: OAuthParts) {
  const { control } = parts.store;
  const { act, requestId, network } = request;
  const credentials = readCredentials(request);
  // One text, whether the application is unknown, disabled, or its secret wrong.
  const refused = (why: string, whose: Pick<Refused, 'claimed' | 'named'> = {}) =>
    refuse<never>(parts, {
      error: 'invalid_client',
      description: 'The client credentials are missing or wrong. Send client_id and client_secret by Basic.',
      why,
      act,
      requestId,
      network,
      ...whose,
    });
  if (!credentials) return refused('no_credentials');
  const { clientId, secret } = credentials;
  const application = await control.get('application', { clientId });
  const secrets = await control.find(
    'application_secret',
    { applicationId: application?.id ?? '' },
    { orderBy: 'created', descending: true, limit: 2 },
  );
  const isRight = isOneOf(
    secret ?? '',
    secrets.map(({ secretHash }) => secretHash),
  );
  if (!application) return refused('unknown_client', { named: namedClient(clientId) });
  const whose = { claimed: application };
  if (application.state !== 'enabled') return refused('unknown_client', whose);
  if (application.isPublic) {
    if (secret !== undefined || !request.allowsPublic) return refused('public_client', whose);
  } else if (!isRight) return refused('wrong_secret', whose);
  return { ...request, application };
}
