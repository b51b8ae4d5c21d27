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
import { html, type Html } from '../pages/html.ts';
import type { PageParts } from '../pages/page.ts';

export const DECISION_PATH = `${AUTHORIZE_PATH}/decision`;

interface ErrorText {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const ERRORS: Readonly<Record<LocalError, ErrorText>> = {
  repeated_parameter: {
    status: 400,
    title: 'This login link is broken',
    text: 'It says the same thing twice. Go back to the application and try again; if that does not help, tell the people who run it.',
  },
  unknown_client: {
    status: 400,
    title: 'We do not know this application',
    text: 'The link that brought you here names an application that is not registered here. Go back to where you came from, or tell the people who run it.',
  },
  unknown_redirect_uri: {
    status: 400,
    title: 'This login link is broken',
    text: 'It leads back to an address that the application has not registered (invalid_uri). For your safety we do not follow it. Tell the people who run the application.',
  },
  no_redirect_uri: {
    status: 400,
    title: 'This application cannot be opened yet',
    text: 'It has not registered an address to go to. Tell the people who run the application.',
  },
  not_available: {
    status: 403,
    title: 'You cannot use this application',
    text: 'Your school or district has not shared it with you. If you think that you should have it, ask your teacher or your school office.',
  },
  outdated_form: {
    status: 400,
    title: 'This page is out of date',
    text: 'You may have signed in or out in another window. Go back to the application and begin again.',
  },
  not_yours_to_decide: {
    status: 403,
    title: 'Only the teacher can decide this',
    text: 'You are looking through the eyes of a teacher. The teacher has to sign in to authorize this application.',
  },
};

export function errorPage(
  { error, application }: Extract<AuthorizeAnswer, { kind: 'error_page' }>,
  supportCode: string,
): PageParts & { readonly status: number } {
  const { status, title, text } = ERRORS[error];
  return {
    status,
    title,
    body: html`<h1>${title}</h1>
      ${application === undefined ? '' : html`<p class="who">Application: <bdi>${application}</bdi></p>`}
      <p>${text}</p>
      <p class="quiet">Support code: <code>${supportCode}</code></p>`,
  };
}

export function faultPage(supportCode: string): PageParts {
  return {
    title: 'Something went wrong',
    body: html`<h1>Something went wrong</h1>
      <p>This is our fault, not yours. Wait a moment and try again.</p>
      <p class="quiet">Support code: <code>${supportCode}</code></p>`,
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

export function confirmPage(question: Question, token: string): PageParts {
  const { application, personName = 'the person who signed in', redirectUri } = question;
  return {
    title: `Continue to ${application.name}`,
    formTargets: formTargets(redirectUri),
    body: html`<h1>Is this you?</h1>
      <p>
        You are signed in as <strong><bdi>${personName}</bdi></strong
        >, on the way to <strong><bdi>${application.name}</bdi></strong
        >.
      </p>
      ${form(question, token, [
        { decision: 'continue', label: `Continue as ${personName}` },
        { decision: 'leave', label: 'Not me' },
      ])}
      <p class="quiet">“Not me” signs this person out and lets you sign in.</p>`,
  };
}

/** `name.first` as people say it. */
function fieldLabel(name: string): string {
  return name.replace(/^name\.(\w+)$/, '$1 name').replaceAll('_', ' ');
}

const PEOPLE: Readonly<Record<string, string>> = {
  teachers: 'About you',
  sections: 'About your classes',
  students: 'About the students in your classes',
};

export function consentPage(question: Question, token: string): PageParts {
  const { application, redirectUri } = question;
  return {
    title: `Authorize ${application.name}`,
    formTargets: formTargets(redirectUri),
    body: html`<h1>Use ${application.name} with your classes?</h1>
      <p>Your district has not connected this application. If you authorize it, it is told this:</p>
      <dl class="shared">
        ${sharedWithTeacher().map(
          ({ plural, fields }) =>
            html`<dt>${PEOPLE[plural] ?? plural}</dt>
              <dd>
                ${fields
                  .map(
                    ({ name, isInitial }) => `${fieldLabel(name)}${isInitial ? ' (first letter only)' : ''}`,
                  )
                  .join(', ')}
              </dd>`,
        )}
      </dl>
      <p>
        It is told no e-mail address of a student, and nothing about your school or district. Your students
        can sign in to it.
      </p>
      ${form(question, token, [
        { decision: 'allow', label: `Authorize ${application.name}` },
        { decision: 'deny', label: 'Do not authorize' },
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

function results({ query, search, found, hasMore, isThrottled }: PickerFacts): Html {
  if (isThrottled)
    return html`<p role="status">That were many searches at once. Wait a minute and try again.</p>`;
  if (search === '') return html``;
  if (found.length === 0)
    return html`<p role="status">
      No school or district is called “${search}”. Check the spelling, or type at least ${SEARCH_LETTERS_MIN}
      letters of its name.
    </p>`;
  return html`<p role="status">${found.length === 1 ? 'One' : found.length} found.</p>
    <ul class="choices">
      ${found.map(
        ({ id, name, school }) =>
          html`<li>
            <a href="${districtLink(query, id)}">${school === undefined ? name : `${school}, ${name}`}</a>
          </li>`,
      )}
    </ul>
    ${hasMore ? html`<p class="quiet">There are more. Type more of the name.</p>` : ''}`;
}

export function pickerPage(facts: PickerFacts): PageParts {
  return {
    title: facts.search === '' ? 'Find your district' : `Schools and districts called ${facts.search}`,
    body: html`<h1>Find your district</h1>
      <form method="get" action="${DISTRICT_PICKER_PATH}" role="search">
        ${[...facts.query].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <label for="search">Name of your school or district</label>
        <input
          id="search"
          type="search"
          name="${PICKER_SEARCH}"
          value="${facts.search}"
          maxlength="100"
          required
          autocomplete="organization"
        />
        <button class="first">Search</button>
      </form>
      ${results(facts)}`,
  };
}
