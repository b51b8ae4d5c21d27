import { expect, it } from 'vitest';
import { DisclosureRecorder } from '../../src/ledger/recorder.ts';
import type { SentRecords } from '../../src/ledger/index.ts';
import { useLedgerServer } from './ledger-server.ts';

const server = useLedgerServer();
const FIELDS = new Set(['id', 'name']);
const idOf = (n: number): string => n.toString(16).padStart(24, '0');
const receiver = (tokenId: string) => ({
  tokenId,
  districtId: 'd',
  applicationId: 'a',
  audienceId: 'audience',
});
const sent = (ids: readonly string[]): SentRecords => ({
  recordType: 'student',
  fields: FIELDS,
  version: 7,
  extent: { of: 'records', ids },
});
const page = (from: number, rows: number): SentRecords => ({
  ...sent([]),
  extent: { of: 'list', from, rows, firstId: idOf(from), lastId: idOf(from + rows - 1) },
});

function recorderOf(onFault: (error: unknown) => void = () => undefined): DisclosureRecorder {
  return new DisclosureRecorder(server.store.control, { now: () => new Date(), onFault });
}

const rowsOf = (token: string) => server.store.control.find('disclosure', { token }, { orderBy: 'firstId' });

it('keeps what could not be written, and writes it as it was once it can', async () => {
  const faults: unknown[] = [];
  const recorder = recorderOf((error) => faults.push(error));
  recorder.record(receiver('kept'), [page(0, 10), sent([idOf(20), idOf(22)])]);
  server.tamper((db) => db.exec('ALTER TABLE disclosure RENAME TO away'));
  await recorder.flush();
  expect(faults).toHaveLength(1);
  recorder.record(receiver('kept'), [page(10, 10)]);
  server.tamper((db) => db.exec('ALTER TABLE away RENAME TO disclosure'));
  await recorder.flush();
  expect(await rowsOf('kept')).toMatchObject([
    { firstId: idOf(0), lastId: idOf(9), isExact: true, rowCount: 10 },
    { firstId: idOf(10), lastId: idOf(19), isExact: true, rowCount: 10 },
    { firstId: idOf(20), lastId: idOf(22), ids: `${idOf(20)},${idOf(22)}`, isExact: true, rowCount: 2 },
  ]);
  await recorder.flush();
  expect(await rowsOf('kept')).toHaveLength(3);
});

it('writes before the second ends where much is held, and loses nothing', async () => {
  const recorder = recorderOf();
  for (let n = 0; n < 25_000; n += 100)
    recorder.record(receiver('many'), [sent(Array.from({ length: 100 }, (_, m) => idOf(n + m)))]);
  for (let wait = 0; (await rowsOf('many')).length === 0; wait++) {
    expect(wait).toBeLessThan(500);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await recorder.flush();
  const rows = await rowsOf('many');
  expect(new Set(rows.flatMap(({ ids }) => ids?.split(',') ?? [])).size).toBe(25_000);
  expect(rows.reduce((sum, { rowCount }) => sum + rowCount, 0)).toBe(25_000);
  expect(rows.reduce((sum, { requests }) => sum + requests, 0)).toBe(250);
});

it('notes only the ends of a long choice, and says that there are gaps', async () => {
  const recorder = recorderOf();
  recorder.record(receiver('long'), [sent(Array.from({ length: 1_001 }, (_, n) => idOf(2 * n)))]);
  recorder.record(receiver('long'), [sent([idOf(5)])]);
  await recorder.flush();
  expect(await rowsOf('long')).toMatchObject([
    { firstId: idOf(0), lastId: idOf(2_000), isExact: false, rowCount: 1_001 },
    { firstId: idOf(5), lastId: idOf(5), isExact: true, rowCount: 1 },
  ]);
});

it('tells tokens, states and sets of fields apart', async () => {
  const recorder = recorderOf();
  const one = receiver('one');
  recorder.record(one, [sent([idOf(1)]), { ...sent([idOf(1)]), version: 8 }]);
  recorder.record(one, [{ ...sent([idOf(1)]), fields: new Set(['id']) }, sent([idOf(1)])]);
  recorder.record(receiver('two'), [{ ...sent([idOf(1)]), fields: new Set(['name', 'id']) }]);
  await recorder.flush();
  const rows = await rowsOf('one');
  expect(rows.map(({ rowCount }) => rowCount).sort()).toEqual([1, 1, 2]);
  const [other] = await rowsOf('two');
  // The same fields have the same name, whoever names them.
  expect(rows.map(({ fieldsId }) => fieldsId)).toContain(other?.fieldsId);
});
