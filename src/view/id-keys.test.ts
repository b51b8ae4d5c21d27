import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIdAt, IdKeys, keyOfId } from './id-keys.ts';

const anyId = fc.stringMatching(/^[0-9a-f]{24}$/);
/** Two ids that have much in common. */
const twoIds = fc
  .tuple(anyId, anyId, fc.nat(24))
  .map(([one, other, common]) => [one, one.slice(0, common) + other.slice(common)] as const);

const orderOf = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

describe('ids as numbers', () => {
  it('compare as the ids do, where they stand', () => {
    fc.assert(
      fc.property(twoIds, ([one, other]) => {
        const bytes = Buffer.from(`..${one}..`);
        expect(Math.sign(compareIdAt(bytes, 2, keyOfId(other)))).toBe(orderOf(one, other));
      }),
      { numRuns: 1000 },
    );
  });

  it('are counted as the ids are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyId, { maxLength: 20 }), twoIds, (some, [one, other]) => {
        const ids = [...new Set([...some, one])].sort();
        for (const id of [one, other])
          expect(new IdKeys(ids).countThrough(keyOfId(id))).toBe(ids.filter((each) => each <= id).length);
      }),
    );
  });

  it('tell how far ids are apart', () => {
    const keys = new IdKeys([
      '4fd43cc56d11340000000005',
      '4fd43cc56d11340000000105',
      '4fd43cc56d12340000000105',
    ]);
    expect(keys.distance(0, keyOfId('4fd43cc56d11340000000015'))).toBe(0x10);
    expect(keys.distance(1, keyOfId('4fd43cc56d11340000000005'))).toBe(-0x100);
    expect(keys.gap(0)).toBe(0x100);
    expect(keys.gap(1)).toBe(2 ** 48);
    expect(keys.gap(2)).toBeNaN();
  });
});
