import { describe, expect, it } from 'vitest';
import { EVERYTHING, parseAudience } from '../sharing/index.ts';
import { type AudienceReader, type ListDirectory, STALE } from '../store/index.ts';
import { AudienceRoster } from './audience-roster.ts';
import { SegmentCache } from './segment-cache.ts';

const SEGMENTS = 9;
const idOf = (n: number) => n.toString(16).padStart(24, '0');
const itemOf = (n: number, version: number) =>
  `{"data":{"name":"${n} of ${version}"},"uri":"/v1.1/students/${idOf(n)}"}`;

/** A store of students, one a segment, that tells what was read of it and can be published to meanwhile. */
class Students {
  version = 1;
  readonly reads: number[][] = [];
  onRead: (reads: number) => void = () => undefined;

  readonly reader: AudienceReader = {
    districtId: 'd'.repeat(24),
    audienceId: 'a'.repeat(24),
    viewVersion: () => Promise.resolve(this.version),
    listDirectory: (type) =>
      Promise.resolve({
        ...{ districtId: 'd'.repeat(24), audienceId: 'a'.repeat(24) },
        ...{ type, version: this.version, total: SEGMENTS },
        firstIds: Array.from({ length: SEGMENTS }, (_, n) => idOf(n)),
        offsets: Array.from({ length: SEGMENTS }, (_, n) => n),
      }),
    segments: (of: ListDirectory, indexes) => {
      if (of.version !== this.version) return Promise.resolve(STALE);
      this.reads.push([...indexes]);
      const found = indexes.map((n) => {
        const bytes = Buffer.from(itemOf(n, of.version));
        return { bytes, ends: Uint32Array.of(bytes.length) };
      });
      this.onRead(this.reads.length);
      return Promise.resolve(found);
    },
    segmentItems: () => Promise.resolve(STALE),
    item: () => Promise.resolve(undefined),
    items: () => Promise.resolve([]),
    visible: () => Promise.resolve(new Set()),
    children: () => Promise.resolve([]),
  };

  async page(): Promise<string> {
    const roster = new AudienceRoster(
      { reader: this.reader, policy: parseAudience(EVERYTHING), cache: new SegmentCache(1_000_000) },
      this.version,
    );
    const page = await roster.whole('student').page({ mode: 'first', limit: 100 });
    return page.chunks.map(String).join();
  }
}

const wholeList = (version: number) => Array.from({ length: SEGMENTS }, (_, n) => itemOf(n, version)).join();

describe('a large page that is not in memory', () => {
  it('is read a little at a time, and others have their turn in between', async () => {
    const students = new Students();
    let turns = 0;
    students.onRead = () => setImmediate(() => turns++);
    expect(await students.page()).toBe(wholeList(1));
    expect(students.reads.flat()).toEqual(Array.from({ length: SEGMENTS }, (_, n) => n));
    for (const read of students.reads) expect(read.length).toBeLessThanOrEqual(2);
    expect(turns).toBeGreaterThanOrEqual(students.reads.length - 1);
  });

  it('is of one state, also when a sync is published while it is read', async () => {
    const students = new Students();
    students.onRead = (reads) => {
      if (reads === 2) students.version = 2;
    };
    expect(await students.page()).toBe(wholeList(2));
  });
});
