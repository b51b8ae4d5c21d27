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
      return sendPage(reply, 200, {
        title: 'Log out?',
        body: html`<h1>Log out?</h1>
          <p>
            You are signed in as <strong><bdi>${person?.name ?? ''}</bdi></strong
            >.
          </p>
          <p class="quiet">
            Applications that you opened stay open. Log out there, too, or close the browser when you leave
            this computer.
          </p>
          <form class="methods" method="post" action="/in/${district.id}/logout">
            ${desk.forms.field(request, reply)}
            <input type="hidden" name="next" value="${next ?? ''}" />
            <button class="first" type="submit">Log out</button>
            <a class="button" href="${desk.pathOf(district, next)}">Stay signed in</a>
          </form>`,
      });
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
