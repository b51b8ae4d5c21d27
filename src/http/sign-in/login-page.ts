import type { FastifyReply, FastifyRequest } from 'fastify';
import { html, type Html } from '../pages/html.ts';
import { sendPage } from '../pages/page.ts';
import type { Wording } from '../pages/wording.ts';
import { demoSection } from './demo-step.ts';
import type { SignInDesk } from './sign-in-desk.ts';
import type { LoginPageParts, SignInStep } from './sign-in-step.ts';

/** Another district: only where an application asked, for the picker carries its question on (`auth-and-sharing` 1). */
function otherDistrict(words: Wording, next: string | undefined): Html {
  const question = next?.startsWith('/oauth/authorize?') ? next.slice(next.indexOf('?')) : undefined;
  if (question === undefined) return html``;
  const query = new URLSearchParams(question);
  query.delete('district_id');
  return html`<p>
    <a href="${`/oauth/district-picker?${query.toString()}`}">${words.say('otherDistrict')}</a>
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
    return step ? [{ step, method }] : [];
  });
  const isOffered = { button: false, form: false };
  for (const { step } of offers) isOffered[step.place] = true;
  // Once: a second call would replace the browser's secret, and the first form would not count.
  const guard = desk.forms.field(request, reply);
  const demo = await demoSection(desk, { guard, district, next, sought: parts.sought });
  const isBare = offers.length === 0 && demo === undefined;
  const formTargets = await desk.formTargets(next);
  const name = html`<bdi>${district.name}</bdi>`;

  return sendPage(request, reply, status, (words) => {
    const offered = (place: SignInStep['place']): readonly Html[] =>
      offers
        .filter(({ step }) => step.place === place)
        .map(({ step, method }) => step.offer({ words, guard, district, method, next, trouble }));
    const title = words.say('signInTo', { district: district.name });
    return {
      title: trouble ? words.say('errorTitle', { title }) : title,
      isWide: demo !== undefined,
      formTargets,
      body: html`<h1>${words.mark('signInTo', { district: name })}</h1>
        ${notice !== undefined && html`<p class="notice" role="status">${words.say(notice)}</p>`}
        ${trouble && html`<p class="alarm" role="alert" id="trouble">${trouble.say(words)}</p>`}
        ${isOffered.button && html`<div class="methods">${offered('button')}</div>`}
        ${isOffered.button && isOffered.form && html`<p class="or">${words.say('or')}</p>`} ${offered('form')}
        ${demo?.(words)} ${isBare && html`<p class="lead">${words.say('noWayIn')}</p>`}
        <div class="foot small quiet">
          ${otherDistrict(words, next)}
          <p>${words.say('sharedComputer')}</p>
        </div>`,
    };
  });
}
