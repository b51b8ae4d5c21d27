import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { RollbookError } from '../../errors/index.ts';
import type { PageKey } from '../../strings/index.ts';
import { html, type Html } from '../pages/html.ts';
import { sendPage } from '../pages/page.ts';
import type { Wording } from '../pages/wording.ts';
import { registerDemo } from './demo-step.ts';
import { sendLoginPage } from './login-page.ts';
import { registerLogout } from './logout.ts';
import { parseNext } from './next-path.ts';
import { sendPortal } from './portal-page.ts';
import { newSupportCode, SignInDesk, type SignInParts } from './sign-in-desk.ts';
import type { ShowLoginPage } from './sign-in-step.ts';
import { STEPS } from './steps.ts';

/** A form here holds an address of an application and two passwords. */
const BODY_BYTES_MAX = 32 * 1024;
const BUSY_SECONDS = 5;

const TITLES: Readonly<Partial<Record<number, PageKey>>> = {
  400: 'trouble400',
  403: 'trouble403',
  404: 'trouble404',
  409: 'trouble409',
  413: 'trouble413',
  415: 'trouble415',
  503: 'trouble503',
};

function sendTrouble(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  say: (words: Wording) => string | Html,
): FastifyReply {
  return sendPage(request, reply, status, (words) => {
    const title = words.say(TITLES[status] ?? 'faultTitle');
    return {
      title,
      body: html`<h1>${title}</h1>
        <p>${say(words)}</p>`,
    };
  });
}

/** A status that the framework itself gave to a request that it could not read. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}

function answerError(desk: SignInDesk) {
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (error instanceof RollbookError) {
      if (error.code === 'busy') reply.header('Retry-After', String(BUSY_SECONDS));
      return sendTrouble(request, reply, error.status, (words) => words.error(error));
    }
    const status = statusOf(error);
    if (status < 500) return sendTrouble(request, reply, status, (words) => words.say('unreadable'));
    const code = newSupportCode();
    desk.parts.onFault?.(error, code);
    return sendTrouble(request, reply, 500, (words) => words.say('faultCode', { code }));
  };
}

function registerEntrance(app: FastifyInstance, desk: SignInDesk, showLoginPage: ShowLoginPage): void {
  const { parts } = desk;
  app.get<{ Params: { district: string }; Querystring: Record<string, unknown> }>(
    '/in/:district',
    async (request, reply) => {
      const district = await desk.district(request.params.district);
      const next = parseNext(request.query['next']);
      const session = await parts.sessions.find(request.headers.cookie, parts.now());
      // Not sent on to `next` at once: whoever wants another sign-in would send the browser back for ever.
      if (session?.districtId === district.id)
        return sendPortal(desk, request, reply, { district, session, next });
      const { q, out } = request.query;
      return showLoginPage(request, reply, {
        district,
        next,
        sought: typeof q === 'string' ? q : undefined,
        notice: out === '1' ? 'loggedOut' : undefined,
      });
    },
  );
}

/** How people of a district sign in: `/in/{district}` and what belongs to it. */
export function signInSurface(parts: SignInParts): FastifyPluginAsync {
  return async (app) => {
    const desk = new SignInDesk(parts);
    await app.register(formbody, { bodyLimit: BODY_BYTES_MAX });
    app.setErrorHandler(answerError(desk));
    const showLoginPage: ShowLoginPage = (request, reply, page) =>
      sendLoginPage({ desk, steps: STEPS }, request, reply, page);
    for (const step of STEPS) step.register(app, desk, showLoginPage);
    registerDemo(app, desk);
    registerLogout(app, desk);
    registerEntrance(app, desk, showLoginPage);
    app.all('/in/*', async (request, reply) =>
      sendTrouble(request, reply, 404, (words) => words.say('noPage')),
    );
  };
}
