/**
 * The quick starts as steps: what to run, and what it prints. They are run, to the letter, by a test. In what is printed, `…` stands for
 * anything, a word in capitals for what the run makes up; JSON is broken into lines for reading.
 */
import { DOCS_PATH, HUB } from './site.ts';

export interface Command {
  /** For a shell; an address is for a browser. */
  readonly run: string;
  readonly prints?: string;
}

export interface Step {
  readonly title: string;
  readonly before?: string;
  readonly commands: readonly Command[];
  readonly after?: string;
}

/** The application that every sandbox knows. */
export const SANDBOX_CLIENT = {
  id: 'd0e1f2a3b4c5d6e7f809',
  secret: 'sandbox0sandbox0sandbox0sandbox0sandbox0',
  redirectUri: 'http://localhost:8000/callback',
  district: '4fd43cc56d11340000000005',
} as const;

const AUTHORIZE = `${HUB}/oauth/authorize?${new URLSearchParams({
  response_type: 'code',
  client_id: SANDBOX_CLIENT.id,
  redirect_uri: SANDBOX_CLIENT.redirectUri,
  state: 'xyz',
  district_id: SANDBOX_CLIENT.district,
}).toString()}`;

const withToken = (token: string) => `curl -H "Authorization: Bearer ${token}"`;

export const developerSteps: readonly Step[] = [
  {
    title: 'Start the sandbox',
    commands: [{ run: 'npm ci && npm start', prints: `Rollbook serves Demo District on ${HUB}\n…` }],
    after: `It serves an invented district of three schools and 1,004 students. \`DEMO_TOKEN\` reads it. This documentation is at \`${DOCS_PATH}\`, and the [Explorer](/explorer) sends requests for you.`,
  },
  {
    title: 'Read something',
    commands: [
      {
        run: `${withToken('DEMO_TOKEN')} \\\n  "${HUB}/v1.1/students?limit=2"`,
        prints: `{"data":[
  {"data":{"created":"…","credentials":{…},…,"name":{…},…,"school":"…","sis_id":"…",…},
   "uri":"/v1.1/students/…"},
  {"data":{…,"id":"STUDENT_ID"},"uri":"/v1.1/students/STUDENT_ID"}],
 "paging":{"current":1,"total":502,"count":1004},
 "links":[{"rel":"self","uri":"/v1.1/students?limit=2"},
  {"rel":"next","uri":"/v1.1/students?limit=2&starting_after=STUDENT_ID"}]}`,
      },
    ],
    after: 'Each item has its record in `data` and its path in `uri`; `…` stands for what is left out here.',
  },
  {
    title: 'Follow the links',
    before: '`next` leads to the page that follows. Put scheme and host before its path: [paging](paging).',
    commands: [
      {
        run: `${withToken('DEMO_TOKEN')} \\\n  "${HUB}/v1.1/students?limit=2&starting_after=STUDENT_ID"`,
        prints: `{"data":[…],
 "links":[{"rel":"self",…},{"rel":"next",…},
  {"rel":"prev","uri":"/v1.1/students?limit=2&ending_before=STUDENT_ID"}]}`,
      },
      {
        run: `${withToken('DEMO_TOKEN')} ${HUB}/v1.1/students/STUDENT_ID`,
        prints: `{"data":{…,"id":"STUDENT_ID"},
 "links":[{"rel":"self","uri":"/v1.1/students/STUDENT_ID"},
  {"rel":"district","uri":"/v1.1/students/STUDENT_ID/district"},
  {"rel":"sections","uri":"/v1.1/students/STUDENT_ID/sections"},…]}`,
      },
    ],
    after: 'A single record links to what belongs to it: [data model](data-model).',
  },
  {
    title: 'Filter and count',
    commands: [
      {
        run: `curl -G -H "Authorization: Bearer DEMO_TOKEN" ${HUB}/v1.1/students \\\n  --data-urlencode 'where={"grade":"9"}' -d count=true`,
        prints: '{"count":104,"links":[{"rel":"self","uri":"/v1.1/students?where=…&count=true"}]}',
      },
    ],
    after: '[Filters: where](where) has all operators.',
  },
  {
    title: 'Sign somebody in',
    before: `The sandbox knows one application: client id \`${SANDBOX_CLIENT.id}\`, secret \`${SANDBOX_CLIENT.secret}\`, redirect URI \`${SANDBOX_CLIENT.redirectUri}\`. Open this in a browser, and choose a demo person:`,
    commands: [
      { run: AUTHORIZE },
      {
        run: `curl -u ${SANDBOX_CLIENT.id}:${SANDBOX_CLIENT.secret} ${HUB}/oauth/tokens \\\n  -d grant_type=authorization_code -d code=CODE \\\n  --data-urlencode redirect_uri=${SANDBOX_CLIENT.redirectUri}`,
        prints:
          '{"access_token":"USER_TOKEN","token_type":"bearer","expires_in":7200,"scope":"read:user_id read:sis…"}',
      },
      {
        run: `${withToken('USER_TOKEN')} ${HUB}/me`,
        prints: `{"type":"…","data":{"id":"…","district":"${SANDBOX_CLIENT.district}","type":"…",…},"links":[{"rel":"self","uri":"/me"},{"rel":"canonical",…},{"rel":"district",…}]}`,
      },
    ],
    after:
      'The browser comes back to the redirect URI with `code`; nothing needs to listen there, the address bar shows it. It is good for one minute, and once: [Instant Login](instant-login).',
  },
];

