import { describe, expect, it } from 'vitest';
import { SegmentCache } from './segment-cache.ts';

const SEGMENT_BYTES = 1_000;
/** Two dozen segments: one of them may pass at a time, the rest is for those that are kept. */
const CACHE_BYTES = 24 * SEGMENT_BYTES;

const segment = () => ({ bytes: Buffer.alloc(SEGMENT_BYTES), ends: new Uint32Array(0) });

/** As a page does: takes what is there, reads and puts what is not. Says whether it was there. */
function ask(cache: SegmentCache, key: string): boolean {
  const found = cache.get(key);
  if (found) cache.touch(key, found);
  else cache.put(key, segment());
  return found !== undefined;
}

describe('segments in memory', () => {
  it('are there for the next page of the same walk', () => {
    const cache = new SegmentCache(CACHE_BYTES);
    expect(ask(cache, '1')).toBe(false);
    expect(ask(cache, '1')).toBe(true);
  });

  it('are kept once they were read twice, whatever walks past', () => {
    const cache = new SegmentCache(CACHE_BYTES);
    for (const key of ['hot', 'other', 'hot']) ask(cache, key);
    for (let n = 0; n < 1_000; n++) ask(cache, `walk ${n}`);
    expect(ask(cache, 'hot')).toBe(true);
    expect(ask(cache, 'walk 0')).toBe(false);
  });

  it('are pushed out by those that were used more recently', () => {
    const cache = new SegmentCache(CACHE_BYTES);
    const keep = (key: string) => {
      for (const name of [key, `between ${key}`, key]) ask(cache, name);
    };
    for (let n = 0; n < 22; n++) keep(`${n}`);
    expect(cache.isCrowded).toBe(true);
    expect(ask(cache, '0')).toBe(true);
    for (let n = 22; n < 30; n++) keep(`${n}`);
    expect(cache.get('0')).toBeDefined();
    expect(cache.get('1')).toBeUndefined();
    expect(cache.get('29')).toBeDefined();
  });

  it('may be larger than the room for them', () => {
    const cache = new SegmentCache(SEGMENT_BYTES / 2);
    expect(ask(cache, '1')).toBe(false);
    expect(ask(cache, '1')).toBe(true);
    ask(cache, '2');
    expect(cache.get('1')).toBeUndefined();
  });
});
