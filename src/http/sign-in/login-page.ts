import type { FastifyReply, FastifyRequest } from 'fastify';
import { html, type Html } from '../pages/html.ts';
import { sendPage } from '../pages/page.ts';
import { demoSection } from './demo-step.ts';
import type { SignInDesk } from './sign-in-desk.ts';
import type { LoginPageParts, SignInStep } from './sign-in-step.ts';

/** Another district: only where an application asked, for the picker carries its question on (`auth-and-sharing` 1). */
function otherDistrict(next: string | undefined): Html {
  const question = next?.startsWith('/oauth/authorize?') ? next.slice(next.indexOf('?')) : undefined;
  if (question === undefined) return html``;
  const query = new URLSearchParams(question);
  query.delete('district_id');
  return html`<p>
    <a href="${`/oauth/district-picker?${query.toString()}`}">Not your district? Find another</a>
  </p>`;
}

/** The page on which people of a district sign in. */
export async function sendLoginPage(
  { desk, steps }: { readonly desk: SignInDesk; readonly steps: readonly SignInStep[] },
  request: FastifyRequest,
  reply: FastifyReply,
  parts: LoginPageParts,
): Promise<FastifyReply> {
  const { district, next, trouble, notice, status = 200 } = parts;
  const methods = await desk.parts.store.control.find(
    'login_method',
    { districtId: district.id, isEnabled: true },
    { orderBy: 'id' },
  );
  const offers = methods.flatMap((method) => {
    const step = steps.find(({ kind }) => kind === method.kind);
    if (!step) return [];
    const offer = step.offer({ desk, request, reply, district, method, next, trouble });
    return [{ place: step.place, offer }];
  });
  const buttons = offers.filter(({ place }) => place === 'button').map(({ offer }) => offer);
  const forms = offers.filter(({ place }) => place === 'form').map(({ offer }) => offer);
  const demo = await demoSection(desk, { request, reply, district, next, sought: parts.sought });
  const isBare = offers.length === 0 && demo === undefined;
  return sendPage(reply, status, {
    title: `${trouble ? 'Error: ' : ''}Sign in to ${district.name}`,
    isWide: demo !== undefined,
    formTargets: await desk.formTargets(next),
    body: html`<h1>Sign in to <bdi>${district.name}</bdi></h1>
      ${notice === undefined ? html`` : html`<p class="notice" role="status">${notice}</p>`}
      ${trouble ? html`<p class="alarm" role="alert" id="trouble">${trouble.message}</p>` : html``}
      ${buttons.length > 0 ? html`<div class="methods">${buttons}</div>` : html``}
      ${buttons.length > 0 && forms.length > 0 ? html`<p class="or">or</p>` : html``} ${forms}
      ${demo ?? html``}
      ${
        isBare
          ? html`<p class="lead">This district has not set up a way to sign in yet. Ask your school.</p>`
          : html``
      }
      <div class="foot small quiet">
        ${otherDistrict(next)}
        <p>On a shared computer, log out when you are done.</p>
      </div>`,
  });
}
