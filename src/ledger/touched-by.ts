import { type ControlReader, type Disclosure, UNSEALED_FROM } from '../store/index.ts';
import { fieldNames, type Period } from './who-received.ts';

/** A run that a token was sent. */
export interface TouchedRun extends Pick<
  Disclosure,
  'districtId' | 'recordType' | 'firstId' | 'lastId' | 'rowCount' | 'requests' | 'viewVersion'
> {
  readonly application: string;
  readonly audience: string;
  /** Where only these were sent. */
  readonly ids: readonly string[] | undefined;
  readonly exact: boolean;
  readonly fields: readonly string[];
  readonly first: string;
  readonly last: string;
}

const RUNS_PER_READ = 1_000;

/** Everything that one token was sent in a period, in the order in which it was noted (`reliability` U-09). */
export async function* touchedBy(
  control: ControlReader,
  token: string,
  { from, to }: Period,
): AsyncGenerator<TouchedRun> {
  // What was written before there were seals comes first, and its ids come last.
  yield* runsOf(control, token, { from, to }, UNSEALED_FROM);
  yield* runsOf(control, token, { from, to }, '', UNSEALED_FROM);
}

/** Those with ids from one to before another. */
async function* runsOf(
  control: ControlReader,
  token: string,
  { from, to }: Period,
  fromId: string,
  beforeId?: string,
): AsyncGenerator<TouchedRun> {
  const names = fieldNames(control);
  for (let after = fromId; ;) {
    const rows = await control.find(
      'disclosure',
      { token },
      { orderBy: 'id', above: ['id', after], below: ['firstAt', to.getTime()], limit: RUNS_PER_READ },
    );
    for (const { applicationId: application, audienceId: audience, fieldsId, ids, isExact, ...row } of rows) {
      if (beforeId !== undefined && row.id >= beforeId) return;
      if (row.lastAt < from.getTime()) continue;
      yield {
        districtId: row.districtId,
        application,
        audience,
        viewVersion: row.viewVersion,
        recordType: row.recordType,
        firstId: row.firstId,
        lastId: row.lastId,
        ids: ids?.split(','),
        exact: isExact,
        fields: await names(fieldsId),
        rowCount: row.rowCount,
        requests: row.requests,
        first: new Date(row.firstAt).toISOString(),
        last: new Date(row.lastAt).toISOString(),
      };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
