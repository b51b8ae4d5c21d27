import { describe, expect, it } from 'vitest';
import { TooManyAttempts } from '../../src/accounts/index.ts';
import { BUCKETS, FixedWindows, rateHeaders } from '../../src/limits/index.ts';
import { addressOf } from '../../src/limits/index.ts';
import { actsOf, answerQuestions, FirstProcess, type Questions } from '../../src/cli/first-process.ts';
import { keepThrottles } from '../../src/throttles.ts';
import { useLedgerServer } from './ledger-server.ts';

const server = useLedgerServer();

describe('who has no valid token', () => {
  it('is limited by network, with an empty 429, and hinders nobody who has one', async () => {
    const district = await server.smallDistrict();
    const reader = await server.reader(district.id);
    const { requests } = BUCKETS.network;
    const answers = await Promise.all(
      Array.from({ length: requests + 5 }, (_, n) =>
        server.as(n % 2 === 0 ? `rbd_${n}` : undefined).get('/v1.1/students'),
      ),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(requests);
    const [refused, ...others] = answers.filter(({ status }) => status === 429);
    expect(others).toHaveLength(4);
    expect(refused?.bytes).toHaveLength(0);
    expect(refused?.header('x-ratelimit-bucket')).toBe('network');
    expect(refused?.header('x-ratelimit-remaining')).toBe('0');
    expect(Number(refused?.header('retry-after'))).toBeGreaterThan(0);
    const served = await reader.caller.get('/v1.1/students?limit=1');
    expect(served.status).toBe(200);
    expect(served.header('x-ratelimit-remaining')).toBe('1199');
    expect(served.header('ratelimit-policy')).toBe('"bearer";q=1200;w=60');
    expect(served.header('ratelimit')).toMatch(/^"bearer";r=1199;t=\d+$/);
  });
});

describe('a fixed window', () => {
  it('opens with its first request, ends on its second, and keeps keys and buckets apart', () => {
    let nowMs = 1_000_500;
    const limits = new FixedWindows(() => nowMs);
    const { requests } = BUCKETS.sign_in;
    for (let n = 1; n <= requests; n++)
      expect(limits.take('sign_in', 'a')).toMatchObject({
        remaining: requests - n,
        reset: 1_060,
        isExceeded: false,
      });
    expect(limits.take('sign_in', 'a')).toMatchObject({ remaining: 0, isExceeded: true });
    expect(limits.take('sign_in', 'b').isExceeded).toBe(false);
    expect(limits.take('token_exchange', 'a').isExceeded).toBe(false);
    nowMs = 1_059_999;
    expect(limits.take('sign_in', 'a').isExceeded).toBe(true);
    nowMs = 1_060_000;
    expect(limits.take('sign_in', 'a')).toMatchObject({ remaining: requests - 1, reset: 1_120 });
    expect(limits.giveBack('sign_in', 'a').remaining).toBe(requests);
    expect(limits.giveBack('sign_in', 'a').remaining).toBe(requests);
  });
});

/** Some processes that ask one; a turn of the event loop lies between. */
function processes(count: number, now: Date): { asking: FirstProcess[]; batches: Questions[] } {
  const acts = actsOf(
    new FixedWindows(() => now.getTime()),
    keepThrottles(() => now),
  );
  const batches: Questions[] = [];
  const asking = Array.from({ length: count }, () => {
    const first: FirstProcess = new FirstProcess((questions) => {
      // As it travels: as JSON.
      const sent = JSON.parse(JSON.stringify(questions)) as Questions;
      batches.push(sent);
      setImmediate(() => {
        void answerQuestions(acts, sent).then((answers) => {
          first.receive(JSON.parse(JSON.stringify(answers)) as typeof answers);
        });
      });
    });
    return first;
  });
  return { asking, batches };
}

describe('over processes', () => {
  const now = new Date(1_800_000_000_000);

  it('limits are exact, and are asked for once a turn', async () => {
    const { asking, batches } = processes(2, now);
    const states = await Promise.all(
      Array.from({ length: 1_300 }, async (_, n) => asking[n % 2]?.limits.take('bearer', 'token')),
    );
    expect(states.filter((state) => state?.isExceeded === false)).toHaveLength(1_200);
    expect(batches).toHaveLength(2);
    expect(await asking[0]?.limits.giveBack('bearer', 'token')).toMatchObject({ remaining: 1 });
  });

  it('guesses of a password are slowed as in one', async () => {
    const { asking } = processes(4, now);
    const attempt = { districtId: 'd', username: 'ada', network: 'home' };
    const waits = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => asking[n % 4]?.attempts.begin(attempt, now)),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    await asking[1]?.attempts.succeeded(attempt, now);
    expect(await asking[2]?.attempts.begin(attempt, now)).toBe(0);
    await asking[3]?.attempts.dropped(attempt, now);
  });

  it('guesses at an account are slowed as in one, and refused in the same way', async () => {
    const { asking } = processes(4, now);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, async (_, n) => asking[n % 4]?.signIns.take('pat@oak.example', '192.0.2.1')),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(35);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TooManyAttempts);
    await asking[0]?.signIns.succeed('pat@oak.example', '192.0.2.1');
    await expect(asking[1]?.signIns.take('pat@oak.example', '192.0.2.1')).resolves.toBeUndefined();
  });

  it('whoever asks is told where the first cannot answer, and nobody else', async () => {
    const { asking } = processes(1, now);
    const broken = asking[0]?.ask('beginAttempt', undefined as never, 0);
    const sound = asking[0]?.searches.take('192.0.2.9');
    await expect(broken).rejects.toThrow('could not answer');
    expect(await sound).toBe(true);
  });

  it('searches are counted together', async () => {
    const { asking } = processes(3, now);
    const found = await Promise.all(
      Array.from({ length: 700 }, async (_, n) => asking[n % 3]?.searches.take('192.0.2.1')),
    );
    expect(found.filter((isAllowed) => isAllowed)).toHaveLength(600);
  });
});

describe('the headers', () => {
  it('come as the original and as the draft have them, for every bucket', () => {
    const limits = new FixedWindows();
    for (const bucket of ['bearer', 'network', 'token_exchange', 'sign_in', 'sign_in_network'] as const) {
      const headers = rateHeaders(limits.take(bucket, 'key'));
      expect(headers.slice(0, 4)).toEqual([
        'X-Ratelimit-Bucket',
        bucket,
        'X-Ratelimit-Limit',
        String(BUCKETS[bucket].requests),
      ]);
      expect(headers).toContain(`"${bucket}";q=${BUCKETS[bucket].requests};w=60`);
    }
  });
});

describe('an address behind proxies', () => {
  it('is what the outermost of one’s own proxies wrote, and nothing a caller wrote', () => {
    const req = {
      headers: { 'x-forwarded-for': '6.6.6.6, 192.0.2.1, 10.0.0.1' },
      socket: { remoteAddress: '10.0.0.2' },
    } as unknown as Parameters<typeof addressOf>[0];
    expect([0, 1, 2, 9].map((hops) => addressOf(req, hops))).toEqual([
      '10.0.0.2',
      '10.0.0.1',
      '192.0.2.1',
      '10.0.0.2',
    ]);
  });
});
