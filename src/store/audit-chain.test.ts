import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHAIN_START, chainLine, findBreak } from './audit-chain.ts';
import type { AuditRow } from './control-tables.ts';
import type { AuditLine } from './port/index.ts';

function chainOf(lines: readonly AuditLine[]): readonly AuditRow[] {
  const rows: AuditRow[] = [];
  for (const line of lines) rows.push(chainLine(line, rows.at(-1)));
  return rows;
}

/** As they come back from a table. */
const stored = (rows: readonly AuditRow[]) => rows.map((row) => JSON.parse(JSON.stringify(row)) as AuditRow);

const breaksIn = (rows: readonly AuditRow[]) => rows.flatMap((row, n) => findBreak(row, rows[n - 1]) ?? []);

const line: fc.Arbitrary<AuditLine> = fc.record(
  {
    actor: fc.string(),
    act: fc.string(),
    subject: fc.string(),
    outcome: fc.constantFrom('ok', 'refused', 'failed'),
    at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
    requestId: fc.string(),
    detail: fc.dictionary(fc.string(), fc.jsonValue()),
  },
  { requiredKeys: ['actor', 'act', 'subject', 'outcome', 'at'] },
);
const lines = (minLength: number) => fc.array(line, { minLength, maxLength: 6 });

describe('a chain of the ledger', () => {
  it('begins at the start of chains, and is whole as it is written and read back', () => {
    fc.assert(
      fc.property(lines(1), (of) => {
        const rows = chainOf(of);
        expect(rows[0]?.previous).toBe(CHAIN_START);
        expect(breaksIn(stored(rows))).toEqual([]);
      }),
    );
  });

  it('breaks where any byte of any entry is another', () => {
    fc.assert(
      fc.property(lines(1), fc.nat(), fc.nat(), (of, whichRow, whichByte) => {
        const rows = stored(chainOf(of));
        const at = whichRow % rows.length;
        const text = JSON.stringify(rows[at]);
        const place = whichByte % text.length;
        const flipped = text.slice(0, place) + (text[place] === '1' ? '2' : '1') + text.slice(place + 1);
        let row: AuditRow;
        try {
          row = JSON.parse(flipped) as AuditRow;
        } catch {
          return;
        }
        fc.pre(JSON.stringify(row) !== text && Object.keys(row).length >= Object.keys(rows[at] ?? {}).length);
        expect(breaksIn(rows.with(at, row))).not.toEqual([]);
      }),
    );
  });

  it('breaks where a value is gone, or one is there that was not', () => {
    const [row] = chainOf([
      { actor: 'a', act: 'b', subject: 'c', outcome: 'ok', at: new Date(0), requestId: 'r' },
    ]);
    const { requestId: _requestId, ...without } =
      row ?? chainLine({ actor: '', act: '', subject: '', outcome: 'ok', at: new Date(0) }, undefined);
    expect(breaksIn([without])).toEqual(['entry 1 was changed']);
    expect(breaksIn([{ ...without, requestId: '' }])).toEqual(['entry 1 was changed']);
  });

  it('breaks where an entry before the last is gone', () => {
    fc.assert(
      fc.property(lines(2), fc.nat(), (of, which) => {
        const rows = chainOf(of);
        expect(breaksIn(rows.toSpliced(which % (rows.length - 1), 1))).not.toEqual([]);
      }),
    );
  });

  it('breaks where two entries changed places, also if they were numbered anew', () => {
    fc.assert(
      fc.property(lines(2), fc.nat(), (of, which) => {
        const rows = chainOf(of);
        const at = which % (rows.length - 1);
        const [one, two] = [rows[at], rows[at + 1]];
        if (!one || !two) throw new Error('There are two.');
        expect(breaksIn(rows.with(at, two).with(at + 1, one))).not.toEqual([]);
        const renumbered = rows
          .with(at, { ...two, number: one.number })
          .with(at + 1, { ...one, number: two.number });
        expect(breaksIn(renumbered)).not.toEqual([]);
      }),
    );
  });

  it('breaks where an entry was put in, or comes from another chain', () => {
    const at = new Date(0);
    const of = (districtId: string) =>
      chainOf(
        [1, 2, 3].map((n) => ({
          actor: 'a',
          act: 'b',
          subject: `${n}`,
          outcome: 'ok' as const,
          at,
          districtId,
        })),
      );
    const [one, other] = [of('one'), of('other')];
    const second = other[1];
    const first = one[0];
    if (!second || !first) throw new Error('There are three.');
    expect(breaksIn(one.with(1, second))).not.toEqual([]);
    expect(
      breaksIn(
        one.toSpliced(1, 0, chainLine({ actor: 'a', act: 'b', subject: 'x', outcome: 'ok', at }, first)),
      ),
    ).not.toEqual([]);
  });
});
