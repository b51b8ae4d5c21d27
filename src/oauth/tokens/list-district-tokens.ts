/** GET /oauth/tokens: the district tokens of an application (`auth-and-sharing` 6.2). */
import { deriveDistrictToken, reachOf } from '../../access/index.ts';
import type { Scope } from '../../roster/index.ts';
import type { Application } from '../../store/index.ts';
import { Flow } from '../flow.ts';
import type { OAuthParts } from '../parts.ts';
import { authenticateClient, type ClientRequest } from './authenticate-client.ts';
import { refuse, type TokenAnswer } from './refusal.ts';

/** Paging was never seen; this is where a list would be cut. */
const TOKENS_MAX = 50_000;

export interface ListRequest extends ClientRequest {
  readonly query: URLSearchParams;
  /** Path and query as they came: the link to itself. */
  readonly uri: string;
}

export interface DistrictTokens {
  readonly data: readonly {
    readonly id: string;
    readonly created: string;
    readonly owner: { readonly type: 'district'; readonly id: string };
    readonly access_token: string;
    readonly scopes: readonly Scope[];
  }[];
  readonly links: readonly [{ readonly rel: 'self'; readonly uri: string }];
}

type Client = ListRequest & { readonly application: Application };

function checkFilters<A extends Client>(request: A, parts: OAuthParts) {
  const refused = (description: string, why: string) =>
    refuse<DistrictTokens>(parts, { ...request, error: 'invalid_request', description, why });
  const { query } = request;
  for (const name of ['owner_type', 'district'])
    if (query.getAll(name).length > 1)
      return refused(`${name} was sent more than once. Send it once.`, 'repeated_parameter');
  const ownerType = query.get('owner_type') ?? '';
  if (ownerType !== '' && ownerType !== 'district')
    return refused('owner_type can only be district.', 'owner_type');
  const district = query.get('district') ?? '';
  return { ...request, district: district === '' ? undefined : district };
}

async function listTokens(
  { application, district, uri, act, requestId }: Client & { readonly district: string | undefined },
  { store, serverKey, now }: OAuthParts,
): Promise<TokenAnswer<DistrictTokens>> {
  const connections = await store.control.find(
    'connection',
    {
      applicationId: application.id,
      state: 'connected',
      ...(district === undefined ? {} : { districtId: district }),
    },
    { orderBy: 'created', limit: TOKENS_MAX },
  );
  const data = [...connections]
    .sort((a, b) => (a.created === b.created ? (a.id < b.id ? -1 : 1) : a.created < b.created ? -1 : 1))
    .map(({ id, created, districtId, tokenVersion, scopes }) => ({
      id,
      created,
      owner: { type: 'district' as const, id: districtId },
      access_token: deriveDistrictToken(serverKey, { connectionId: id, version: tokenVersion }),
      scopes: [...reachOf(application, scopes).scopes],
    }));
  const at = now();
  await store.control.write(
    async (transaction) => {
      const line = { actor: `application:${application.id}`, act, outcome: 'ok', requestId, at } as const;
      await transaction.audit({
        ...line,
        subject: `application:${application.id}`,
        detail: { tokens: data.length },
      });
      // A district reads in its own chain that its token was fetched.
      for (const { id, owner } of data)
        await transaction.audit({ ...line, subject: `connection:${id}`, districtId: owner.id });
    },
    { ephemeral: true },
  );
  return { kind: 'ok', body: { data, links: [{ rel: 'self', uri }] } };
}

export const listDistrictTokens = Flow.begin<ListRequest, OAuthParts, TokenAnswer<DistrictTokens>>()
  .step(authenticateClient)
  .step(checkFilters)
  .ends(listTokens);
