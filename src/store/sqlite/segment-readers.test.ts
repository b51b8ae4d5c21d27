import { describe, expect, it } from 'vitest';
import { STALE } from '../port/index.ts';
import { readSegmentsHere } from './segment-readers.ts';
import type { SegmentRequest } from './segment-reads.ts';

const request = (n: number): SegmentRequest => ({
  districtId: 'd'.repeat(24),
  audienceId: 'a'.repeat(24),
  type: 'student',
  version: 1,
  from: String(n),
  before: String(n + 1),
});
const requests = Array.from({ length: 9 }, (_, n) => request(n));
const segment = (text: string) => ({ bytes: Buffer.from(text), ends: Uint32Array.of(text.length) });

describe('segments that are read on the connection of the store', () => {
  it('come in order, a few at a time, and others have their turn in between', async () => {
    let turns = 0;
    const seen: number[] = [];
    const reader = readSegmentsHere(({ from }) => {
      seen.push(turns);
      setImmediate(() => turns++);
      return segment(from);
    });
    const found = await reader.read(requests);
    expect(found).toEqual(requests.map(({ from }) => segment(from)));
    for (const turn of new Set(seen))
      expect(seen.filter((other) => other === turn)).toHaveLength(turn === 8 ? 1 : 2);
    expect(new Set(seen).size).toBe(5);
  });

  it('are stale together', async () => {
    const reader = readSegmentsHere(({ from }) => (from === '5' ? STALE : segment(from)));
    expect(await reader.read(requests)).toBe(STALE);
    expect(await reader.read(requests.slice(0, 5))).toHaveLength(5);
    expect(await reader.read([])).toEqual([]);
  });
});
