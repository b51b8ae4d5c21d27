/** How to read the API: formats, paging, filters, errors, limits. */
import { html } from '../../html/index.ts';
import { ERRORS } from '../../errors/index.ts';
import { OPERATORS_OF_WHERE, RATE, WHERE_LIMITS } from '../facts.ts';
import { badge, BADGES, type Badge, code, json, list, paragraph, section, table } from '../blocks.ts';
import type { DocPage } from '../site.ts';

export const formatsPage: DocPage = {
  path: 'formats',
  title: 'Field formats',
  summary: 'What is promised of a field, and the forms of ids, text, dates, booleans and links.',
  body: html`${section(
    'Badges',
    table({
      caption: 'Badges',
      head: ['Badge', 'What it promises'],
      rows: (Object.keys(BADGES) as Badge[]).map((name) => [badge(name), BADGES[name]]),
    }),
  )}
  ${section(
    'ObjectID',
    paragraph(
      '24 lowercase hex digits, unique over all districts and record types, never given twice. The first eight are the seconds since 1970 at which the record appeared, so ids sort in the order of creation. Identify records by their id, and by nothing else: e-mail addresses are neither checked nor unique.',
    ),
  )}
  ${section('String', paragraph('UTF-8. There is no maximum length; 255 characters is a sensible size for a column. Ids and numbers of the source system are strings and keep their leading zeros.'))}
  ${section(
    'Date',
    paragraph(
      'A day may be written in three forms that mean the same. Read all of them; Rollbook writes the first, everywhere.',
    ),
    list(['`2015-08-25`', '`2015-08-25T00:00:00.000Z`', '`2015-08-25 00:00:00.000000`']),
    paragraph(
      'Dates of birth are `M/D/YYYY` without padding: `8/25/2005`. Instants are in UTC with three decimals: `2018-01-11T03:00:03.331Z`.',
    ),
  )}
  ${section('Boolean', paragraph('The strings `Y` and `N`; an empty string where the source system does not say. The one exception is `instant_login` of a district status, which is a JSON boolean.'))}
  ${section(
    'Link',
    paragraph(
      'An object with `rel` and `uri`. The uri is a path: put scheme and host before it, and follow it instead of building addresses. A link that your token cannot follow is left out.',
    ),
    json([{ rel: 'self', uri: '/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4' }]),
  )}
  ${section('What is not there', paragraph('A field without a value is left out, or is an empty string; it is never `null`. Treat the two alike. A field that the district does not share with you is left out, too.'))}`,
};

export const pagingPage: DocPage = {
  path: 'paging',
  title: 'Paging',
  summary: 'Follow next to read everything; what the cursors mean, and their two quirks.',
  body: html`${paragraph('Lists are in ascending order of id in every mode. `limit` says how many records a page holds: 100 unless you say otherwise, 10,000 at the most, else 413.')}
  ${section('Read everything', steps4())}
  ${section(
    'Cursors',
    table({
      caption: 'Cursors',
      head: ['Parameter', 'What you get'],
      rows: [
        ['`starting_after=ID`', 'The records with an id above this one.'],
        ['`ending_before=ID`', 'The records just below this id, still ascending.'],
        ['`ending_before=last`', 'The end of the list.'],
        ['`page=N`', 'The N-th page, as old clients ask for it.'],
      ],
    }),
    paragraph(
      'A cursor is a value, not a reference: the record need not exist any more. The two cursors cannot be used together.',
    ),
  )}
  ${section(
    'Two quirks',
    list([
      '`prev` looks strictly before the cursor. After `starting_after=X` it is `ending_before=X`, which leaves X itself out, and it is there even where nothing comes before: it may lead to an empty page.',
      '`next` after `ending_before=Y` is `starting_after=Y`, and may lead to an empty page as well.',
    ]),
    paragraph('Otherwise a `next` is there exactly where more follows.'),
  )}
  ${section('How many', paragraph('First pages carry `paging`: the number of this page, of all pages, and of all records. `count=true` gives the number alone.'), json({ count: 1004, links: [{ rel: 'self', uri: '/v1.1/students?count=true' }] }))}
  ${section('While a sync is published', paragraph('A page shows the roster before a sync or after it, never a mixture. A walk over several pages meets each record that stays exactly once, because ids never change.'))}`,
};

function steps4() {
  return html`<ol>
    <li>Ask for the list, with the largest <code>limit</code> that you can hold.</li>
    <li>
      Take the records in <code>data</code>: each stands in <code>data</code> of its item, beside its
      <code>uri</code>.
    </li>
    <li>Follow the link with the rel <code>next</code>.</li>
    <li>Stop where there is none.</li>
  </ol>`;
}

