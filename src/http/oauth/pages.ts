/** The pages of Instant Login: errors, "continue as …?", a teacher's consent, and the choice of a district. */
import {
  type AuthorizeAnswer,
  AUTHORIZE_PATH,
  type Decision,
  DISTRICT_PICKER_PATH,
  type FoundDistrict,
  INSTANT_LOGIN_PATH,
  type LocalError,
  PICKER_ORIGIN,
  SEARCH_LETTERS_MIN,
  sharedWithTeacher,
} from '../../oauth/index.ts';
import type { PageKey } from '../../strings/index.ts';
import { html, type Html } from '../pages/html.ts';
import type { PageParts } from '../pages/page.ts';
import type { Wording } from '../pages/wording.ts';

export const DECISION_PATH = `${AUTHORIZE_PATH}/decision`;

interface ErrorText {
  readonly status: number;
  readonly title: PageKey;
  readonly text: PageKey;
}

const ERRORS: Readonly<Record<LocalError, ErrorText>> = {
  repeated_parameter: { status: 400, title: 'brokenTitle', text: 'repeated' },
  unknown_client: { status: 400, title: 'unknownClientTitle', text: 'unknownClient' },
  unknown_redirect_uri: { status: 400, title: 'brokenTitle', text: 'unknownRedirect' },
  no_redirect_uri: { status: 400, title: 'noRedirectTitle', text: 'noRedirect' },
  not_available: { status: 403, title: 'notAvailableTitle', text: 'notAvailable' },
  outdated_form: { status: 400, title: 'outdatedTitle', text: 'outdated' },
  not_yours_to_decide: { status: 403, title: 'notYoursTitle', text: 'notYours' },
};

const nameOf = (name: string): Html => html`<bdi>${name}</bdi>`;

export const statusOfError = (error: LocalError): number => ERRORS[error].status;

export function errorPage(
  words: Wording,
  { error, application }: Extract<AuthorizeAnswer, { kind: 'error_page' }>,
  supportCode: string,
): PageParts {
  const title = words.say(ERRORS[error].title);
  return {
    title,
    body: html`<h1>${title}</h1>
      ${
        application !== undefined &&
        html`<p class="who">${words.mark('applicationNamed', { application: nameOf(application) })}</p>`
      }
      <p>${words.say(ERRORS[error].text)}</p>
      <p class="quiet">${words.mark('supportCode', { code: html`<code>${supportCode}</code>` })}</p>`,
  };
}

export function faultPage(words: Wording, supportCode: string): PageParts {
  const title = words.say('faultTitle');
  return {
    title,
    body: html`<h1>${title}</h1>
      <p>${words.say('faultText')}</p>
      <p class="quiet">${words.mark('supportCode', { code: html`<code>${supportCode}</code>` })}</p>`,
  };
}

/** A browser looks at every redirect behind a form, and an application may send on to another host of its own. */
function formTargets(redirectUri: string): readonly string[] {
  const { protocol, origin } = new URL(redirectUri);
  return [protocol === 'http:' ? origin : protocol];
}

type Question = Extract<AuthorizeAnswer, { kind: 'confirm' | 'consent' }>;

interface Choice {
  readonly decision: Decision;
  readonly label: string;
}

function form({ asked }: Question, token: string, choices: readonly Choice[]): Html {
  return html`<form method="post" action="${DECISION_PATH}">
    <input type="hidden" name="path" value="${asked.path}" />
    <input type="hidden" name="query" value="${asked.query.toString()}" />
    <input type="hidden" name="form_token" value="${token}" />
    ${choices.map(
      ({ decision, label }, n) =>
        html`<button name="decision" value="${decision}" ${n === 0 && html`class="first"`}>${label}</button>`,
    )}
  </form>`;
}