const RULES = `cat > rules.json <<'END'
[{ "match": "students", "where": [{ "field": "grade", "op": "is", "value": ["3", "4"] }] }]
END`;

export const districtSteps: readonly Step[] = [
  {
    title: 'Check the export',
    before:
      'Put `schools.csv`, `students.csv`, `teachers.csv`, `sections.csv` and `enrollments.csv` into one folder: [CSV files](files). No export at hand? The first command invents one.',
    commands: [
      {
        run: 'rollbook generate --students 200 --out export',
        prints: 'Wrote to export:\n…\n         200 students\n…',
      },
      {
        run: 'rollbook validate export',
        prints: `The files can be imported.
                created   updated   removed unchanged      kept
school                1         0         0         0         0
teacher              12         0         0         0         0
student             200         0         0         0         0
…
0 errors, 0 warnings, 0 notices.`,
      },
    ],
    after:
      'It needs no server and changes nothing. What it names by file, line and column is mended in the SIS, and exported again: [what reports say](problems).',
  },
  {
    title: 'Import',
    commands: [
      {
        run: 'rollbook import export --district DISTRICT_ID --dry-run',
        prints: 'Dry run: nothing was published.\n…\n0 errors, 0 warnings, 0 notices.',
      },
      {
        run: 'rollbook import export --district DISTRICT_ID',
        prints: 'Published.\n…\n0 errors, 0 warnings, 0 notices.',
      },
    ],
    after:
      'An import that would remove or change too much is held. Look at its counts and samples; `--approve` publishes exactly those files.',
  },
  {
    title: 'Decide who sees what',
    before: 'Connect the application, sharing nothing yet. Its people get the token.',
    commands: [
      {
        run: 'rollbook connection create --app APP_ID --district DISTRICT_ID --share none',
        prints: `Connection CONNECTION_ID shares nothing.
The district token ("rollbook token show CONNECTION_ID" tells it again):
  TOKEN
…`,
      },
      { run: RULES, prints: '' },
      {
        run: 'rollbook sharing preview CONNECTION_ID --rules rules.json',
        prints: `                  visible entering  leaving  changed
schools                 1        1        0        0
teachers                7        7        0        0
students               31       31        0        0
…
rule 1 names 31 students
…
students that would come:
  {…,"id":"STUDENT_ID"}
…`,
      },
      {
        run: 'rollbook sharing set CONNECTION_ID --rules rules.json --yes',
        prints: `shares    1 rule
  rule 1  students where grade is "3" or "4"
grants    neither frl_status nor iep_status`,
      },
    ],
    after:
      'The preview says how many records would come into sight, and shows samples exactly as the application would see them: [sharing](sharing).',
  },
  {
    title: 'Ask why',
    commands: [
      {
        run: 'rollbook explain --app APP_ID --district DISTRICT_ID --student STUDENT_ID',
        prints:
          'The application sees student STUDENT_ID.\n…\nok    Rule 1 (students where grade is "3" or "4") names this student.\n…',
      },
      {
        run: `${withToken('TOKEN')} \\\n  "${HUB}/v1.1/students?limit=1"`,
        prints: '{"data":[{"data":{…},…}],"paging":{"current":1,"total":31,"count":31},…}',
      },
      {
        run: 'rollbook ledger who-received --district DISTRICT_ID --student STUDENT_ID',
        prints:
          'Reading App (APP_ID), token CONNECTION_ID\n  … certainly\n    student: created, credentials, …',
      },
    ],
    after:
      'The first names every rule on the way from an application to a student. After the application has read, the last says who received data about the student, and when.',
  },
];

