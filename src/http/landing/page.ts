/** The page at `/`: what this is, how to try it, and where to go on. A live record stands on it, whose links lead into the Explorer. */
import { recordUri } from '../../derive/index.ts';
import { html, type Html } from '../../html/index.ts';
import { catalogue } from '../../roster/index.ts';
import type { PageKey } from '../../strings/index.ts';
import { languageChoice } from '../pages/language-choice.ts';
import type { Wording } from '../pages/wording.ts';

export interface LandingFacts {
  /** The tokens of the sandbox's district; none where real districts are served. */
  readonly tokens: readonly string[];
  /** The demo district. */
  readonly district: { readonly id: string; readonly name: string } | undefined;
  /** A student of it, whose links lead to sections and teachers. */
  readonly studentId?: string | undefined;
  readonly openApiPath: string;
}

/** Where the Explorer shows a request. */
function explorerUri(path: string, query = ''): string {
  return `/explorer?${new URLSearchParams({ path, ...(query === '' ? {} : { query }) }).toString()}`;
}

const explored = (path: string, text: string | Html, query = ''): Html =>
  html`<a href="${explorerUri(path, query)}">${text}</a>`;

const STEPS: readonly (readonly [PageKey, PageKey])[] = [
  ['stepFiles', 'stepFilesText'],
  ['stepChecked', 'stepCheckedText'],
  ['stepIds', 'stepIdsText'],
  ['stepRead', 'stepReadText'],
];

const steps = (words: Wording): Html =>
  html`<section aria-labelledby="how">
    <h2 id="how">${words.say('how')}</h2>
    <ol class="steps">
      ${STEPS.map(
        ([title, text]) =>
          html`<li>
            <strong>${words.say(title)}</strong>
            <p>${words.say(text)}</p>
          </li> `,
      )}
    </ol>
  </section>`;

const READERS: readonly (readonly [string, PageKey, PageKey])[] = [
  ['start/developer', 'developer', 'developerText'],
  ['start/district', 'districtPerson', 'districtPersonText'],
  ['start/operator', 'operator', 'operatorText'],
];

function readOn(words: Wording, openApiPath: string): Html {
  const places = [...READERS.map(([path, ...rest]) => [`/docs/${path}`, ...rest] as const)];
  return html`<section aria-labelledby="read">
    <h2 id="read">${words.say('readOn')}</h2>
    <ul class="cards">
      ${[...places, [openApiPath, 'openApi', 'openApiText'] as const].map(
        ([path, title, text]) =>
          html`<li class="card">
            <a href="${path}">${words.say(title)}</a>
            <p>${words.say(text)}</p>
          </li> `,
      )}
    </ul>
  </section>`;
}

/** The script fills it; its words come with the page. */
function liveRecord(words: Wording, studentId: string): Html {
  const uri = recordUri({ plural: 'students' }, studentId);
  return html`<section class="card live" aria-labelledby="live">
    <h2 id="live">${words.say('liveTitle')}</h2>
    <p class="request">
      <strong>GET</strong> <code>${uri}</code> <span id="live-status" role="status"></span>
    </p>
    <pre
      id="live-record"
      data-uri="${uri}"
      data-more="${words.say('liveMore', { n: '{n}' })}"
      data-time="${words.say('liveTime', { status: '{status}', ms: '{ms}' })}"
      data-fault="${words.say('liveFault')}"
    ></pre>
    <p class="quiet">${words.mark('liveHint', { rel: html`<b>teachers</b>` })}</p>
  </section>`;
}

function walk(words: Wording, student: string | undefined): Html {
  if (student === undefined)
    return html`<ol class="walk">
      <li>${explored('/v1.1/students', words.say('walkStudents'), 'limit=5')}</li>
    </ol>`;
  return html`<ol class="walk">
    <li>${explored(student, words.say('walkStudent'))}</li>
    <li>${explored(`${student}/sections`, words.say('walkSections'))}</li>
    <li>${explored(`${student}/teachers`, words.say('walkTeachers'))}</li>
  </ol>`;
}

function shell(label: string, lines: readonly string[]): Html {
  return html`<pre
    class="shell"
    tabindex="0"
    role="region"
    aria-label="${label}"
  ><code>${lines.join('\n')}</code></pre>`;
}

