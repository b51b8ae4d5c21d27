/** The page at `/`: what this is, how to try it, and where to go on. A live record stands on it, whose links lead into the Explorer. */
import { recordUri } from '../../derive/index.ts';
import { html, type Html } from '../../html/index.ts';
import { catalogue } from '../../roster/index.ts';

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

const STEPS: readonly (readonly [string, string])[] = [
  ['Files come in', 'The student information system exports its CSV files, every night, whole.'],
  ['They are checked', 'Each fault is reported with its file, line and column, and what to do about it.'],
  ['Records keep their ids', 'Students, teachers, sections and the rest stay the same records for years.'],
  ['Applications read', 'Over the Data API v1.1, and only what the district shares with them.'],
];

const steps = html`<section aria-labelledby="how">
  <h2 id="how">How it works</h2>
  <ol class="steps">
    ${STEPS.map(
      ([title, text]) =>
        html`<li>
          <strong>${title}</strong>
          <p>${text}</p>
        </li> `,
    )}
  </ol>
</section>`;

const READERS: readonly (readonly [string, string, string])[] = [
  ['start/developer', 'You write an application', 'Read a believable district in five minutes.'],
  ['start/district', 'You keep a district’s data', 'Get the export accepted, and decide who sees what.'],
  ['start/operator', 'You run the server', 'One process, one folder, and what to guard.'],
];

function readOn(openApiPath: string): Html {
  return html`<section aria-labelledby="read">
    <h2 id="read">Read on</h2>
    <ul class="cards">
      ${READERS.map(
        ([path, title, text]) =>
          html`<li class="card">
            <a href="/docs/${path}">${title}</a>
            <p>${text}</p>
          </li> `,
      )}
      <li class="card">
        <a href="${openApiPath}">OpenAPI 3.1</a>
        <p>Every endpoint and field, described for tools.</p>
      </li>
    </ul>
  </section>`;
}

function liveRecord(studentId: string): Html {
  const uri = recordUri({ plural: 'students' }, studentId);
  return html`<section class="card live" aria-labelledby="live">
    <h2 id="live">A student, from this server, now</h2>
    <p class="request">
      <strong>GET</strong> <code>${uri}</code> <span id="live-status" role="status"></span>
    </p>
    <pre id="live-record" data-uri="${uri}"></pre>
    <p class="quiet">Every link in it opens in the Explorer. Try <b>teachers</b>.</p>
  </section>`;
}

function sandbox({ tokens, district, studentId }: LandingFacts, origin: string): Html {
  const token = tokens[0] ?? '';
  const own = district ? recordUri({ plural: 'districts' }, district.id) : '';
  const student = studentId === undefined ? undefined : recordUri({ plural: 'students' }, studentId);
  const lists = catalogue.filter(({ list }) => list).map(({ plural }) => plural);
  return html`<section aria-labelledby="sandbox">
    <h2 id="sandbox">This is a sandbox</h2>
    <p class="measure">
      <bdi>${district?.name ?? ''}</bdi> is an invented district, imported from CSV when this server first
      started. Nothing in it is real, and nothing you do here can break it.
    </p>
    <div class="columns">
      <div>
        <h3>From a student to a teacher</h3>
        <ol class="walk">
          <li>
            ${
              student === undefined
                ? explored('/v1.1/students', 'Some students', 'limit=5')
                : explored(student, 'A student')
            }
          </li>
          ${
            student !== undefined &&
            html`<li>${explored(`${student}/sections`, 'the sections of that student')}</li>
              <li>${explored(`${student}/teachers`, 'who teaches them')}</li> `
          }
        </ol>
        <p>
          ${explored(own, 'The district')}, ${explored(`${own}/status`, 'how its last sync went')},
          ${explored('/me', 'whose token this is')}. All lists:
          ${lists.map(
            (plural, n) =>
              html`${explored(`/v1.1/${plural}`, plural, 'limit=5')}${n < lists.length - 1 ? ', ' : '.'}`,
          )}
        </p>
      </div>
      <div>
        <h3>From a terminal</h3>
        <pre
          class="shell"
          tabindex="0"
          role="region"
          aria-label="A request with curl"
        ><code>curl -H "Authorization: Bearer ${token}" \\
  "${origin}/v1.1/students?limit=2"</code></pre>
        <p>
          ${tokens.map((one, n) => html`${n > 0 ? ' and ' : ''}<code>${one}</code>`)} open the district
          <code>${district?.id ?? ''}</code>, here and nowhere else. Tokens of people of the district are in
          the Explorer.
        </p>
      </div>
    </div>
  </section>`;
}

const REAL = html`<section aria-labelledby="here">
  <h2 id="here">This server holds rosters of districts</h2>
  <div class="columns">
    <div>
      <h3>You have a token</h3>
      <p>
        It goes into a header: <code>Authorization: Bearer …</code> In the <a href="/explorer">Explorer</a>
        you can paste it and look around; it does not leave the tab.
      </p>
    </div>
    <div>
      <h3>You run this server</h3>
      <pre
        class="shell"
        tabindex="0"
        role="region"
        aria-label="Commands"
      ><code>rollbook district create --name "…"
rollbook import FOLDER --district ID
rollbook app create --name "…"
rollbook connection create --app ID --district ID</code></pre>
    </div>
  </div>
</section>`;

function hero({ tokens, studentId }: LandingFacts): Html {
  const first =
    studentId === undefined ? '/explorer' : explorerUri(recordUri({ plural: 'students' }, studentId));
  return html`<div class="hero">
    <div>
      <h1>One roster of the district, for every application.</h1>
      <p class="lead">
        Schools keep their rosters in a student information system. Rollbook takes its CSV export, checks it,
        gives every record a permanent id, and serves it over an API that applications know.
      </p>
      <p class="go">
        <a class="button first" href="${first}"
          >${studentId === undefined ? 'Open the Explorer' : 'Explore a student'}</a
        >
        <a class="button" href="/docs">Read the documentation</a>
      </p>
    </div>
    ${tokens.length > 0 && studentId !== undefined && liveRecord(studentId)}
  </div>`;
}

/** @param origin where the browser sees this server. */
export function landingPage(facts: LandingFacts, origin: string): string {
  const isSandbox = facts.tokens.length > 0;
  const isLive = isSandbox && facts.studentId !== undefined;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Rollbook${isSandbox ? ' sandbox' : ''}</title>
        <meta name="description" content="A self-hosted roster hub for schools." />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/tokens.css" />
        <link rel="stylesheet" href="/base.css" />
        <link rel="stylesheet" href="/landing.css" />
        ${isLive && html`<script src="/live-record.js" type="module"></script>`}
      </head>
      <body ${isLive && html`data-token="${facts.tokens[0] ?? ''}"`}>
        <a class="skip" href="#main">Skip to content</a>
        <header class="bar">
          <a class="brand" href="/" aria-current="page">Rollbook</a>
          <nav aria-label="Rollbook">
            <a href="/docs">Documentation</a>
            <a href="/explorer">Explorer</a>
          </nav>
        </header>
        <main id="main" tabindex="-1">
          ${hero(facts)} ${steps} ${isSandbox ? sandbox(facts, origin) : REAL} ${readOn(facts.openApiPath)}
        </main>
        <footer>
          Rollbook is free software under the Apache License 2.0. This page talks to no other host.
        </footer>
      </body>
    </html> `.html;
}
