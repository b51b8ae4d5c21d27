import { describe, expect, it, vi } from 'vitest';
import { idOf, itemOf, SEGMENTS, Students } from '../../test/support/students.ts';
import { EVERYTHING, parseAudience } from '../sharing/index.ts';
import { type AudienceReader, STALE } from '../store/index.ts';
import { AudienceRoster } from './audience-roster.ts';
import { SegmentCache } from './segment-cache.ts';

const FIRST = { mode: 'first', limit: 1 } as const;
const wholeList = (version: number) => Array.from({ length: SEGMENTS }, (_, n) => itemOf(n, version)).join();

describe('a large page that is not in memory', () => {
  it('is asked for at once, so that the store can divide the work', async () => {
    const students = new Students();
    expect(await students.page()).toBe(wholeList(1));
    expect(students.reads).toEqual([Array.from({ length: SEGMENTS }, (_, n) => n)]);
  });

  it('is of one state, also when a sync is published while it is read', async () => {
    const students = new Students();
    students.onRead = (reads) => {
      if (reads === 1) students.version = 2;
    };
    expect(await students.page()).toBe(wholeList(2));
    expect(students.reads).toHaveLength(2);
  });
});

describe('a segment', () => {
  /** Room for all, but for one that only passes. */
  const CACHE_BYTES = 2_500;
  const all = { mode: 'first', limit: 100 } as const;

  it('that two pages wait for stays in memory', async () => {
    const students = new Students();
    const roster = students.roster(CACHE_BYTES);
    await Promise.all([roster.whole('student').page(all), roster.whole('student').page(all)]);
    const before = students.reads.flat().length;
    expect(before).toBe(SEGMENTS);
    await roster.whole('student').page(all);
    expect(students.reads.flat()).toHaveLength(before);
  });

  it('that one page waits for passes', async () => {
    const students = new Students();
    const roster = students.roster(CACHE_BYTES);
    await roster.whole('student').page(all);
    await roster.whole('student').page(all);
    expect(students.reads.flat().length).toBeGreaterThan(SEGMENTS);
  });
});

describe('a walk', () => {
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

  it('finds the next segments in memory, each read once, and none behind the end', async () => {
    const students = new Students();
    const roster = students.roster();
    const seen: string[] = [];
    let after: string | undefined;
    let fromMemory = 0;
    do {
      const window = after === undefined ? FIRST : ({ mode: 'after', id: after, limit: 1 } as const);
      const remembered = roster.pageInMemory('student', window);
      if (remembered) fromMemory++;
      const page = remembered ?? (await roster.whole('student').page(window));
      seen.push(page.chunks.map(String).join());
      after = page.hasAfter ? page.lastId : undefined;
      await nextTurn();
      await nextTurn();
    } while (after !== undefined);
    expect(seen.join()).toBe(wholeList(1));
    expect(fromMemory).toBe(SEGMENTS - 1);
    expect(students.reads.flat()).toEqual(Array.from({ length: SEGMENTS }, (_, n) => n));
  });

  it('is seen from a page in its middle on, and not in one that was in memory', async () => {
    const students = new Students();
    const roster = students.roster();
    await roster.whole('student').page({ mode: 'after', id: idOf(3), limit: 1 });
    await nextTurn();
    // The cursor's own segment, the page, and what the walk wants next.
    expect(students.reads.flat().sort()).toEqual([3, 4, 5]);
    await roster.whole('student').page({ mode: 'after', id: idOf(2), limit: 1 });
    await nextTurn();
    const before = students.reads.length;
    await roster.whole('student').page({ mode: 'after', id: idOf(2), limit: 1 });
    await roster.whole('student').page({ mode: 'after', id: idOf(3), limit: 1 });
    await nextTurn();
    expect(students.reads).toHaveLength(before);
  });

  it('does not read again what is in memory', async () => {
    const students = new Students();
    const roster = students.roster();
    for (const n of [5, 3]) {
      await roster.whole('student').page({ mode: 'after', id: idOf(n), limit: 1 });
      await nextTurn();
    }
    expect(students.reads.flat().sort()).toEqual([3, 4, 5, 6, 7]);
  });

  it('is not seen in pages before a cursor, nor for an audience that sees a part', async () => {
    const students = new Students();
    await students
      .roster()
      .whole('student')
      .page({ mode: 'before', id: idOf(5), limit: 1 });
    await nextTurn();
    expect(students.reads.flat().sort()).toEqual([4, 5]);

    const part = new Students();
    let read = 0;
    const roster = new AudienceRoster(
      {
        reader: {
          ...part.reader,
          segmentItems: (_, n) => {
            read++;
            return Promise.resolve([
              { item: Buffer.from(itemOf(n, 1)), granted: undefined, lastModified: undefined },
            ]);
          },
        },
        policy: { ...parseAudience(EVERYTHING), share: { kind: 'none' } },
        cache: new SegmentCache(1_000_000),
      },
      1,
    );
    await roster.whole('student').page(FIRST);
    for (let turn = 0; turn < 4; turn++) await nextTurn();
    expect(read).toBe(1);
  });

  it('goes on beside another one', async () => {
    const students = new Students();
    const roster = students.roster();
    for (const type of ['student', 'teacher'] as const) await roster.whole(type).page(FIRST);
    await nextTurn();
    const before = students.reads.length;
    for (const type of ['student', 'teacher'] as const)
      expect(roster.pageInMemory(type, { mode: 'after', id: idOf(0), limit: 1 })).toBeDefined();
    await nextTurn();
    // Each went on to its third segment.
    expect(students.reads.slice(before)).toEqual([[2], [2]]);
  });

  it('is not seen in a page from the middle of a list', async () => {
    const students = new Students();
    await students.roster().whole('student').page({ mode: 'last', limit: 1 });
    await nextTurn();
    expect(students.reads).toEqual([[SEGMENTS - 1]]);
  });

  it('goes on in the new state when a sync is published meanwhile', async () => {
    const students = new Students();
    const roster = students.roster();
    const first = await roster.whole('student').page(FIRST);
    students.version = 2;
    await nextTurn();
    const second = await roster
      .whole('student')
      .page({ mode: 'after', id: first.lastId ?? '', limit: SEGMENTS });
    expect(second.chunks.map(String).join()).toBe(
      Array.from({ length: SEGMENTS - 1 }, (_, n) => itemOf(n + 1, 2)).join(),
    );
  });

  it('is told when what it waits for cannot be read, and can try again', async () => {
    const students = new Students();
    const roster = students.roster();
    const first = await roster.whole('student').page(FIRST);
    students.onRead = () => {
      throw new Error('The disk is gone.');
    };
    await nextTurn();
    const next = { mode: 'after', id: first.lastId ?? '', limit: 1 } as const;
    await expect(roster.whole('student').page(next)).rejects.toThrow('The disk is gone.');
    students.onRead = () => undefined;
    expect((await roster.whole('student').page(next)).chunks.map(String)).toEqual([itemOf(1, 1)]);
  });
});

