import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RollbookError } from '../../errors/index.ts';
import {
  findEnabledMethod,
  OIDC_CALLBACK_PATH,
  type OidcRefusal,
  OidcSignIn,
  PersonIndex,
} from '../../sign-in/index.ts';
import { type PageKey, SaidError } from '../../strings/index.ts';
import { html, type Html } from '../pages/html.ts';
import { sendPage } from '../pages/page.ts';
import { parseNext, withNext } from './next-path.ts';
import { newSupportCode, type SignInDesk } from './sign-in-desk.ts';
import type { OfferContext, SignInStep } from './sign-in-step.ts';

/** Told only of somebody for whom the provider vouches. */
const VOUCHED_FOR: readonly OidcRefusal[] = ['foreign_account', 'no_claim', 'no_match', 'several_matches'];

/** What the person is told, and whether it is the provider's doing. */
const REFUSALS: Readonly<
  Record<OidcRefusal, { readonly status: number; readonly title: PageKey; readonly text: PageKey }>
> = {
  not_begun: { status: 400, title: 'startAgain', text: 'notBegun' },
  method_changed: { status: 400, title: 'startAgain', text: 'methodChanged' },
  denied: { status: 403, title: 'deniedTitle', text: 'denied' },
  provider_failed: { status: 502, title: 'providerTitle', text: 'provider' },
  foreign_account: { status: 403, title: 'foreignTitle', text: 'foreign' },
  no_claim: { status: 403, title: 'unknownTitle', text: 'noClaim' },
  no_match: { status: 403, title: 'unknownTitle', text: 'noMatch' },
  several_matches: { status: 403, title: 'severalTitle', text: 'several' },
};

function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  of: { readonly reason: OidcRefusal; readonly code: string; readonly back: string | undefined },
): FastifyReply {
  const { status, title, text } = REFUSALS[of.reason];
  const code = html`<strong class="code">${of.code}</strong>`;
  return sendPage(request, reply, status, (words) => ({
    title: words.say(title),
    body: html`<h1>${words.say(title)}</h1>
      <p>${words.say(text)}</p>
      <p class="quiet">${words.mark('supportCode', { code })}</p>
      ${
        of.back !== undefined &&
        html`<p class="foot"><a href="${of.back}">${words.say('backToSignIn')}</a></p>`
      }`,
  }));
}

function offer({ words, district, method, next }: OfferContext): Html {
  const path = withNext(`/in/${district.id}/oidc/${method.id}`, next);
  const provider = html`<bdi>${method.label}</bdi>`;
  return html`<a class="button" href="${path}"><span>${words.mark('signInWith', { provider })}</span></a>`;
}

function register(app: FastifyInstance, desk: SignInDesk): void {
  const { store, serverKey, cookies, people, now, onFault } = desk.parts;
  const oidc = new OidcSignIn({ store, serverKey, cookies, index: new PersonIndex(people) });

  const refuse = (
    request: FastifyRequest,
    reply: FastifyReply,
    of: {
      readonly reason: OidcRefusal;
      readonly districtId: string | undefined;
      readonly methodId: string | undefined;
      readonly next: string | undefined;
      readonly cause?: string | undefined;
    },
  ): FastifyReply => {
    const code = newSupportCode();
    const { reason, districtId, methodId } = of;
    if (of.cause !== undefined) onFault?.(new Error(of.cause), code);
    desk.leaveRefusal(request, {
      districtId,
      methodId,
      reason,
      outcome: reason === 'provider_failed' ? 'failed' : 'refused',
      supportCode: code,
      isVouchedFor: VOUCHED_FOR.includes(reason),
    });
    const back = districtId === undefined ? undefined : withNext(`/in/${districtId}`, of.next);
    return sendRefusal(request, reply, { reason, code, back });
  };

  app.get<{ Params: { district: string; method: string }; Querystring: Record<string, unknown> }>(
    '/in/:district/oidc/:method',
    async (request, reply) => {
      const district = await desk.district(request.params.district);
      const of = { districtId: district.id, id: request.params.method };
      const method = await findEnabledMethod(store.control, of);
      if (method?.kind !== 'oidc') throw new SaidError('not_found', 'noSuchWay');
      const next = parseNext(request.query['next']);
      try {
        const { url, setCookie } = await oidc.begin(method, {
          origin: desk.originOf(request),
          next: next ?? '',
          now: now(),
        });
        return await reply
          .header('Set-Cookie', setCookie)
          .header('Cache-Control', 'no-store')
          .header('Referrer-Policy', 'no-referrer')
          .redirect(url, 303);
      } catch (error) {
        if (error instanceof RollbookError) throw error;
        const cause = oidc.describe(error);
        return refuse(request, reply, {
          reason: 'provider_failed',
          districtId: district.id,
          methodId: method.id,
          next,
          cause,
        });
      }
    },
  );

  app.get(OIDC_CALLBACK_PATH, async (request, reply) => {
    const mark = request.url.indexOf('?');
    const outcome = await oidc.finish({
      search: mark === -1 ? '' : request.url.slice(mark),
      cookieHeader: request.headers.cookie,
      origin: desk.originOf(request),
      now: now(),
    });
    reply.header('Set-Cookie', oidc.clearCookie());
    const next = parseNext(outcome.next);
    if (outcome.kind === 'refused') return refuse(request, reply, { ...outcome, next });
    const { districtId, person, methodId } = outcome;
    return desk.finish(request, reply, { districtId, person, methodId, next });
  });
}

/** An OpenID provider of the district: Google, Microsoft, any. */
export const oidcStep: SignInStep = { kind: 'oidc', place: 'button', offer, register };
