/** Who may read what: tokens, scopes, sharing, Instant Login. */
import { html } from '../../html/index.ts';
import { catalogue, SCOPES, type Scope, TIERS, type Tier } from '../../roster/index.ts';
import { code, json, list, paragraph, section, steps, table } from '../blocks.ts';
import type { DocPage } from '../site.ts';
import { recordPath, titleOf } from './records.ts';

export const authenticationPage: DocPage = {
  path: 'authentication',
  title: 'Authentication',
  summary: 'Bearer tokens of districts and of people, and what /me tells.',
  body: html`${paragraph('Send a token in a header. Tokens in addresses are refused: addresses end up in logs.')}
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
          'An application into which the person signed in. It lasts two hours.',
          '`/me`, the own record, the own school and district.',
        ],
      ],
    }),
    paragraph('Tokens carry a prefix and a checksum, so that scanners can recognise one that leaked.'),
  )}
  ${section(
    'Whose token is this?',
    paragraph(
      '`GET /me` says so, and links to the record. With the scope `read:sis` it tells the whole own record, else name and e-mail address.',
    ),
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
      '`GET /oauth/tokens?owner_type=district` lists them for your client id and secret. Read the list before a sync: a value can change, and the one before stays good for a day. Key your data on the id of the district.',
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

export const sharingPage: DocPage = {
  path: 'sharing',
  title: 'Sharing',
  summary: 'A district decides which records and fields an application sees.',
  body: html`${paragraph('Nothing is shared until the district chooses. The choice is one of these, and can be changed at any time; a change is previewed with counts and samples, and applied at once.')}
  ${table({
    caption: 'Kinds of sharing',
    head: ['Kind', 'What is shared', 'Follows later syncs'],
    rows: [
      [
        '`everything`',
        'All schools, sections, students, teachers and contacts; staff only if the box is ticked.',
        'yes',
      ],
      ['`schools`', 'What belongs to the chosen schools; their staff if the box is ticked.', 'yes'],
      ['`sections`', 'Exactly the chosen sections, with their teachers and students.', 'no: a static list'],
      ['`rules`', 'What any rule names; exclude rules take away last.', 'yes'],
      ['`site`', 'Schools whose own tech leads chose to share.', 'yes'],
    ],
  })}
  ${section(
    'What belongs to what is shared',
    list([
      'A section brings its teachers, always. Chosen by itself or by a rule it brings its students, too.',
      'A student who is named brings the sections, but not the other students in them.',
      'Every record brings its school; every student the contacts.',
      'Lists of ids name visible records only. The id of a hidden record answers 404, like one that does not exist.',
    ]),
  )}
  ${section(
    'Rules',
    paragraph(
      'A rule matches sections, students, teachers or staff. Its conditions are combined by "and"; rules by "or".',
    ),
    table({
      caption: 'Fields that rules may name',
      head: ['Match', 'Fields'],
      rows: catalogue.flatMap(({ name, ruleFields }) =>
        ruleFields
          ? [
              [
                name.replaceAll('_', ' '),
                `${ruleFields.map((field) => `\`${field}\``).join(', ')}, and columns that begin with \`ext.\``,
              ],
            ]
          : [],
      ),
    }),
    paragraph(
      'Operators are `is`, `is_not` and `contains`; `contains` ignores case. Values are those that the API serves: `9`, not `09`.',
    ),
    json({
      share: {
        kind: 'rules',
        rules: [
          {
            match: 'sections',
            where: [
              { field: 'subject', op: 'is', value: ['math'] },
              { field: 'grade', op: 'is', value: ['3', '4', '5', '6'] },
            ],
          },
          {
            match: 'sections',
            where: [{ field: 'school', op: 'is', value: ['5a3f1830e4b0a1b2c3d4e511'] }],
            exclude: true,
          },
        ],
      },
    }),
  )}
  ${section(
    'Fields',
    paragraph(
      'An application says of each optional field whether it is required, optional or not taken. A district may refuse optional fields of students and contacts. Guaranteed fields are always there.',
    ),
    list(
      catalogue.flatMap(({ name, fields }) =>
        Object.entries(fields).flatMap(([field, { grant }]) =>
          grant === undefined
            ? []
            : [
                `\`${field}\` of a ${name} is withheld until the district grants it, with an attestation that the law allows it. It is never told to the token of a person.`,
              ],
        ),
      ),
    ),
  )}
  ${section('When sharing changes', paragraph('What an application may not see any more is gone from the next request on: from lists, counts, links, filters and answers of 404. A record that is shared again has the same id.'))}`,
};

export const instantLoginPage: DocPage = {
  path: 'instant-login',
  title: 'Instant Login',
  summary: 'People sign in once with the district and land in the application.',
  body: html`${section(
    'The flow',
    steps([
      'Send the browser to `/oauth/authorize` with `response_type=code`, `client_id`, `redirect_uri`, `state`, and `district_id` if you know it. Add `code_challenge` with `code_challenge_method=S256`; public applications must.',
      'The person signs in with the district, unless there is a session already.',
      'The browser comes back to the redirect URI with `code`, `scope`, `iss` and your `state`.',
      'Your server sends the code to `POST /oauth/tokens` within one minute, once, and gets `access_token`.',
      'Read `/me` with it.',
    ]),
    code(
      `curl -u CLIENT_ID:CLIENT_SECRET http://localhost:3000/oauth/tokens \\\n  -H "Content-Type: application/json" \\\n  -d '{"grant_type":"authorization_code","code":"CODE","redirect_uri":"http://localhost:8000/callback"}'`,
    ),
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
        ['The code is unknown, older than a minute, or used', '400 `invalid_grant`.'],
        ['Wrong client id or secret', '401 `invalid_client`.'],
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