describe('a segment that is read for a scan', () => {
  it('leaves the directory as it is known, unless the state is gone', async () => {
    const students = new Students();
    let directories = 0;
    const listDirectory: AudienceReader['listDirectory'] = (type) => {
      directories++;
      return students.reader.listDirectory(type);
    };
    const roster = new AudienceRoster(
      {
        reader: { ...students.reader, listDirectory },
        policy: parseAudience(EVERYTHING),
        cache: new SegmentCache(1_000_000),
      },
      1,
    );
    const first = await roster.directory('student');
    await roster.oneSegment(first, 2);
    await roster.directory('student');
    expect(directories).toBe(1);
    students.version = 2;
    expect(await roster.oneSegment(first, 3)).toBe(STALE);
    expect((await roster.directory('student')).version).toBe(2);
    expect(directories).toBe(2);
  });
});

describe('what is read of a state that is gone', () => {
  it('is not remembered', async () => {
    const students = new Students();
    const cache = new SegmentCache(1_000_000);
    const put = vi.spyOn(cache, 'put');
    const keep = vi.spyOn(cache, 'keep');
    const roster = new AudienceRoster(
      { reader: students.reader, policy: parseAudience(EVERYTHING), cache },
      1,
    );
    await roster.directory('student');
    students.version = 2;
    await roster.whole('student').page(FIRST);
    for (const [, segment] of [...put.mock.calls, ...keep.mock.calls])
      expect(segment).toHaveProperty('bytes');
    expect(put).toHaveBeenCalledTimes(1);
  });
});

describe('a single record', () => {
  it('is taken from the page that is in memory, and from the store where none is', async () => {
    const students = new Students();
    let asked = 0;
    const stored = { item: Buffer.from(itemOf(5, 9)), granted: undefined, lastModified: undefined };
    const roster = new AudienceRoster(
      {
        reader: {
          ...students.reader,
          item: (_, id) => {
            asked++;
            return Promise.resolve(id === idOf(5) ? stored : undefined);
          },
        },
        policy: parseAudience(EVERYTHING),
        cache: new SegmentCache(1_000_000),
      },
      1,
    );
    const read = async (n: number) => (await roster.record('student', idOf(n)))?.toString();
    expect(await read(5)).toBe('{"name":"5 of 9"}');
    expect(asked).toBe(1);

    await roster.whole('student').page({ mode: 'first', limit: 100 });
    for (let n = 0; n < SEGMENTS; n++) expect(await read(n)).toBe(`{"name":"${n} of 1"}`);
    expect(asked).toBe(1);
    // Neither behind the end nor between two records.
    expect(await read(SEGMENTS)).toBeUndefined();
    expect(
      (await roster.record('student', `${idOf(3).slice(0, -1)}30`.slice(-24)))?.toString(),
    ).toBeUndefined();
    expect(asked).toBe(3);
  });
});

describe('a list without a record', () => {
  it('has empty pages in every mode, and no record, before it was read and after', async () => {
    const { reader } = new Students();
    const empty = { firstIds: [], offsets: [], total: 0 };
    const roster = new AudienceRoster(
      {
        reader: {
          ...reader,
          listDirectory: async (type) => ({ ...(await reader.listDirectory(type)), ...empty }),
        },
        policy: parseAudience(EVERYTHING),
        cache: new SegmentCache(1_000_000),
      },
      1,
    );
    expect(await roster.record('student', idOf(1))).toBeUndefined();
    for (const window of [
      FIRST,
      { mode: 'after', id: idOf(1), limit: 1 },
      { mode: 'before', id: idOf(1), limit: 1 },
      { mode: 'last', limit: 1 },
      { mode: 'offset', page: 2, limit: 1 },
    ] as const) {
      const page = await roster.whole('student').page(window);
      expect([page.chunks, page.hasBefore, page.hasAfter, page.total]).toEqual([[], false, false, 0]);
      expect(roster.pageInMemory('student', window)?.chunks).toEqual([]);
    }
    expect(await roster.record('student', idOf(1))).toBeUndefined();
  });
});
