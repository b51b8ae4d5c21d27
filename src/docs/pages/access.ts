/** Who may read what: tokens, scopes, sharing, Instant Login. */
import { html } from '../../html/index.ts';
import { OPERATORS, RULE_MATCHES, type Share } from '../../sharing/index.ts';
import { catalogue, getResource, SCOPES, type Scope, TIERS, type Tier } from '../../roster/index.ts';
import { code, json, list, paragraph, section, steps, table } from '../blocks.ts';
import { type DocPage, HUB } from '../site.ts';
import { recordPath, titleOf } from './records.ts';

export const authenticationPage: DocPage = {
  path: 'authentication',
  title: 'Authentication',
  summary: 'Bearer tokens of districts and of people, and what /me tells.',
  body: html`${paragraph('Send a token in a header. A token in an address opens nothing: addresses end up in logs.')}
  ${code('Authorization: Bearer TOKEN')}
  ${section(
    'Two kinds of token',
    table({
      caption: 'Kinds of token',
      head: ['Token', 'Who gets it', 'What it reads'],
      rows: [
        [
          'District token, `rbd_…`',
          'An application that a district connected. It lasts until it is rotated.',
          'What the district shares, within the scopes.',
        ],
        [
          'Token of a person, `ilt_…`',
          'An application into which the person signed in. It lasts two hours, unless the operator set another time.',
          '`/me`, the own record, the own schools and district. Lists answer 403, other people 404.',
        ],
      ],
    }),
    paragraph('Tokens carry a prefix and a checksum, so that scanners can recognise one that leaked.'),
  )}
  ${section(
    'Whose token is this?',
    paragraph(
      '`GET /me` says so, for every kind of token, and links to the record: `canonical` can be read with the same token. With the scope `read:sis` it tells the whole own record, else name and e-mail address, or the id alone.',
    ),
    code(`curl -H "Authorization: Bearer TOKEN" ${HUB}/me`),
    json({
      type: 'student',
      data: {
        id: '5a3f1837e4b0a1b2c3d4e5a4',
        district: '5a3f1830e4b0a1b2c3d4e501',
        type: 'student',
        authorized_by: 'district',
        name: { first: 'Bruno', last: 'Cho' },
      },
      links: [
        { rel: 'self', uri: '/me' },
        { rel: 'canonical', uri: '/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4' },
        { rel: 'district', uri: '/v1.1/districts/5a3f1830e4b0a1b2c3d4e501' },
      ],
    }),
  )}
  ${section(
    'Tokens of your districts',
    paragraph(
      '`GET /oauth/tokens` lists them for your client id and secret; `district=ID` narrows to one. Read the list before a sync: a value can change, and the one before stays good for a day. Key your data on the id of the district.',
    ),
    code(`curl -u CLIENT_ID:CLIENT_SECRET "${HUB}/oauth/tokens?owner_type=district"`),
    paragraph(
      '`GET /oauth/tokeninfo`, with a token as bearer, tells its client id and scopes. Check both before you trust a token that somebody handed you.',
    ),
  )}
  ${section('Keep them safe', list(['Out of code, mail and browsers; tokens belong on servers.', 'Revoked and rotated tokens stop with the next request.', 'Identify people by their id here, never by e-mail address.']))}`,
};

const scopeRows = (Object.keys(SCOPES) as Scope[]).map((scope) => [
  `\`${scope}\``,
  SCOPES[scope],
  (Object.keys(TIERS) as Tier[])
    .filter((tier) => (TIERS[tier].scopes as readonly Scope[]).includes(scope))
    .map((tier) => `\`${tier}\``)
    .join(', '),
]);