export const operatorSteps: readonly Step[] = [
  {
    title: 'Start',
    commands: [
      {
        run: 'export ROLLBOOK_DATA=/srv/rollbook\nrollbook start',
        prints: `Rollbook serves on ${HUB}\n…`,
      },
    ],
    after:
      'Everything stands in that folder. Leave it running, and go on in another terminal, with the same `ROLLBOOK_DATA`.',
  },
  {
    title: 'Make the first account',
    commands: [
      {
        run: 'rollbook account create --email you@hub.example --name "Your Name"',
        prints: `Account Your Name has the id ACCOUNT_ID.
Role: operator
First password, shown this once: PASSWORD
It must be changed at the first sign-in.`,
      },
    ],
    after:
      'The account is for the admin API, `/admin/api`. The command line needs none: it works on the folder.',
  },
  {
    title: 'Take in a district',
    before:
      'The folder `export` holds the district’s [CSV files](files). The second command invents them, to try.',
    commands: [
      {
        run: 'rollbook district create --name "Harbor Point"',
        prints:
          'District Harbor Point has the id DISTRICT_ID.\nNext: rollbook import FOLDER --district DISTRICT_ID',
      },
      {
        run: 'rollbook generate --students 200 --out export',
        prints: 'Wrote to export:\n…\n         200 students\n…',
      },
      {
        run: 'rollbook import export --district DISTRICT_ID',
        prints: 'Published.\n…\nstudent             200 …\n…',
      },
    ],
  },
  {
    title: 'Let an application in',
    commands: [
      {
        run: 'rollbook app create --name "Reading App" --redirect-uri https://reading.example/callback',
        prints: `Application Reading App
id             APP_ID
client id      CLIENT_ID
client secret  CLIENT_SECRET
…`,
      },
      {
        run: 'rollbook connection create --app APP_ID --district DISTRICT_ID',
        prints: `Connection CONNECTION_ID shares everything, with staff.
The district token ("rollbook token show CONNECTION_ID" tells it again):
  TOKEN
…`,
      },
      {
        run: `${withToken('TOKEN')} \\\n  "${HUB}/v1.1/students?limit=2"`,
        prints: '{"data":[…],"paging":{"current":1,"total":100,"count":200},"links":[…]}',
      },
    ],
    after:
      'This shares everything but lunch and IEP status. Where the district shall choose first, add `--share none`: [sharing](sharing).',
  },
  {
    title: 'Watch',
    commands: [
      { run: `curl ${HUB}/live`, prints: '{"status":"live"}' },
      { run: `curl ${HUB}/ready`, prints: '{"status":"ready"}' },
      {
        run: 'rollbook audit verify --district DISTRICT_ID',
        prints: 'district DISTRICT_ID: … entries, whole',
      },
    ],
    after:
      '`/live`: the process answers. `/ready`: it can serve. The ledger is a chain: a line that was changed, moved or lost is found. Without `--district` all chains are walked, that of what was sent to whom included.',
  },
];
