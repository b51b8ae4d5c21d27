/** The overview, and a first quarter of an hour for each reader. */
import { html, type Html } from '../../html/index.ts';
import { code, list, output, paragraph, section } from '../blocks.ts';
import { developerSteps, districtSteps, operatorSteps, type Step } from '../quick-starts.ts';
import { type DocPage, docUri } from '../site.ts';

export const overviewPage: DocPage = {
  path: '',
  title: 'Overview',
  summary: 'What Rollbook is, and where to begin.',
  body: html`${paragraph('A district’s student information system (SIS) exports CSV files. Rollbook checks them, rewrites values to one form, gives every record a permanent id, and serves the roster over the **Data API v1.1**. The district decides which application sees what; people sign in once and land in the application.')}
  ${section(
    'Begin here',
    html`<ul class="cards">
      <li>
        <a href="${docUri('start/developer')}">You write an application</a>
        <p>Read a believable district in five minutes.</p>
      </li>
      <li>
        <a href="${docUri('start/district')}">You keep a district’s data</a>
        <p>Get the export accepted, and decide who sees what.</p>
      </li>
      <li>
        <a href="${docUri('start/operator')}">You run the server</a>
        <p>One process, one folder, and what to guard.</p>
      </li>
      <li>
        <a href="/explorer">You would rather click</a>
        <p>The Explorer sends requests and explains the answers.</p>
      </li>
    </ul>`,
  )}
  ${section(
    'The ideas',
    list([
      '**Ids are forever.** A record keeps its 24-digit id over syncs, renames and moves. [Field formats](formats)',
      '**A field promises something.** Guaranteed or optional; validated, normalized or verbatim. Badges say which. [Field formats](formats)',
      '**Links are to be followed.** Every single record links to what belongs to it. [Data model](data-model)',
      '**Whole or not at all.** A reader sees the roster before a sync or after it, never parts of both. [Paging](paging)',
      '**Nothing is shared until somebody chooses.** And what is not shared is not there. [Sharing](sharing)',
    ]),
  )}
  ${section('For tools', paragraph('[/v1.1/openapi.json](/v1.1/openapi.json) describes every endpoint and field in OpenAPI 3.1. It needs no token.'))}`,
};

function renderStep({ title, before, commands, after }: Step): Html {
  return section(
    title,
    ...(before === undefined ? [] : [paragraph(before)]),
    ...commands.flatMap(({ run, prints }) => [code(run), ...(prints === undefined ? [] : [output(prints)])]),
    ...(after === undefined ? [] : [paragraph(after)]),
  );
}

const LEGEND =
  'Words in capitals, such as `DISTRICT_ID`, are told by an earlier answer. `…` stands for what is left out. `rollbook` is `node bin/rollbook.js` in the checkout, after `npm ci && npm run build`.';

export const developerPage: DocPage = {
  path: 'start/developer',
  title: 'Quick start: developers',
  summary: 'A v1.1 API with a believable district on your own machine.',
  body: html`${developerSteps.map(renderStep)}
  ${section(
    'Tokens to try',
    list([
      '`DEMO_TOKEN`, `TEST_TOKEN`: the district.',
      '`ilc_DEMO_STUDENT_TOKEN`, `ilc_DEMO_TEACHER_TOKEN`, `ilc_DEMO_SCHOOL_ADMIN_TOKEN`, `ilc_DEMO_DISTRICT_ADMIN_TOKEN`: people.',
    ]),
  )}
  ${section(
    'Before you go live',
    list([
      'Follow links; do not build addresses.',
      'Key your data on ids, never on e-mail addresses.',
      'Take missing fields, 404 and empty pages for what they are: [errors](errors).',
      'Stay within the [rate limit](rate-limits), and send entity tags.',
      'Read the list of your [district tokens](authentication) before each sync.',
    ]),
  )}`,
};

export const districtPage: DocPage = {
  path: 'start/district',
  title: 'Quick start: districts',
  summary: 'From an export to a roster that applications can trust.',
  body: html`${paragraph('You need the id of your district and of the application; whoever runs the server tells them.')}
  ${paragraph(LEGEND)} ${districtSteps.map(renderStep)}`,
};

export const operatorPage: DocPage = {
  path: 'start/operator',
  title: 'Quick start: operators',
  summary: 'Run a hub for real districts.',
  body: html`${paragraph(LEGEND)} ${operatorSteps.map(renderStep)}
  ${section(
    'Guard',
    list([
      'The data folder, and in it `keys/server.key`: together they make every token.',
      'Backups of both, apart from each other.',
      'Exports after they were imported; Rollbook leaves them where they are.',
    ]),
  )}
  ${section(
    'Before browsers come from elsewhere',
    list([
      'It listens on 127.0.0.1. Put a proxy with TLS in front.',
      '`ROLLBOOK_BASE_URL` is the address that people use, such as `https://hub.example.org`.',
      '`ROLLBOOK_PROXY_HOPS` is the number of your own proxies that write `X-Forwarded-For`.',
      '`ROLLBOOK_LOG_LEVEL=info` writes a line for each request, with ids and numbers only.',
    ]),
  )}`,
};
