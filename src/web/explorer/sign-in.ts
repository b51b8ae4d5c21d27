/** Signs a demo person in as an application would: authorize with PKCE and a state, come back, exchange the code. */
import type { Sandbox } from './sandbox.ts';

const FLOW_AS = 'rollbook-sign-in';

interface Flow {
  readonly state: string;
  readonly verifier: string;
  /** Where the reader was. */
  readonly back: string;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

const redirectUri = () => `${location.origin}/explorer/callback`;

/** Leaves for the sign-in page. */
export async function beginSignIn({ clientId, districtId }: Sandbox): Promise<void> {
  const flow: Flow = { state: random(), verifier: random(), back: location.pathname + location.search };
  sessionStorage.setItem(FLOW_AS, JSON.stringify(flow));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(flow.verifier));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri(),
    district_id: districtId,
    state: flow.state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  });
  location.assign(`/oauth/authorize?${query.toString()}`);
}

/** What came back, exchanged for a token. Throws with a reason that can be shown. */
export async function finishSignIn(
  { clientId, clientSecret }: Sandbox,
  answer: URLSearchParams,
): Promise<{ readonly token: string; readonly back: string }> {
  const kept = sessionStorage.getItem(FLOW_AS);
  sessionStorage.removeItem(FLOW_AS);
  if (kept === null) throw new Error('no sign-in was begun in this tab');
  const flow = JSON.parse(kept) as Flow;
  if (answer.get('state') !== flow.state) throw new Error('the state is not the one that was sent');
  const code = answer.get('code');
  if (code === null)
    throw new Error(answer.get('error_description') ?? answer.get('error') ?? 'no code came back');
  const response = await fetch('/oauth/tokens', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
    },
    body: JSON.stringify({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri(),
      code_verifier: flow.verifier,
    }),
  });
  const body = (await response.json()) as {
    access_token?: string;
    error_description?: string;
    error?: string;
  };
  if (body.access_token === undefined)
    throw new Error(body.error_description ?? body.error ?? String(response.status));
  return { token: body.access_token, back: flow.back };
}
