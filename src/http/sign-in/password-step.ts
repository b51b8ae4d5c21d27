import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { seal, unseal } from '../../access/index.ts';
import { RollbookError } from '../../errors/index.ts';
import {
  changeOwnPassword,
  minimumFor,
  networkOf,
  passwordSettingsOf,
  signInByPassword,
  subjectOf,
} from '../../sign-in/index.ts';
import type { District, LoginMethod, Row } from '../../store/index.ts';
import { fieldsOf } from '../pages/form-guard.ts';
import { SaidError } from '../../strings/index.ts';
import { html, type Html } from '../pages/html.ts';
import { sendPage } from '../pages/page.ts';
import type { Wording } from '../pages/wording.ts';
import { parseNext } from './next-path.ts';
import type { SignInDesk } from './sign-in-desk.ts';
import type { OfferContext, ShowLoginPage, SignInStep, Trouble } from './sign-in-step.ts';

const CHANGE_PURPOSE = 'password-change';
const CHANGE_MS = 15 * 60_000;

function waitMessage(words: Wording, seconds: number): string {
  return seconds < 90
    ? words.say('waitSeconds', { n: seconds })
    : words.say('waitMinutes', { n: Math.ceil(seconds / 60) });
}

/** The proof that somebody just showed the right password and has to choose another. Bound to the stored hash, so it works once. */
interface ChangeTicket {
  readonly districtId: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly expires: number;
}

function parseTicket(text: string): ChangeTicket | undefined {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  const [districtId, username, passwordHash, expires] = value as readonly unknown[];
  if (typeof districtId !== 'string' || typeof username !== 'string') return undefined;
  if (typeof passwordHash !== 'string' || typeof expires !== 'number') return undefined;
  return { districtId, username, passwordHash, expires };
}

function offer({ words, guard, district, method, next, trouble }: OfferContext): Html {
  const isTroubled = trouble?.methodId === method.id;
  const invalid = isTroubled ? html`aria-invalid="true" aria-describedby="trouble"` : html``;
  return html`<form class="methods" method="post" action="/in/${district.id}/password">
    ${guard}
    <input type="hidden" name="next" value="${next ?? ''}" />
    <div>
      <label for="username">${words.say('loginName')}</label>
      <input
        type="text"
        id="username"
        name="username"
        value="${isTroubled ? (trouble.username ?? '') : ''}"
        autocomplete="username"
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
        maxlength="200"
        required
        ${invalid}
      />
    </div>
    <div>
      <label for="password">${words.say('password')}</label>
      <input
        type="password"
        id="password"
        name="password"
        autocomplete="current-password"
        maxlength="1024"
        required
        ${invalid}
      />
    </div>
    <button class="first" type="submit">${words.say('signIn')}</button>
    <p class="hint">${words.say('forgotPassword')}</p>
  </form>`;
}

async function findMethod({ parts }: SignInDesk, districtId: string): Promise<LoginMethod> {
  const method = await parts.store.control.get('login_method', {
    districtId,
    kind: 'password',
    isEnabled: true,
  });
  if (!method) throw new SaidError('forbidden', 'noPasswords');
  return method;
}

async function sendChangePage(
  desk: SignInDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  of: {
    readonly district: District;
    readonly method: LoginMethod;
    readonly found: Row<'login_password'>;
    readonly next: string | undefined;
    readonly trouble?: Trouble['say'] | undefined;
  },
): Promise<FastifyReply> {
  const { district, method, found, next, trouble } = of;
  const { districtId, username, passwordHash, personType } = found;
  const expires = desk.parts.now().getTime() + CHANGE_MS;
  const ticket = seal(
    desk.parts.serverKey,
    CHANGE_PURPOSE,
    JSON.stringify([districtId, username, passwordHash, expires]),
  );
  const min = minimumFor({
    type: personType,
    studentMin: passwordSettingsOf(method).student_min_length,
  });
  const invalid = trouble === undefined ? html`` : html`aria-invalid="true"`;
  const describedBy = trouble === undefined ? 'rule' : 'trouble rule';
  const guard = desk.forms.field(request, reply);
  const formTargets = await desk.formTargets(next);
  return sendPage(request, reply, trouble === undefined ? 200 : 400, (words) => {
    const title = words.say('newPasswordTitle');
    return {
      title: trouble === undefined ? title : words.say('errorTitle', { title }),
      formTargets,
      body: html`<h1>${title}</h1>
        <p class="lead">${words.say('newPasswordLead')}</p>
        ${trouble && html`<p class="alarm" role="alert" id="trouble">${trouble(words)}</p>`}
        <form class="methods" method="post" action="/in/${district.id}/password/change">
          ${guard}
          <input type="hidden" name="next" value="${next ?? ''}" />
          <input type="hidden" name="ticket" value="${ticket}" />
          <div>
            <label for="username">${words.say('loginName')}</label>
            <input
              type="text"
              id="username"
              name="username"
              value="${username}"
              autocomplete="username"
              readonly
            />
          </div>
          <div>
            <label for="new-password">${words.say('newPassword')}</label>
            <input
              type="password"
              id="new-password"
              name="password"
              autocomplete="new-password"
              maxlength="1024"
              aria-describedby="${describedBy}"
              required
              ${invalid}
            />
            <p class="hint" id="rule">${words.say('newPasswordRule', { min })}</p>
          </div>
          <div>
            <label for="again">${words.say('newPasswordAgain')}</label>
            <input
              type="password"
              id="again"
              name="again"
              autocomplete="new-password"
              maxlength="1024"
              required
              ${invalid}
            />
          </div>
          <button class="first" type="submit">${words.say('newPasswordSave')}</button>
        </form>`,
    };
  });
}

