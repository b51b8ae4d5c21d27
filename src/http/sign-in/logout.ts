import type { FastifyInstance } from 'fastify';
import { fieldsOf } from '../pages/form-guard.ts';
import { html } from '../pages/html.ts';
import { sendPage } from '../pages/page.ts';
import { parseNext } from './next-path.ts';
import type { SignInDesk } from './sign-in-desk.ts';

/** The way out: asked first, then done. It ends the session of this hub; applications end their own (`auth-and-sharing` 4). */
export function registerLogout(app: FastifyInstance, desk: SignInDesk): void {
  const { parts } = desk;

  app.get<{ Params: { district: string }; Querystring: Record<string, unknown> }>(
    '/in/:district/logout',
    async (request, reply) => {
      const district = await desk.district(request.params.district);
      const next = parseNext(request.query['next']);
      const session = await parts.sessions.find(request.headers.cookie, parts.now());
      if (!session) return reply.redirect(desk.pathOf(district, next), 303);
      const person = await parts.people.find(session.districtId, session.person);
      const guard = desk.forms.field(request, reply);
      const name = html`<strong><bdi>${person?.name ?? ''}</bdi></strong>`;
      return sendPage(request, reply, 200, (words) => ({
        title: words.say('logOutQuestion'),
        body: html`<h1>${words.say('logOutQuestion')}</h1>
          <p>${words.mark('signedInAs', { name })}</p>
          <p class="quiet">${words.say('logOutElsewhere')}</p>
          <form class="methods" method="post" action="/in/${district.id}/logout">
            ${guard}
            <input type="hidden" name="next" value="${next ?? ''}" />
            <button class="first" type="submit">${words.say('logOut')}</button>
            <a class="button" href="${desk.pathOf(district, next)}">${words.say('staySignedIn')}</a>
          </form>`,
      }));
    },
  );

  app.post<{ Params: { district: string } }>('/in/:district/logout', async (request, reply) => {
    const district = await desk.district(request.params.district);
    const fields = fieldsOf(request.body);
    desk.forms.check(request, fields, desk.originOf(request));
    const now = parts.now();
    const session = await parts.sessions.find(request.headers.cookie, now);
    if (session) await parts.sessions.end(session.sessionHash, now);
    const next = parseNext(fields.get('next'));
    const path = desk.pathOf(district, next);
    return reply
      .header('Set-Cookie', parts.sessions.clearCookie())
      .redirect(`${path}${path.includes('?') ? '&' : '?'}out=1`, 303);
  });
}
