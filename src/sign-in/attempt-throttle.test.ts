import { describe, expect, it } from 'vitest';
import { type Attempt, AttemptThrottle, networkOf } from './attempt-throttle.ts';

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000);
const ada: Attempt = { districtId: 'd', username: 'ada', network: 'school' };

describe('guessing', () => {
  it('costs exponentially more time for one account from one network', () => {
    const throttle = new AttemptThrottle();
    for (let n = 0; n < 4; n++) expect(throttle.begin(ada, at(0))).toBe(0);
    let now = 0;
    const waits = Array.from({ length: 6 }, () => {
      expect(throttle.begin(ada, at(now))).toBe(0);
      const wait = throttle.begin(ada, at(now));
      now += wait;
      return wait;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32]);
  });

  it('from everywhere else does not shut out a school, however long it goes on', () => {
    const throttle = new AttemptThrottle();
    throttle.begin(ada, at(0));
    throttle.succeeded(ada, at(0));
    let tried = 0;
    for (let n = 0; n < 5_000; n++) if (throttle.begin({ ...ada, network: `bot ${n}` }, at(n)) === 0) tried++;
    expect(tried).toBeLessThan(40);
    expect(throttle.begin(ada, at(5_000))).toBe(0);
    expect(throttle.begin({ ...ada, username: 'ben' }, at(5_000))).toBe(0);
  });

  it('of many accounts from one network is slowed as a whole, elsewhere it is not', () => {
    const throttle = new AttemptThrottle();
    const spray = (count: number, network: string) =>
      Array.from({ length: count }, (_, n) => throttle.begin({ ...ada, username: `u${n}`, network }, at(0)));
    expect(spray(40, 'bot').filter((wait) => wait === 0)).toHaveLength(30);
    expect(spray(1, 'home')).toEqual([0]);
  });

  it('does not count what succeeds: a thousand people of a school sign in within a minute', () => {
    const throttle = new AttemptThrottle();
    for (let n = 0; n < 1_000; n++) {
      const attempt = { ...ada, username: `u${n}` };
      expect(throttle.begin(attempt, at(n / 20))).toBe(0);
      throttle.succeeded(attempt, at(n / 20));
    }
  });
});

describe('a network', () => {
  it('is an address of version 4, or the first half of one of version 6', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('2001:db8:0:1::5')).toBe(networkOf('2001:0DB8:0000:0001:ffff:1:2:3'));
    expect(networkOf('2001:db8::1')).not.toBe(networkOf('2001:db8:0:1::1'));
    expect(networkOf('::1')).toBe('0:0:0:0');
  });
});