/** Opens a ticket that is still good, and gives the password that it belongs to. */
async function redeemTicket(
  { parts }: SignInDesk,
  districtId: string,
  text: string,
): Promise<Row<'login_password'> | undefined> {
  let ticket: ChangeTicket | undefined;
  try {
    ticket = parseTicket(unseal(parts.serverKey, CHANGE_PURPOSE, text));
  } catch {
    return undefined;
  }
  if (ticket?.districtId !== districtId || parts.now().getTime() >= ticket.expires) return undefined;
  const found = await parts.store.control.get('login_password', { districtId, username: ticket.username });
  return found?.passwordHash === ticket.passwordHash ? found : undefined;
}

function register(app: FastifyInstance, desk: SignInDesk, showLoginPage: ShowLoginPage): void {
  const { parts } = desk;

  app.post<{ Params: { district: string } }>('/in/:district/password', async (request, reply) => {
    const district = await desk.district(request.params.district);
    const fields = fieldsOf(request.body);
    desk.forms.check(request, fields, desk.originOf(request));
    const method = await findMethod(desk, district.id);
    const next = parseNext(fields.get('next'));
    const username = fields.get('username') ?? '';
    const now = parts.now();
    const network = networkOf(request.ip);
    const outcome = await signInByPassword(
      { store: parts.store, people: parts.people, throttle: parts.throttle },
      { districtId: district.id, username, password: fields.get('password') ?? '', network, now },
    );
    const refusal = { districtId: district.id, methodId: method.id, outcome: 'refused' } as const;
    switch (outcome.kind) {
      case 'wait':
        desk.leaveRefusal(request, { ...refusal, reason: 'too_many_attempts' });
        reply.header('Retry-After', String(outcome.seconds));
        return showLoginPage(request, reply, {
          district,
          next,
          status: 429,
          trouble: { methodId: method.id, say: (words) => waitMessage(words, outcome.seconds), username },
        });
      case 'wrong':
        desk.leaveRefusal(request, { ...refusal, reason: 'wrong_password', person: outcome.person });
        return showLoginPage(request, reply, {
          district,
          next,
          status: 403,
          trouble: { methodId: method.id, say: (words) => words.say('wrongPassword'), username },
        });
      case 'right': {
        const { found } = outcome;
        if (found.mustChange) return sendChangePage(desk, request, reply, { district, method, found, next });
        const person = { type: found.personType, id: found.personId };
        return desk.finish(request, reply, { districtId: district.id, person, methodId: method.id, next });
      }
    }
  });

  app.post<{ Params: { district: string } }>('/in/:district/password/change', async (request, reply) => {
    const district = await desk.district(request.params.district);
    const fields = fieldsOf(request.body);
    desk.forms.check(request, fields, desk.originOf(request));
    const method = await findMethod(desk, district.id);
    const next = parseNext(fields.get('next'));
    const found = await redeemTicket(desk, district.id, fields.get('ticket') ?? '');
    if (!found)
      return showLoginPage(request, reply, {
        district,
        next,
        status: 403,
        trouble: { methodId: undefined, say: (words) => words.say('tooLate') },
      });
    const password = fields.get('password') ?? '';
    const again = (trouble: Trouble['say']) =>
      sendChangePage(desk, request, reply, { district, method, found, next, trouble });
    if (password !== fields.get('again')) return again((words) => words.say('notTheSame'));
    const person = { type: found.personType, id: found.personId };
    try {
      await changeOwnPassword(
        { store: parts.store, serverKey: parts.serverKey, now: parts.now, actor: subjectOf(person) },
        found,
        password,
      );
    } catch (error) {
      if (error instanceof RollbookError && error.code === 'bad_request')
        return again((words) => words.error(error));
      throw error;
    }
    return desk.finish(request, reply, { districtId: district.id, person, methodId: method.id, next });
  });
}

/** Login names and passwords that the hub keeps. */
export const passwordStep: SignInStep = { kind: 'password', place: 'form', offer, register };