export function confirmPage(words: Wording, question: Question, token: string): PageParts {
  const { redirectUri } = question;
  const application = question.application.name;
  const name = question.personName ?? words.say('somebody');
  return {
    title: words.say('confirmTitle', { application }),
    formTargets: formTargets(redirectUri),
    body: html`<h1>${words.say('isThisYou')}</h1>
      <p>
        ${words.mark('onTheWay', {
          name: html`<strong>${nameOf(name)}</strong>`,
          application: html`<strong>${nameOf(application)}</strong>`,
        })}
      </p>
      ${form(question, token, [
        { decision: 'continue', label: words.say('continueAs', { name }) },
        { decision: 'leave', label: words.say('notMe') },
      ])}
      <p class="quiet">${words.say('notMeHint')}</p>`,
  };
}

/** What is told of each type; a test holds that the catalogue has a word for all of it. */
function sharedFields(words: Wording): Html {
  return html`<dl class="shared">
    ${sharedWithTeacher().map(({ plural, fields }) => {
      const names = fields.map(({ name, isInitial }) => {
        const field = words.say(`field_${name}` as PageKey);
        return isInitial ? words.say('initialOnly', { field }) : field;
      });
      return html`<dt>${words.say(`about_${plural}` as PageKey)}</dt>
        <dd>${names.join(', ')}</dd>`;
    })}
  </dl>`;
}

export function consentPage(words: Wording, question: Question, token: string): PageParts {
  const application = question.application.name;
  return {
    title: words.say('consentTitle', { application }),
    formTargets: formTargets(question.redirectUri),
    body: html`<h1>${words.mark('consentQuestion', { application: nameOf(application) })}</h1>
      <p>${words.say('consentLead')}</p>
      ${sharedFields(words)}
      <p>${words.say('consentLimits')}</p>
      ${form(question, token, [
        { decision: 'allow', label: words.say('allow', { application }) },
        { decision: 'deny', label: words.say('deny') },
      ])}`,
  };
}

export interface PickerFacts {
  /** What was asked of `/oauth/authorize`; kept to the letter. */
  readonly query: URLSearchParams;
  readonly search: string;
  readonly found: readonly FoundDistrict[];
  readonly hasMore: boolean;
  readonly isThrottled: boolean;
}

/** The name of the search field; it is the picker's own and does not travel on. */
export const PICKER_SEARCH = 'school_district';

function districtLink(query: URLSearchParams, id: string): string {
  const asked = new URLSearchParams(query);
  const path = asked.get(PICKER_ORIGIN) === 'instant-login' ? INSTANT_LOGIN_PATH : AUTHORIZE_PATH;
  asked.delete(PICKER_ORIGIN);
  asked.set('district_id', id);
  return `${path}?${asked.toString()}`;
}

function results(words: Wording, { query, search, found, hasMore, isThrottled }: PickerFacts): Html {
  if (isThrottled) return html`<p role="status">${words.say('searchBusy')}</p>`;
  if (search === '') return html``;
  if (found.length === 0)
    return html`<p role="status">
      ${words.mark('searchNone', { search: nameOf(search), n: html`${SEARCH_LETTERS_MIN}` })}
    </p>`;
  return html`<p role="status">
      ${found.length === 1 ? words.say('foundOne') : words.say('foundMany', { n: found.length })}
    </p>
    <ul class="choices">
      ${found.map(({ id, name, school }) => {
        const label = school === undefined ? name : words.say('schoolOf', { school, district: name });
        return html`<li><a href="${districtLink(query, id)}">${label}</a></li>`;
      })}
    </ul>
    ${hasMore && html`<p class="quiet">${words.say('foundMore')}</p>`}`;
}

export function pickerPage(words: Wording, facts: PickerFacts): PageParts {
  const { search } = facts;
  const title = words.say('findDistrict');
  return {
    title: search === '' ? title : words.say('foundTitle', { search }),
    body: html`<h1>${title}</h1>
      <form method="get" action="${DISTRICT_PICKER_PATH}" role="search">
        ${[...facts.query].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <label for="search">${words.say('searchName')}</label>
        <input
          id="search"
          type="search"
          name="${PICKER_SEARCH}"
          value="${search}"
          maxlength="100"
          required
          autocomplete="organization"
        />
        <button class="first">${words.say('search')}</button>
      </form>
      ${results(words, facts)}`,
  };
}