export const wherePage: DocPage = {
  path: 'where',
  title: 'Filters: where',
  summary: 'A JSON object that says which records of a list you want.',
  body: html`${paragraph('`where` is a percent-encoded JSON object. Several fields are combined by "and". Members of groups are named with a dot: `name.last`.')}
  ${code(`curl -G -H "Authorization: Bearer DEMO_TOKEN" http://localhost:3000/v1.1/students \\\n  --data-urlencode 'where={"grade":"9","name.last":{"$regex":"^Mc"}}'`)}
  ${section(
    'Operators',
    table({
      caption: 'Operators',
      head: ['Operator', 'Operand', 'What it means'],
      rows: [['a value', 'string', 'Equal. In a list of ids: one of them is equal.'], ...OPERATORS_OF_WHERE],
    }),
  )}
  ${section(
    'What is refused',
    list([
      'A field that the record type does not have, and a field that your token may not see: they answer alike, with 400.',
      'Any other operator. A filter is applied or refused, never ignored.',
      `More than ${WHERE_LIMITS.conditions} conditions, more than ${WHERE_LIMITS.values} values in a list, patterns over ${WHERE_LIMITS.regexLength} characters.`,
    ]),
    paragraph('Patterns run in time linear in the text: no back-references, no look-around.'),
  )}`,
};

const DATA_API_ERRORS: readonly (readonly [string, string, string])[] = [
  [
    String(ERRORS.bad_request.status),
    'A parameter, a cursor or a filter cannot be used.',
    'Read the text; it names the parameter.',
  ],
  [
    String(ERRORS.unauthorized.status),
    'No token, an unknown one, or one that was revoked.',
    'Ask the district, or list the tokens of your application.',
  ],
  [
    String(ERRORS.forbidden.status),
    "Resource not in token's scopes.",
    'Look at the scopes of the token with `/oauth/tokeninfo`.',
  ],
  [
    String(ERRORS.not_found.status),
    'No such record that the token may see: it is not there, not shared, or another district’s. These are alike.',
    'Do not take it for an error: records come and go with sharing.',
  ],
  [
    String(ERRORS.limit_too_large.status),
    '`limit` is too large.',
    'Ask for 10,000 at the most and follow `next`.',
  ],
  ['429', 'Too many requests in this minute. The body is empty.', 'Wait until `X-Ratelimit-Reset`.'],
  [String(ERRORS.unsupported.status), 'Anything but GET.', 'The Data API is read-only.'],
  [
    String(ERRORS.busy.status),
    'The roster changed again and again while the page was read.',
    'Try again after `Retry-After` seconds.',
  ],
];

export const errorsPage: DocPage = {
  path: 'errors',
  title: 'Errors',
  summary: 'Statuses of the Data API, the form of their bodies, and what to do.',
  body: html`${section('Statuses', table({ caption: 'Statuses', head: ['Status', 'When', 'What to do'], rows: DATA_API_ERRORS }))}
  ${section(
    'Bodies',
    paragraph('An object with the same text in `error` and `message`. 404 adds `code` and an empty `data`.'),
    json({ code: 91, error: 'Resource not found', data: {}, message: 'Resource not found' }),
    paragraph(
      'An unknown path, and an id that cannot be one, answer 404 as plain text: `Cannot GET /v1.1/districts/invalid`.',
    ),
  )}
  ${section('Ask for help', paragraph('Every answer carries `X-Request-Id`. Send one of your own and it is echoed and logged; tell it to the operator of the server.'))}`,
};

export const rateLimitsPage: DocPage = {
  path: 'rate-limits',
  title: 'Rate limits',
  summary: `${RATE.requests.toLocaleString('en')} requests a minute for each token.`,
  body: html`${paragraph(`Each token may send ${RATE.requests.toLocaleString('en')} requests in a fixed window of ${RATE.windowSeconds} seconds, which opens with its first request. Then the answer is 429, with an empty body and the same headers. An answer of 304 is not counted.`)}
  ${table({
    caption: 'Headers',
    head: ['Header', 'What it says'],
    rows: [
      ['`X-Ratelimit-Bucket`', 'Which limit this is: `bearer`.'],
      ['`X-Ratelimit-Limit`', 'Requests in a window.'],
      ['`X-Ratelimit-Remaining`', 'What is left of them.'],
      ['`X-Ratelimit-Reset`', 'When the window ends, in seconds since 1970.'],
      ['`Retry-After`', 'On 429: how many seconds to wait.'],
    ],
  })}
  ${paragraph('Send `If-None-Match` with the `ETag` of the last answer: what did not change costs you nothing.')}`,
};
