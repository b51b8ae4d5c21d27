import type { FastifyInstance, FastifyReply } from 'fastify';
import { RollbookError } from '../../errors/index.ts';
import {
  findEnabledMethod,
  OIDC_CALLBACK_PATH,
  type OidcRefusal,
  OidcSignIn,
  PersonIndex,
} from '../../sign-in/index.ts';
import { html, type Html } from '../pages/html.ts';
import { sendPage } from '../pages/page.ts';
import { parseNext, withNext } from './next-path.ts';
import { newSupportCode, type SignInDesk } from './sign-in-desk.ts';
import type { OfferContext, SignInStep } from './sign-in-step.ts';

/** What the person is told, and whether it is the provider's doing. */
const REFUSALS: Readonly<
  Record<OidcRefusal, { readonly status: number; readonly title: string; readonly message: string }>
> = {
  not_begun: {
    status: 400,
    title: 'Start again',
    message:
      'This sign-in was not begun in this browser, or too long ago. Go back to where you started and try once more.',
  },
  method_changed: {
    status: 400,
    title: 'Start again',
    message: 'Your district changed how people sign in meanwhile. Go back to where you started.',
  },
  denied: {
    status: 403,
    title: 'You were not signed in',
    message: 'Your school account said no, or you turned back. Nothing was changed.',
  },
  provider_failed: {
    status: 502,
    title: 'Your school account does not answer as it should',
    message:
      'We could not make sure who you are. Try again in a few minutes. If it happens again, tell your school this code.',
  },
  foreign_account: {
    status: 403,
    title: 'This is not a school account',
    message:
      'You signed in with an account that does not belong to your district. Use the one from your school.',
  },
  no_claim: {
    status: 403,
    title: 'We do not know this account',
    message: 'Your account does not tell us what your district knows you by. Tell your school this code.',
  },
  no_match: {
    status: 403,
    title: 'We do not know this account',
    message:
      'Your school account works, but nobody on the roll of your district has it. Tell your school this code; they can put it right.',
  },
  several_matches: {
    status: 403,
    title: 'This account belongs to more than one person',
    message:
      'More than one person on the roll of your district has this account, so we do not guess. Tell your school this code; they can put it right.',
  },
};

function sendRefusal(
  reply: FastifyReply,
  of: { readonly reason: OidcRefusal; readonly code: string; readonly back: string | undefined },
): FastifyReply {
  const { status, title, message } = REFUSALS[of.reason];
  return sendPage(reply, status, {
    title,
    body: html`<h1>${title}</h1>
      <p>${message}</p>
      <p class="quiet">Support code: <strong class="code">${of.code}</strong></p>
      ${
        of.back === undefined
          ? html``
          : html`<p class="foot"><a href="${of.back}">Back to the sign-in page</a></p>`
      }`,
  });
}

function offer({ district, method, next }: OfferContext): Html {
  const path = withNext(`/in/${district.id}/oidc/${method.id}`, next);
  return html`<a class="button" href="${path}"
    ><span>Sign in with <bdi>${method.label}</bdi></span></a
  >`;
}

function register(app: FastifyInstance, desk: SignInDesk): void {
  const { store, serverKey, cookies, people, now, onFault } = desk.parts;
  const oidc = new OidcSignIn({ store, serverKey, cookies, index: new PersonIndex(people) });

  const refuse = async (
    reply: FastifyReply,
    of: {
      readonly reason: OidcRefusal;
      readonly districtId: string | undefined;
      readonly methodId: string | undefined;
      readonly next: string | undefined;
      readonly cause?: string | undefined;
    },
  ): Promise<FastifyReply> => {
    const code = newSupportCode();
    const { reason, districtId, methodId } = of;
    if (of.cause !== undefined) onFault?.(new Error(of.cause), code);
    await desk.leaveRefusal({
      districtId,
      methodId,
      reason,
      outcome: reason === 'provider_failed' ? 'failed' : 'refused',
      supportCode: code,
    });
    const back = districtId === undefined ? undefined : withNext(`/in/${districtId}`, of.next);
    return sendRefusal(reply, { reason, code, back });
  };

  app.get<{ Params: { district: string; method: string }; Querystring: Record<string, unknown> }>(
    '/in/:district/oidc/:method',
    async (request, reply) => {
      const district = await desk.district(request.params.district);
      const of = { districtId: district.id, id: request.params.method };
      const method = await findEnabledMethod(store.control, of);
      if (method?.kind !== 'oidc')
        throw new RollbookError('not_found', 'Your district has no such way to sign in. Go back and choose.');
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
        return refuse(reply, {
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
    if (outcome.kind === 'refused') return refuse(reply, { ...outcome, next });
    const { districtId, person, methodId } = outcome;
    return desk.finish(request, reply, { districtId, person, methodId, next });
  });
}

/** An OpenID provider of the district: Google, Microsoft, any. */
export const oidcStep: SignInStep = { kind: 'oidc', place: 'button', offer, register };
