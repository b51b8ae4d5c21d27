import { EVERYTHING, parseAudience } from '../../src/sharing/index.ts';
import { type AudienceReader, type ListDirectory, type SegmentBytes, STALE } from '../../src/store/index.ts';
import { AudienceRoster } from '../../src/view/audience-roster.ts';
import { SegmentCache } from '../../src/view/segment-cache.ts';

export const SEGMENTS = 9;
export const idOf = (n: number) => n.toString(16).padStart(24, '0');
export const itemOf = (n: number, version: number) =>
  `{"data":{"name":"${n} of ${version}"},"uri":"/v1.1/students/${idOf(n)}"}`;

/** A store of students, one a segment, that tells what was read of it and can be published to meanwhile. */
export class Students {
  version = 1;
  readonly reads: number[][] = [];
  onRead: (reads: number) => void = () => undefined;
  /** What every reading of segments waits for. */
  gate: Promise<void> = Promise.resolve();

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
      const read = new Promise<readonly SegmentBytes[]>((resolve) => {
        this.onRead(this.reads.length);
        resolve(found);
      });
      // As a store does that looks at the version of each segment.
      return read.then(async (segments) => {
        await this.gate;
        return of.version === this.version ? segments : STALE;
      });
    },
    segmentItems: () => Promise.resolve(STALE),
    item: () => Promise.resolve(undefined),
    items: () => Promise.resolve([]),
    visible: () => Promise.resolve(new Set()),
    children: () => Promise.resolve([]),
  };

  roster(cacheBytes = 1_000_000): AudienceRoster {
    return new AudienceRoster(
      { reader: this.reader, policy: parseAudience(EVERYTHING), cache: new SegmentCache(cacheBytes) },
      this.version,
    );
  }

  async page(): Promise<string> {
    const page = await this.roster().whole('student').page({ mode: 'first', limit: 100 });
    return page.chunks.map(String).join();
  }
}