export const scopesPage: DocPage = {
  path: 'scopes',
  title: 'Scopes and tiers',
  summary: 'Which record types an application may read at all.',
  body: html`${paragraph('What a token can do is what the application is registered for, what the district accepted for this connection, and what the tier allows: only what all three name. What a login request asks for changes nothing.')}
  ${section('Scopes', table({ caption: 'Scopes', head: ['Scope', 'What it opens', 'Tiers'], rows: scopeRows }))}
  ${section(
    'Which scope opens which record type',
    table({
      caption: 'Gates',
      head: ['Record type', 'Needs any of'],
      rows: catalogue.map((resource) => [
        `[${titleOf(resource)}](${recordPath(resource)})`,
        resource.gate.scopes === 'any'
          ? 'any valid token'
          : `${resource.gate.scopes.map((scope) => `\`${scope}\``).join(', ')}${resource.gate.secureSync ? '; and the tier `secure_sync`' : ''}`,
      ]),
    }),
    paragraph(
      'A list below a record needs the gates of both. Links that a token cannot follow are left out of answers. An endpoint outside the scopes answers 403.',
    ),
  )}
  ${section('Tiers', table({ caption: 'Tiers', head: ['Tier', 'What it is for'], rows: (Object.keys(TIERS) as Tier[]).map((tier) => [`\`${tier}\``, TIERS[tier].doc]) }))}`,
};

const KINDS: Readonly<Record<Share['kind'], readonly [string, string]>> = {
  none: ['Nothing.', ''],
  everything: [
    'All schools, sections, students, teachers and contacts; school admins and district admins only with `--staff`.',
    'yes',
  ],
  schools: ['What belongs to the chosen schools; their school admins only with `--staff`.', 'yes'],
  sections: [
    'Exactly the chosen sections, with their teachers and students.',
    'no: new sections stay hidden. Who joins a chosen section comes with it',
  ],
  rules: ['What any rule names; rules that exclude take away last.', 'yes'],
  site: ['Schools whose own tech leads chose to share, like `schools`.', 'yes'],
};

export const EXAMPLE_RULES = [
  {
    match: 'sections',
    where: [
      { field: 'subject', op: 'is', value: 'math' },
      { field: 'grade', op: 'is', value: ['3', '4', '5', '6'] },
    ],
  },
  { match: 'teachers', where: [{ field: 'sis_id', op: 'is', value: 'T103' }], with_students: true },
  {
    match: 'sections',
    where: [{ field: 'school', op: 'is', value: '5a3f1830e4b0a1b2c3d4e512' }],
    exclude: true,
  },
];

export const sharingPage: DocPage = {
  path: 'sharing',
  title: 'Sharing',
  summary: 'A district decides which records and fields an application sees.',
  body: html`${paragraph('What is not shared is not there: not in lists, counts, filters or links, and its id answers 404 like one that never was. The choice can be changed at any time. A preview tells counts and samples; a change counts from the next request on.')}
  ${section(
    'Kinds of sharing',
    table({
      caption: 'Kinds of sharing',
      head: ['Kind', 'What is shared', 'Follows later syncs'],
      rows: Object.entries(KINDS).map(([kind, [doc, follows]]) => [`\`${kind}\``, doc, follows]),
    }),
    paragraph(
      'A connection that one side proposes and the other accepts shares nothing until the district chooses. `rollbook connection create` makes both steps at once and shares everything, unless `--share` says otherwise.',
    ),
  )}
  ${section(
    'What belongs to what is shared',
    list([
      'A section brings its teachers and, chosen by itself or by a rule, its students.',
      'A student who is named brings the sections, with their teachers, but not the other students in them.',
      'A teacher who is named brings the sections; their students only with `with_students`.',
      'A school brings its sections, students and teachers, and the teachers of those sections.',
      'Every record brings its school; every student the contacts.',
      'Lists of ids name visible records only, unless the district says otherwise (`--leak-hidden-ids`).',
    ]),
  )}
  ${section(
    'Rules',
    paragraph(
      `A rule matches sections, students, teachers or staff. All of its conditions must hold; what any rule names is shared. Operators are ${OPERATORS.map((operator) => `\`${operator}\``).join(', ')}; of several values any will do, and \`contains\` ignores case. Values are those that the API serves: \`9\`, not \`09\`. An unknown field or value is an error, and nothing is saved.`,
    ),
    table({
      caption: 'Fields that rules may name',
      head: ['Match', 'Fields'],
      rows: Object.entries(RULE_MATCHES).map(([match, type]) => [
        `\`${match}\``,
        `${(getResource(type).ruleFields ?? []).map((field) => `\`${field}\``).join(', ')}, and columns that begin with \`ext.\``,
      ]),
    }),
    paragraph(
      'Mathematics in grades 3 to 6, all classes of one teacher with their students, and nothing of one school’s sections:',
    ),
    json(EXAMPLE_RULES),
    code(
      'rollbook sharing preview CONNECTION_ID --rules rules.json\nrollbook sharing set CONNECTION_ID --rules rules.json',
    ),
  )}
  ${section(
    'Fields',
    paragraph(
      'An application says of each optional field whether it is required, optional or not taken. A district may refuse optional fields of students and contacts; a field that is required it cannot refuse short of not connecting. Guaranteed fields are always there.',
    ),
    list(
      catalogue.flatMap(({ name, fields }) =>
        Object.entries(fields).flatMap(([field, { grant }]) =>
          grant === undefined
            ? []
            : [
                `\`${field}\` of a ${name} is withheld until the district grants it, with a sentence that says on which ground it may. It is never told to the token of a person.`,
              ],
        ),
      ),
    ),
  )}
  ${section('When sharing changes', html`${paragraph('What an application may not see any more is gone from the next request on: from lists, counts, links and filters. A record that is shared again has the same id.')}${paragraph('An application can ask to be asked first (`rollbook app update APP_ID --safety-threshold`). Where a sync or a choice would remove more than 10 % or update more than 75 % of a record type that it sees, its district token goes on seeing what it saw, until its team accepts (`rollbook connection accept-changes CONNECTION_ID`) or the change is taken back. A district that takes something away on purpose says `--at-once`; fields that it takes away are gone at once in any case.')}`)}`,
};

export const instantLoginPage: DocPage = {
  path: 'instant-login',
  title: 'Instant Login',
  summary: 'People sign in once with the district and land in the application.',
  body: html`${section(
    'The flow',
    steps([
      'Send the browser to `/oauth/authorize` with the parameters below.',
      'The person signs in with the district, unless there is a session already.',
      'The browser comes back to the redirect URI with `code`, `scope`, `iss` and your `state`.',
      'Your server sends the code to `POST /oauth/tokens` within one minute, once, as a form or as JSON, and gets `access_token`.',
      'Read `/me` with it.',
    ]),
    code(
      `curl -u CLIENT_ID:CLIENT_SECRET ${HUB}/oauth/tokens \\\n  -H "Content-Type: application/json" \\\n  -d '{"grant_type":"authorization_code","code":"CODE","redirect_uri":"http://localhost:8000/callback"}'`,
    ),
  )}
  ${section(
    'Parameters',
    table({
      caption: 'Parameters of /oauth/authorize',
      head: ['Parameter', 'What it does'],
      rows: [
        ['`response_type`', '`code`. The implicit grant is refused.'],
        ['`client_id`', 'Your application.'],
        ['`redirect_uri`', 'One that you registered, to the letter. Without it, the first one.'],
        ['`state`', 'Comes back unchanged. Send one, and compare it.'],
        [
          '`code_challenge`, `code_challenge_method`',
          'PKCE, `S256` only. Required of public applications, recommended to all; then send `code_verifier` with the code.',
        ],
        ['`district_id`', 'Skips the question for the district, and lets nobody else’s people in.'],
        [
          '`confirmed`',
          '`false` always asks “continue as …?”, for devices that several people use; `true` never asks.',
        ],
        [
          '`return_unshared`',
          '`true`: somebody who has no access comes back with an error instead of being shown a page.',
        ],
        ['`scope`', 'Written down, and otherwise ignored: see [scopes](scopes).'],
      ],
    }),
    paragraph('Other parameters are ignored. One that is sent twice is refused.'),
  )}
  ${section('Started from here', paragraph('The portal of a district (`/in/DISTRICT_ID`) and instant-login links (`/oauth/instant-login?client_id=…&district_id=…`) start a login without your state. The first redirect URI that you registered is used. An application that cares begins the flow again with a state of its own.'))}
  ${section(
    'What can go wrong',
    table({
      caption: 'Outcomes',
      head: ['Case', 'What happens'],
      rows: [
        [
          'Unknown client, or a redirect URI that is not registered to the letter',
          'A page here; the browser is never sent on.',
        ],
        [
          'The person is not shared, or the application is not connected or launched',
          'A page here; with `return_unshared=true` the browser comes back with `error=unauthorized-user`.',
        ],
        [
          'The code is unknown, older than a minute, or used; or `redirect_uri` or `code_verifier` differ',
          '400 `invalid_grant`.',
        ],
        [
          'A teacher was asked to authorize the application, and declined',
          'The browser comes back with `error=access_denied`.',
        ],
        ['Client id or secret is missing or wrong', '401 `invalid_client`.'],
        ['The body of the exchange lacks a field, or is neither a form nor JSON', '400 `invalid_request`.'],
      ],
    }),
  )}
  ${section(
    'Good manners',
    list([
      'Compare `state`, and `iss`, before you exchange a code.',
      'Let a new login replace an older session: devices are shared.',
      'Take missing fields calmly; only id, district and type are certain.',
      'End your own session at logout, and leave the hub’s alone.',
    ]),
  )}`,
};
