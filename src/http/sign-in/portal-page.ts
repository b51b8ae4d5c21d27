import type { FastifyReply } from 'fastify';
import { applicationsFor, type FoundSession, type PortalApplication } from '../../sign-in/index.ts';
import type { District } from '../../store/index.ts';
import { html, type Html } from '../pages/html.ts';
import { sendPage } from '../pages/page.ts';
import { describePerson } from './demo-step.ts';
import { withNext } from './next-path.ts';
import type { SignInDesk } from './sign-in-desk.ts';

function tile(districtId: string, { name, clientId, isLaunched }: PortalApplication): Html {
  const query = new URLSearchParams({ client_id: clientId, district_id: districtId });
  return html`<li>
    <a class="tile" href="${`/oauth/instant-login?${query.toString()}`}">
      <span class="letter" aria-hidden="true">${Array.from(name)[0] ?? ''}</span>
      <span class="text"
        ><bdi>${name}</bdi
        >${isLaunched ? html`` : html`<small>Not launched yet: only admins see it</small>`}</span
      >
    </a>
  </li>`;
}

/** The person's applications, and the way out. */
export async function sendPortal(
  desk: SignInDesk,
  reply: FastifyReply,
  {
    district,
    session,
    next,
  }: { readonly district: District; readonly session: FoundSession; readonly next: string | undefined },
): Promise<FastifyReply> {
  const { parts } = desk;
  const [person, applications] = await Promise.all([
    parts.people.find(district.id, session.person),
    applicationsFor(parts.store, district.id, session.person, parts.now()),
  ]);
  const name = person?.name ?? '';
  const out = `/in/${district.id}/logout`;
  return sendPage(reply, 200, {
    title: `Applications of ${name}`,
    isWide: true,
    body: html`<h1>Hello, <bdi>${name}</bdi></h1>
      <p class="lead">
        You are signed in to <bdi>${district.name}</bdi> · ${describePerson(session.person.type)}
      </p>
      ${
        next === undefined
          ? html``
          : html`<p class="row">
              <a class="button first" href="${next}"
                ><span>Continue as <bdi>${name}</bdi></span></a
              >
            </p>`
      }
      ${
        applications.length === 0
          ? html`<p class="notice">
              There is no application for you here yet. When your district opens one for you, it appears on
              this page.
            </p>`
          : html`<h2>Your applications</h2>
              <ul class="tiles">
                ${applications.map((application) => tile(district.id, application))}
              </ul>`
      }
      <div class="foot row">
        <a class="button" href="${withNext(out, next)}">Log out</a>
        <a href="${withNext(out, next)}">Not you? Sign in as yourself</a>
      </div>`,
  });
}
