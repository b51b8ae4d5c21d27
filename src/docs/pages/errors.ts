/** Errors of the Data API: statuses, bodies, and what to do. */
import { ERRORS } from '../../errors/index.ts';
import { html } from '../../html/index.ts';
import { json, list, output, paragraph, section, table, term } from '../blocks.ts';
import type { DocPage } from '../site.ts';

export interface Status {
  readonly status: number;
  readonly when: string;
  readonly remedy: string;
}

/** What the Data API answers besides what was asked for (`api-v1.1` 11.1, `auth-and-sharing` 8.4). */
export const STATUSES: readonly Status[] = [
  {
    status: ERRORS.bad_request.status,
    when: 'A parameter cannot be used. The text says which, and why.',
    remedy: 'Correct the parameter that the text names.',
  },
  {
    status: ERRORS.unauthorized.status,
    when: 'No token, an unknown one, or one that ended.',
    remedy: 'List the tokens of your application again, or ask the district.',
  },
  {
    status: ERRORS.forbidden.status,
    when: 'The endpoint is not in the scopes of the token.',
    remedy: 'Look at the scopes of the token with `/oauth/tokeninfo`.',
  },
  {
    status: ERRORS.not_found.status,
    when: 'There is no such record that this token may see: not there, not shared, or another district’s. These are alike.',
    remedy: 'Take it for an answer: records come and go with sharing.',
  },
  {
    status: ERRORS.limit_too_large.status,
    when: '`limit` is over 10,000.',
    remedy: 'Ask for less, and follow `next`.',
  },
  {
    status: 429,
    when: 'More requests than a minute allows. The body is empty.',
    remedy: 'Wait as many seconds as `Retry-After` says.',
  },
  {
    status: 500,
    when: 'The server failed. The text names the id of the request.',
    remedy: 'Tell the operator the id; the log has the cause under it.',
  },
  {
    status: ERRORS.busy.status,
    when: 'The roster changed again and again while the page was read, or a filter took more than 20 seconds.',
    remedy: 'Try again after `Retry-After` seconds, with a simpler filter.',
  },
];

/** Asked for in a way that no endpoint of the Data API knows. */
const METHOD: Status = {
  status: ERRORS.unsupported.status,
  when: 'Anything but GET and HEAD.',
  remedy: 'Read with GET: the Data API changes nothing.',
};

const byStatus = [...STATUSES, METHOD].sort((a, b) => a.status - b.status);

const NOT_FOUND = { code: 91, error: 'Resource not found', data: {}, message: 'Resource not found' };
const BAD_REQUEST = 'starting_after and ending_before cannot be used together. Send one of them.';

export const errorsPage: DocPage = {
  path: 'errors',
  title: 'Errors',
  summary: 'Statuses of the Data API, the form of their bodies, and what to do.',
  terms: byStatus.map(({ status, when }) => ({
    anchor: `status-${status}`,
    name: String(status),
    text: when,
  })),
  body: html`${section(
    'Statuses',
    table({
      caption: 'Statuses',
      head: ['Status', 'When', 'What to do'],
      rows: byStatus.map(({ status, when, remedy }) => [
        term(`status-${status}`, String(status)),
        when,
        remedy,
      ]),
    }),
  )}
  ${section(
    'Bodies',
    paragraph(
      'A JSON object with one text in `error` and, the same, in `message`. It says what is wrong and what to do.',
    ),
    json({ error: BAD_REQUEST, message: BAD_REQUEST }),
    paragraph('404 has a `code` and an empty `data`, too.'),
    json(NOT_FOUND),
    paragraph('An unknown path, and an id that cannot be one, answer 404 as plain text:'),
    output('Cannot GET /v1.1/districts/invalid'),
  )}
  ${section(
    'What is ignored',
    list([
      'Parameters that no endpoint knows, and parameters without a value.',
      'A token in the address: it opens nothing. Send it in the header.',
    ]),
    paragraph(
      '`sort` and `distinct`, which old clients knew, are refused with 400: to ignore them would answer something else than was asked for. `sort=id` is the order of every list, and accepted.',
    ),
  )}
  ${section('Ask for help', paragraph('Every answer carries `X-Request-Id`. Send one of your own and it is echoed and logged; tell it to the operator of the server.'))}`,
};
