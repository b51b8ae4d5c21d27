import type { FastifyReply, FastifyRequest } from 'fastify';
import { applicationsFor, type FoundSession, type PortalApplication } from '../../sign-in/index.ts';
import type { District } from '../../store/index.ts';
import { html, type Html } from '../pages/html.ts';
import { sendPage } from '../pages/page.ts';
import type { Wording } from '../pages/wording.ts';
import { withNext } from './next-path.ts';
import type { SignInDesk } from './sign-in-desk.ts';

function tile(words: Wording, districtId: string, { name, clientId, isLaunched }: PortalApplication): Html {
  const query = new URLSearchParams({ client_id: clientId, district_id: districtId });
  return html`<li>
    <a class="tile" href="${`/oauth/instant-login?${query.toString()}`}">
      <span class="letter" aria-hidden="true">${Array.from(name)[0] ?? ''}</span>
      <span class="text"
        ><bdi>${name}</bdi>${!isLaunched && html`<small>${words.say('notLaunched')}</small>`}</span
      >
    </a>
  </li>`;
}

/** The person's applications, and the way out. */
export async function sendPortal(
  desk: SignInDesk,
  request: FastifyRequest,
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
  const marked = html`<bdi>${name}</bdi>`;
  return sendPage(request, reply, 200, (words) => ({
    title: words.say('applicationsOf', { name }),
    isWide: true,
    body: html`<h1>${words.mark('hello', { name: marked })}</h1>
      <p class="lead">
        ${words.mark('signedInTo', {
          district: html`<bdi>${district.name}</bdi>`,
          kind: html`${words.say(session.person.type)}`,
        })}
      </p>
      ${
        next !== undefined &&
        html`<p class="row">
          <a class="button first" href="${next}"
            ><span>${words.mark('continueAs', { name: marked })}</span></a
          >
        </p>`
      }
      ${
        applications.length === 0
          ? html`<p class="notice">${words.say('noApplications')}</p>`
          : html`<h2>${words.say('yourApplications')}</h2>
              <ul class="tiles">
                ${applications.map((application) => tile(words, district.id, application))}
              </ul>`
      }
      <div class="foot row">
        <a class="button" href="${withNext(out, next)}">${words.say('logOut')}</a>
        <a href="${withNext(out, next)}">${words.say('notYou')}</a>
      </div>`,
  }));
}
