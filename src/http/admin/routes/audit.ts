import { type AuditRow, HUB_CHAIN } from '../../../store/index.ts';
import { fields, matching, optional, text } from '../fields.ts';
import { type Call, ok, route } from '../route.ts';

const LISTED = 100;
const LISTED_MAX = 999;

const query = fields({
  subject: optional(text({ max: 100 })),
  before: optional(matching('^[1-9][0-9]{0,14}$')),
  limit: optional(matching('^[1-9][0-9]{0,2}$')),
});

interface AuditQuery {
  readonly subject: string | undefined;
  readonly before: string | undefined;
  readonly limit: string | undefined;
}

function renderLine({ number, at, actor, act, subject, outcome, requestId, detail }: AuditRow) {
  return { number, at, actor, act, subject, outcome, request_id: requestId ?? null, detail };
}

/** Lines of one chain, the newest first. */
async function lines({ desk }: Call, chain: string, { subject, before, limit }: AuditQuery) {
  const found = await desk.store.control.find(
    'audit',
    { chain, ...(subject === undefined ? {} : { subject }) },
    {
      orderBy: 'number',
      descending: true,
      limit: Math.min(Number(limit ?? LISTED), LISTED_MAX),
      ...(before === undefined ? {} : { below: ['number', Number(before)] as const }),
    },
  );
  return ok({ lines: found.map(renderLine) });
}

export const auditRoutes = [
  route({
    method: 'GET',
    path: '/districts/:district_id/audit',
    doc: 'The ledger of the district, the newest first; of one subject, such as "student:ID", where named.',
    permission: 'audit.view',
    query,
    answer: (call) => lines(call, call.params.district_id, call.query),
  }),
  route({
    method: 'GET',
    path: '/audit',
    doc: 'The ledger of the hub: what belongs to no district.',
    permission: 'audit.view_hub',
    query,
    answer: (call) => lines(call, HUB_CHAIN, call.query),
  }),
];
