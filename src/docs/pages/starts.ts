/** The overview, and a first quarter of an hour for each reader. */
import { html } from '../../html/index.ts';
import { code, list, paragraph, section, steps } from '../blocks.ts';
import { type DocPage, docUri } from '../site.ts';

export const overviewPage: DocPage = {
  path: '',
  title: 'Overview',
  summary: 'What Rollbook is, and where to begin.',
  body: html`${paragraph('A district’s student information system exports CSV files. Rollbook checks them, rewrites values to one form, gives every record a permanent id, and serves the roster over the **Data API v1.1**. The district decides which application sees what; people sign in once and land in the application.')}
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
      '**Whole or not at all.** A reader sees the roster before a sync or after it. [Paging](paging)',
      '**Nothing is shared until the district chooses.** [Sharing](sharing)',
    ]),
  )}
  ${section('For tools', paragraph('[/v1.1/openapi.json](/v1.1/openapi.json) describes every endpoint and field in OpenAPI 3.1.'))}`,
};

export const developerPage: DocPage = {
  path: 'start/developer',
  title: 'Quick start: developers',
  summary: 'A v1.1 API with a believable district on your own machine.',
  body: html`${section('Start the sandbox', code('npm ci && npm start'), paragraph('It serves an invented district of three schools and 1,004 students on `http://localhost:3000`. `DEMO_TOKEN` reads it.'))}
  ${section('Read something', code('curl -H "Authorization: Bearer DEMO_TOKEN" \\\n  "http://localhost:3000/v1.1/students?limit=2"'), paragraph('Each item has its record in `data` and its path in `uri`. The `next` link leads to the page that follows: [paging](paging).'))}
  ${section('Sign somebody in', paragraph('The sandbox knows one application, client id `d0e1f2a3b4c5d6e7f809`, secret `sandbox0sandbox0sandbox0sandbox0sandbox0`, redirect URI `http://localhost:8000/callback`. Send a browser to the authorize endpoint, choose any demo person, and exchange the code: [Instant Login](instant-login).'), code('http://localhost:3000/oauth/authorize?response_type=code&client_id=d0e1f2a3b4c5d6e7f809&redirect_uri=http%3A%2F%2Flocalhost%3A8000%2Fcallback&state=xyz&district_id=4fd43cc56d11340000000005'))}
  ${section('Tokens to try', list(['`DEMO_TOKEN`, `TEST_TOKEN`: the district.', '`ilc_DEMO_STUDENT_TOKEN`, `ilc_DEMO_TEACHER_TOKEN`, `ilc_DEMO_SCHOOL_ADMIN_TOKEN`, `ilc_DEMO_DISTRICT_ADMIN_TOKEN`: people.']))}
  ${section('Before you go live', list(['Follow links; do not build addresses.', 'Key your data on ids, never on e-mail addresses.', 'Take missing fields, 404 and empty pages for what they are: [errors](errors).', 'Stay within the [rate limit](rate-limits), and send entity tags.']))}`,
};

export const districtPage: DocPage = {
  path: 'start/district',
  title: 'Quick start: districts',
  summary: 'From an export to a roster that applications can trust.',
  body: html`${section('Check the export', steps(['Put `schools.csv`, `students.csv`, `teachers.csv`, `sections.csv` and `enrollments.csv` into one folder: [CSV files](files).', 'Run `rollbook validate FOLDER`. It needs no server and changes nothing.', 'Mend what it names by file, line and column, in the SIS, and export again.']))}
  ${section('Import', code('rollbook import FOLDER --district DISTRICT_ID --dry-run\nrollbook import FOLDER --district DISTRICT_ID'), paragraph('An import that would remove or change too much is held. Look at its counts and samples; `--approve` publishes exactly those files.'))}
  ${section('Decide who sees what', code('rollbook connection create --app APP_ID --district DISTRICT_ID --share none\nrollbook sharing preview CONNECTION_ID --share schools --schools SCHOOL_ID\nrollbook sharing set CONNECTION_ID --share schools --schools SCHOOL_ID'), paragraph('The preview says how many records would come into sight, and shows samples exactly as the application would see them: [sharing](sharing).'))}
  ${section('Ask why', code('rollbook explain --app APP_ID --district DISTRICT_ID --student STUDENT_ID\nrollbook ledger who-received --district DISTRICT_ID --student STUDENT_ID'), paragraph('The first names every rule on the way from an application to a student. The second says who received data about the student, and when.'))}`,
};

export const operatorPage: DocPage = {
  path: 'start/operator',
  title: 'Quick start: operators',
  summary: 'Run a hub for real districts.',
  body: html`${section('Start', code('export ROLLBOOK_DATA=/srv/rollbook\nrollbook start'), paragraph('It listens on 127.0.0.1. Put a proxy with TLS in front, and set `ROLLBOOK_BASE_URL` to the address that people use.'))}
  ${section('First things', code('rollbook district create --name "Harbor Point"\nrollbook import FOLDER --district DISTRICT_ID\nrollbook app create --name "Reading App" --redirect-uri https://reading.example/callback\nrollbook connection create --app APP_ID --district DISTRICT_ID'))}
  ${section('Guard', list(['The data folder, and in it `keys/server.key`: together they make every token.', 'Backups of both, apart from each other.', 'Exports after they were imported.']))}
  ${section('Watch', list(['`GET /live`: the process answers. `GET /ready`: it can serve.', '`rollbook audit verify`: the ledger is whole.', '`ROLLBOOK_LOG_LEVEL=info`: a line for each request, with ids and numbers only.']))}`,
};
