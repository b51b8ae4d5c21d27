import { beforeEach, describe, expect, it } from 'vitest';
import { SignInThrottle, TooManyAttempts } from './sign-in-throttle.ts';

let nowMs = 0;
let throttle = new SignInThrottle();
const take = (subject: string, address: string) => () => {
  throttle.take(subject, address);
};
const fail = (times: number, subject: string, address: string) => {
  for (let n = 0; n < times; n++) take(subject, address)();
};

beforeEach(() => {
  nowMs = Date.parse('2026-09-01T08:00:00Z');
  throttle = new SignInThrottle(() => new Date(nowMs));
});

describe('the throttle of sign-ins', () => {
  it('lets a few mistakes pass, then makes each wait longer', () => {
    fail(5, 'pat@oak.example', '192.0.2.1');
    expect(take('pat@oak.example', '192.0.2.1')).toThrow(TooManyAttempts);
    nowMs += 1000;
    fail(1, 'pat@oak.example', '192.0.2.1');
    nowMs += 1000;
    expect(take('pat@oak.example', '192.0.2.1')).toThrow('2 seconds'.replace('2', '1'));
    nowMs += 1000;
    expect(take('pat@oak.example', '192.0.2.1')).not.toThrow();
  });

  it('never locks the account for other networks', () => {
    for (let n = 0; n < 300; n++) {
      nowMs += 16 * 60_000;
      fail(1, 'pat@oak.example', '192.0.2.1');
    }
    nowMs += 30_000;
    throttle.succeed('pat@oak.example', '198.51.100.7');
    expect(take('pat@oak.example', '198.51.100.7')).not.toThrow();
  });

  it('locks a network out of an account after a hundred failures in a row', () => {
    for (let n = 0; n < 100; n++) {
      fail(1, 'pat@oak.example', '192.0.2.1');
      nowMs += 61_000;
    }
    expect(take('pat@oak.example', '192.0.2.1')).toThrow(TooManyAttempts);
    nowMs += 15 * 60_000;
    expect(take('pat@oak.example', '192.0.2.1')).not.toThrow();
  });

  it('slows one network that tries many accounts, by seconds only', () => {
    for (let n = 0; n < 60; n++) {
      nowMs += 11_000;
      fail(1, `person${n}@oak.example`, '192.0.2.1');
    }
    expect(take('another@oak.example', '192.0.2.1')).toThrow(TooManyAttempts);
    nowMs += 10_000;
    expect(take('another@oak.example', '192.0.2.1')).not.toThrow();
  });

  it('slows many networks that try one account', () => {
    for (let n = 0; n < 100; n++) fail(1, 'pat@oak.example', `10.${n}.0.1`);
    expect(take('pat@oak.example', '203.0.113.9')).toThrow(TooManyAttempts);
  });

  it('begins anew after a success', () => {
    fail(5, 'pat@oak.example', '192.0.2.1');
    nowMs += 1000;
    fail(1, 'pat@oak.example', '192.0.2.1');
    throttle.succeed('pat@oak.example', '192.0.2.1');
    expect(take('pat@oak.example', '192.0.2.1')).not.toThrow();
  });

  it('counts attempts that are made at once', () => {
    const outcomes = Array.from({ length: 50 }, () => {
      try {
        throttle.take('pat@oak.example', '192.0.2.1');
        return 'let through';
      } catch {
        return 'refused';
      }
    });
    expect(outcomes.filter((one) => one === 'let through')).toHaveLength(5);
  });
});
