/** The page at `/`: what this is, how to try it, and a first look at answers. */
import { asset } from '../assets.ts';
import { catalogue } from '../../roster/index.ts';
import { recordUri } from '../../derive/index.ts';
import { escapeHtml as escape } from '../../html/index.ts';

export interface LandingFacts {
  /** The tokens of the sandbox; none where real districts are served. */
  readonly tokens: readonly string[];
  /** The demo district. */
  readonly district: { readonly id: string; readonly name: string } | undefined;
  readonly openApiPath: string;
}

const LOGO = asset('pages/icon.svg').trim();

const tryLink = (path: string, text: string) =>
  `<li><a data-try href="${escape(path)}">${escape(text)}</a></li>`;

function sandboxCards({ tokens, district }: LandingFacts, origin: string): string {
  const lists = catalogue.filter(({ list }) => list).map(({ plural }) => plural);
  const own = district ? recordUri({ plural: 'districts' }, district.id) : '';
  return `
      <section class="card">
        <h2>The sandbox</h2>
        <p>${escape(district?.name ?? '')} is an invented district that was imported from CSV when this server first started. Nothing in it is real.</p>
        <dl>
          <dt>District</dt><dd><code>${escape(district?.id ?? '')}</code></dd>
          <dt>Tokens, here and nowhere else</dt><dd>${tokens.map((token) => `<code>${escape(token)}</code>`).join(' or ')}</dd>
        </dl>
      </section>
      <section class="card">
        <h2>Follow a link</h2>
        <ul>
          ${tryLink('/v1.1/students?limit=2', 'Two students')}
          ${tryLink('/v1.1/sections?limit=1', 'A section')}
          ${tryLink(own, 'The district, and its links')}
          ${tryLink(`${own}/status`, 'How the last sync went')}
          ${tryLink('/me', 'Whose token is this?')}
        </ul>
        <p>Lists: ${lists.map((plural) => `<a data-try href="/v1.1/${plural}?limit=3">${plural}</a>`).join(', ')}.</p>
      </section>
      <section class="card">
        <h2>Ask from a terminal</h2>
        <pre tabindex="0"><code>curl -H "Authorization: Bearer ${escape(tokens[0] ?? '')}" "${escape(origin)}/v1.1/students?limit=2"</code></pre>
      </section>`;
}

const REAL_CARDS = `
      <section class="card">
        <h2>This server holds rosters of districts</h2>
        <p>Applications read them with a token that a district granted. The token goes into a header: <code>Authorization: Bearer …</code></p>
      </section>
      <section class="card">
        <h2>For operators</h2>
        <pre tabindex="0"><code>rollbook district create --name "…"
rollbook import FOLDER --district ID
rollbook app create --name "…"
rollbook connection create --app ID --district ID</code></pre>
      </section>`;

const ANSWER = `
    <section class="card wide" aria-labelledby="answer-title">
      <h2 id="answer-title">The answer</h2>
      <p id="answer-line" class="answer-line" role="status">Choose a link above. Every uri in the answer can be followed, too.</p>
      <pre tabindex="0" id="answer" aria-label="Body of the answer"></pre>
    </section>`;

/** @param origin where the browser sees this server. */
export function landingPage(facts: LandingFacts, origin: string): string {
  const isSandbox = facts.tokens.length > 0;
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Rollbook${isSandbox ? ' sandbox' : ''}</title>
  <meta name="description" content="A self-hosted roster hub for schools.">
  <link rel="icon" href="/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/style.css">
  ${isSandbox ? '<script src="/try.js" type="module"></script>' : ''}
</head>
<body${isSandbox ? ` data-token="${escape(facts.tokens[0] ?? '')}"` : ''}>
  <a class="skip" href="#main">Skip to content</a>
  <header>
    <p class="brand">${LOGO} Rollbook</p>
    <h1>One roster of the district, for every application.</h1>
    <p class="lead">A district's student information system exports CSV. Rollbook checks it, gives every record a permanent id, and serves it over the Data API v1.1.</p>
  </header>
  <main id="main">
    <div class="grid">${isSandbox ? sandboxCards(facts, origin) : REAL_CARDS}
      <section class="card">
        <h2>Describe it to a tool</h2>
        <p><a href="${escape(facts.openApiPath)}">${escape(facts.openApiPath)}</a> is the OpenAPI 3.1 description of every endpoint and field.</p>
      </section>
    </div>${isSandbox ? ANSWER : ''}
  </main>
  <footer>Rollbook is free software under the Apache License 2.0. This page talks to no other host.</footer>
</body>
</html>
`;
}