function sandbox(words: Wording, { tokens, district, studentId }: LandingFacts, origin: string): Html {
  const own = district ? recordUri({ plural: 'districts' }, district.id) : '';
  const student = studentId === undefined ? undefined : recordUri({ plural: 'students' }, studentId);
  const lists = catalogue.filter(({ list }) => list).map(({ plural }) => plural);
  return html`<section aria-labelledby="sandbox">
    <h2 id="sandbox">${words.say('sandboxTitle')}</h2>
    <p class="measure">
      ${words.mark('sandboxText', { district: html`<bdi>${district?.name ?? ''}</bdi>` })}
    </p>
    <div class="columns">
      <div>
        <h3>${words.say('walkTitle')}</h3>
        ${walk(words, student)}
        <p>
          ${words.mark('lookAt', {
            district: explored(own, words.say('theDistrict')),
            status: explored(`${own}/status`, words.say('itsStatus')),
            owner: explored('/me', words.say('whoseToken')),
            lists: html`${lists.map(
              (plural, n) => html`${n > 0 && ', '}${explored(`/v1.1/${plural}`, plural, 'limit=5')}`,
            )}`,
          })}
        </p>
      </div>
      <div>
        <h3>${words.say('terminalTitle')}</h3>
        ${shell(words.say('terminalLabel'), [
          `curl -H "Authorization: Bearer ${tokens[0] ?? ''}" \\`,
          `  "${origin}/v1.1/students?limit=2"`,
        ])}
        <p>
          ${words.mark('tokensOpen', {
            tokens: words.list(tokens.map((token) => html`<code>${token}</code>`)),
            district: html`<code>${district?.id ?? ''}</code>`,
          })}
        </p>
      </div>
    </div>
  </section>`;
}

const COMMANDS = [
  'rollbook district create --name "…"',
  'rollbook import FOLDER --district ID',
  'rollbook app create --name "…"',
  'rollbook connection create --app ID --district ID',
];

const real = (words: Wording): Html =>
  html`<section aria-labelledby="here">
    <h2 id="here">${words.say('realTitle')}</h2>
    <div class="columns">
      <div>
        <h3>${words.say('haveToken')}</h3>
        <p>
          ${words.mark('haveTokenText', {
            header: html`<code>Authorization: Bearer …</code>`,
            explorer: html`<a href="/explorer">${words.say('explorer')}</a>`,
          })}
        </p>
      </div>
      <div>
        <h3>${words.say('runServer')}</h3>
        ${shell(words.say('commandsLabel'), COMMANDS)}
      </div>
    </div>
  </section>`;

function hero(words: Wording, { tokens, studentId }: LandingFacts): Html {
  const first =
    studentId === undefined ? '/explorer' : explorerUri(recordUri({ plural: 'students' }, studentId));
  return html`<div class="hero">
    <div>
      <h1>${words.say('heroTitle')}</h1>
      <p class="lead">${words.say('heroText')}</p>
      <p class="go">
        <a class="button first" href="${first}"
          >${words.say(studentId === undefined ? 'openExplorer' : 'exploreStudent')}</a
        >
        <a class="button" href="/docs">${words.say('readDocumentation')}</a>
      </p>
    </div>
    ${tokens.length > 0 && studentId !== undefined && liveRecord(words, studentId)}
  </div>`;
}

/** @param origin where the browser sees this server. */
export function landingPage(words: Wording, facts: LandingFacts, origin: string): string {
  const isSandbox = facts.tokens.length > 0;
  const isLive = isSandbox && facts.studentId !== undefined;
  return html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${words.say(isSandbox ? 'landingTitleSandbox' : 'landingTitle')}</title>
        <meta name="description" content="${words.say('description')}" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/tokens.css" />
        <link rel="stylesheet" href="/base.css" />
        <link rel="stylesheet" href="/landing.css" />
        ${isLive && html`<script src="/live-record.js" type="module"></script>`}
      </head>
      <body ${isLive && html`data-token="${facts.tokens[0] ?? ''}"`}>
        <a class="skip" href="#main">${words.say('skip')}</a>
        <header class="bar">
          <a class="brand" href="/" aria-current="page">${words.say('brand')}</a>
          <nav aria-label="${words.say('brand')}">
            <a href="/docs">${words.say('documentation')}</a>
            <a href="/explorer">${words.say('explorer')}</a>
          </nav>
        </header>
        <main id="main" tabindex="-1">
          ${hero(words, facts)} ${steps(words)} ${isSandbox ? sandbox(words, facts, origin) : real(words)}
          ${readOn(words, facts.openApiPath)}
        </main>
        <footer>
          <p>${words.say('footer')}</p>
          ${languageChoice(words)}
        </footer>
      </body>
    </html> `.html;
}
