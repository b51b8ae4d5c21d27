/** How to read the API: formats, paging, filters, errors, limits. */
import { html } from '../../html/index.ts';
import { BUCKETS } from '../../limits/index.ts';
import { OPERATORS_OF_WHERE, WHERE_LIMITS } from '../facts.ts';
import { badge, BADGES, type Badge, code, json, list, output, paragraph, section, table } from '../blocks.ts';
import { type DocPage, HUB } from '../site.ts';

const RATE = BUCKETS.bearer;
const NUMBER_OF_REQUESTS = RATE.requests.toLocaleString('en');

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
      '24 lowercase hex digits, unique over all districts and record types, never given to another record. The first eight are seconds since 1970, so ids sort in the order in which they were given; when a record appeared is told by `created`. Identify records by their id, and by nothing else: e-mail addresses are neither checked nor unique.',
    ),
    output('5a3f1837e4b0a1b2c3d4e5a4'),
  )}
  ${section('String', paragraph('UTF-8, as the source system has it. There is no maximum length; 255 characters is a sensible size for a column. Ids and numbers of the source system are strings and keep their leading zeros: `0070002`. No record holds a JSON number.'))}
  ${section(
    'Date',
    paragraph(
      'A day may be written in three forms that mean the same. Read all of them; Rollbook writes the first, everywhere.',
    ),
    list(['`2015-08-25`', '`2015-08-25T00:00:00.000Z`', '`2015-08-25 00:00:00.000000`']),
    paragraph(
      'Dates of birth are `M/D/YYYY`, month first, without padding: `8/25/2005`. Instants, such as `created`, are in UTC with three decimals: `2018-01-11T03:00:03.331Z`.',
    ),
  )}
  ${section('Boolean', paragraph('The strings `Y` and `N`; an empty string where the source system does not say. One field is a JSON boolean, `true` or `false`: `instant_login` of a [district status](records/district-status).'))}
  ${section(
    'Link',
    paragraph(
      'An object with `rel` and `uri`. The uri is a path: put scheme and host before it, and follow it instead of building addresses. A link that your token cannot follow is left out.',
    ),
    json({ rel: 'sections', uri: '/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4/sections' }),
  )}
  ${section('What is not there', paragraph('A field without a value is left out, or is an empty string; nothing is ever `null`. Treat the two alike. A group without members is left out; a list without members is `[]`. A field that the district does not share with you is left out, too.'))}`,
};

const ID = '5a3f1837e4b0a1b2c3d4e5a4';

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
      head: ['Parameter', 'What you get', 'Links besides `self`'],
      rows: [
        ['none', 'The beginning of the list.', '`next` where more follows.'],
        [
          '`starting_after=X`',
          'The records with an id above X.',
          '`next` where more follows; always `prev`, which is `ending_before=X`.',
        ],
        [
          '`ending_before=X`',
          'The records just below X, still ascending.',
          '`prev` where something comes before; always `next`, which is `starting_after=X`.',
        ],
        ['`ending_before=last`', 'The end of the list.', '`prev` where something comes before.'],
        [
          '`page=N`',
          'The N-th page, counted from 1, as old clients ask for it.',
          '`next` and `prev` where there are such pages.',
        ],
      ],
    }),
    paragraph(
      'A cursor is a value, not a reference: the record need not exist any more. The two cursors cannot be used together. All other parameters of a request are kept in its links.',
    ),
    json({
      links: [
        { rel: 'self', uri: `/v1.1/students?limit=2&starting_after=${ID}` },
        { rel: 'next', uri: '/v1.1/students?limit=2&starting_after=5a3f1837e4b0a1b2c3d4e5b0' },
        { rel: 'prev', uri: `/v1.1/students?limit=2&ending_before=${ID}` },
      ],
    }),
  )}
  ${section(
    'Two quirks',
    list([
      '**`prev` looks strictly before the cursor.** After `starting_after=X` it is `ending_before=X`, which leaves X itself out: going forward and back again skips one record. It is there even where nothing comes before, and then leads to an empty page.',
      '**`next` after `ending_before=Y` is `starting_after=Y`.** It leaves Y out, and may lead to an empty page as well.',
    ]),
    paragraph(
      'So read in one direction: from the beginning by `next`, or from `ending_before=last` by `prev`. Either way meets each record exactly once. Take an empty page calmly.',
    ),
  )}
  ${section('How many', paragraph('First pages carry `paging`: the number of this page, of all pages, and of all records. Lists of school admins, of the admins of a district, of its status and of grade levels do not. An operator can switch it off.'), json({ paging: { current: 1, total: 11, count: 1004 } }), paragraph('`count=true` gives the number alone, `where` included.'), json({ count: 1004, links: [{ rel: 'self', uri: '/v1.1/students?count=true' }] }))}
  ${section(
    'Forms of a list',
    paragraph(
      'Most lists wrap each record in an item, with `data` and `uri`. District admins, and the contacts of a student, come bare: the records themselves. `/v1.1/district_admins?show_links=true` wraps them.',
    ),
    json({ data: [{ data: { id: ID }, uri: `/v1.1/students/${ID}` }] }),
    paragraph('Items carry no `links`; the record at its own `uri` does.'),
  )}
  ${section(
    'Embed lists: include',
    paragraph(
      'A single district, student, teacher or school admin takes `include`, with names of its lists: `?include=sections,teachers`. Each comes as a member of `data`, with `data` and `links` of its own: its first page of 100.',
    ),
  )}
  ${section('While a sync is published', paragraph('A page shows the roster before a sync or after it, never a mixture. A walk over several pages meets each record that stays exactly once, because ids never change and new ones come last.'))}`,
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
  body: html`${paragraph('`where` is a percent-encoded JSON object: names of fields, each with a value or with operators. Several fields, and several operators of one field, are combined by "and". Members of groups are named with a dot: `name.last`. `{}` is everything; `_id` is `id`.')}
  ${code(`curl -G -H "Authorization: Bearer DEMO_TOKEN" ${HUB}/v1.1/students \\\n  --data-urlencode 'where={"grade":"9","name.last":{"$regex":"^Mc"}}'`)}
  ${paragraph('Endpoints that take it list it among their [parameters](endpoints).')}
  ${section(
    'Operators',
    table({
      caption: 'Operators',
      head: ['Operator', 'Operand', 'What it means', 'Example'],
      rows: OPERATORS_OF_WHERE.map(({ operator, operand, doc, example }) => [
        operator === undefined ? 'a value' : `\`${operator}\``,
        operand,
        doc,
        html`<code>${JSON.stringify(example)}</code>`,
      ]),
    }),
    paragraph(
      'On a list of ids: a value, `$in`, `$nin`, `$ne`, `$exists` and `$size`. On a group, such as `location`: `$exists` only.',
    ),
  )}
  ${section(
    'What is refused',
    list([
      'A field that the record type does not have, and a field that your token may not see: they answer alike, with 400.',
      'Any other operator, `$or` and `$not` among them. A filter is applied or refused, never ignored.',
      `More than ${WHERE_LIMITS.conditions} fields, more than ${WHERE_LIMITS.values.toLocaleString('en')} values in a list, patterns over ${WHERE_LIMITS.regexLength} characters.`,
      'An address over 16 KiB. For many ids, send several requests.',
    ]),
    paragraph(
      'Patterns run in time linear in the text: no back-references, no look-around. A filter that takes more than 20 seconds answers 503.',
    ),
  )}`,
};

export const rateLimitsPage: DocPage = {
  path: 'rate-limits',
  title: 'Rate limits',
  summary: `${NUMBER_OF_REQUESTS} requests a minute for each token.`,
  body: html`${paragraph(`Each token may send ${NUMBER_OF_REQUESTS} requests in a fixed window of ${RATE.windowSeconds} seconds, which opens with its first request. Then the answer is 429, with an empty body, until the window ends.`)}
  ${section(
    'Headers',
    paragraph('On every answer to a token, refused ones included:'),
    table({
      caption: 'Headers',
      head: ['Header', 'What it says'],
      rows: [
        ['`X-Ratelimit-Bucket`', 'Which limit this is: `bearer`.'],
        ['`X-Ratelimit-Limit`', `Requests in a window: \`${RATE.requests}\`.`],
        ['`X-Ratelimit-Remaining`', 'What is left of them.'],
        ['`X-Ratelimit-Reset`', 'When the window ends, in seconds since 1970.'],
        ['`Retry-After`', 'On 429: how many seconds to wait.'],
      ],
    }),
  )}
  ${section(
    'Ask for less',
    list([
      'Send `If-None-Match` with the `ETag` of the last answer. What did not change is answered 304, without a body, and is not counted.',
      'Read large pages: ten thousand records cost one request.',
      'Ask for `count=true` where the number is enough.',
    ]),
  )}`,
};
