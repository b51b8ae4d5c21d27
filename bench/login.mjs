// Measures login chains: authorize (with a session), exchange of the code, /me, the person's own record. First as many as come through on
// sixteen connections, then at a fixed rate, each counted from the moment it was due. The people are those of the sandbox; the client runs in
// this process, on the same cores. `user` and `system` are the server's processor time for each second.
/* global URLSearchParams */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { runBenchmark } from './support/benchmark.mjs';
import { openRollbook, startRollbook } from './support/rollbook.mjs';
import { limitRow, percentile } from './support/rows.mjs';

const CLIENT_ID = 'd0e1f2a3b4c5d6e7f809';
const SECRET = 'sandbox0sandbox0sandbox0sandbox0sandbox0';
const CALLBACK = 'http://localhost:8000/callback';
const DEMO = '/in/4fd43cc56d11340000000005';
const BASIC = `Basic ${Buffer.from(`${CLIENT_ID}:${SECRET}`).toString('base64')}`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const TICKS_PER_SECOND = 100;

class Client {
  #agent;
  #port;

  constructor(port, maxSockets) {
    this.#port = port;
    this.#agent = new Agent({ keepAlive: true, maxSockets });
  }

  close() {
    this.#agent.destroy();
  }

  /** Gives { status, headers, text }. */
  send(method, path, headers = {}, body) {
    return new Promise((resolve, reject) => {
      const sent = request(
        { port: this.#port, host: '127.0.0.1', agent: this.#agent, method, path, headers },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (part) => (text += part));
          answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

await runBenchmark(
  {
    name: 'login',
    about: 'Login chains: authorize, exchange, /me, own record.',
    options: {
      people: { default: '40', doc: 'people who are signed in' },
      seconds: { default: '8', doc: 'length of one measurement' },
      rounds: { default: '3', doc: 'rounds' },
      rate: { default: '300', doc: 'chains a second that are asked for' },
      connections: { default: '16', doc: 'connections' },
    },
  },
  async ({ options, scratch, defer, say }) => {
    const server = await startRollbook(openRollbook(options.bin), {
      data: scratch,
      flags: ['--sandbox'],
      defer,
    });
    const client = new Client(server.port, options.connections);
    defer(() => client.close());
    const cookies = await signIn(client, options.people);
    let next = 0;
    const chain = () => chainOf(client, cookies[next++ % cookies.length]);
    await closedLoop(chain, { ...options, seconds: 2 });

    const [most, p99, sustained] = [[], [], []];
    const notes = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      const before = processorSeconds(server.pid);
      const perSecond = await closedLoop(chain, options);
      const after = processorSeconds(server.pid);
      const share = ([a, b]) => ((b - a) / options.seconds).toFixed(2);
      notes.push(`user ${share([before.user, after.user])}, system ${share([before.system, after.system])}`);
      most.push(perSecond);
      const fixed = await fixedRate(chain, options);
      p99.push(fixed.p99);
      sustained.push(fixed.perSecond);
      say(
        `round ${round}: ${perSecond.toFixed(0)} chains a second (${notes.at(-1)}); at ${options.rate} a second: ${fixed.perSecond.toFixed(0)} done, p99 ${fixed.p99.toFixed(1)} ms`,
      );
    }
    return [
      limitRow({
        what: `login chains, ${options.connections} at once`,
        unit: '/s',
        ours: most,
        target: { atLeast: 300 },
        notes: [`the server's processor seconds a second: ${notes.join('; ')}`],
      }),
      limitRow({
        what: `login chains asked for at ${options.rate} a second: done`,
        unit: '/s',
        ours: sustained,
        target: { atLeast: options.rate * 0.99 },
      }),
      limitRow({
        what: `login chains asked for at ${options.rate} a second: p99 of the whole chain`,
        unit: 'ms',
        ours: p99,
        target: { atMost: 250 },
      }),
    ];
  },
);

function cookiesOf({ headers }) {
  return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
}

/** Cookies of people of the sandbox, signed in by its one-click form. */
async function signIn(client, count) {
  const { text } = await client.send('GET', `/v1.1/students?limit=${count}`, {
    authorization: 'Bearer DEMO_TOKEN',
  });
  const cookies = [];
  for (const {
    data: { id },
  } of JSON.parse(text).data) {
    const page = await client.send('GET', DEMO);
    const cookie = cookiesOf(page).join('; ');
    const fields = Object.fromEntries(
      [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name, value]) => [name, value],
      ),
    );
    const body = new URLSearchParams({ ...fields, person: `student:${id}` }).toString();
    const signedIn = await client.send('POST', `${DEMO}/demo`, { ...FORM, cookie }, body);
    const session = cookiesOf(signedIn).find((one) => one.startsWith('rollbook_session='));
    if (session === undefined) throw new Error(`Signing in answered ${signedIn.status}: ${signedIn.text}`);
    cookies.push(session);
  }
  return cookies;
}

async function chainOf(client, cookie) {
  const query = new URLSearchParams({ response_type: 'code', client_id: CLIENT_ID, redirect_uri: CALLBACK });
  const authorized = await client.send('GET', `/oauth/authorize?${query}`, { cookie });
  const code = new URL(authorized.headers.location ?? '', 'http://none').searchParams.get('code');
  if (code === null) throw new Error(`Authorize answered ${authorized.status}: ${authorized.text}`);
  const fields = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK });
  const exchanged = await client.send(
    'POST',
    '/oauth/tokens',
    { ...FORM, authorization: BASIC },
    fields.toString(),
  );
  const { access_token: token } = JSON.parse(exchanged.text);
  const authorization = `Bearer ${token}`;
  const me = await client.send('GET', '/me', { authorization });
  const canonical = JSON.parse(me.text).links.find(({ rel }) => rel === 'canonical').uri;
  const own = await client.send('GET', canonical, { authorization });
  if (own.status !== 200) throw new Error(`${canonical} answered ${own.status}.`);
}

async function closedLoop(chain, { connections, seconds }) {
  const ends = performance.now() + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < ends) {
        await chain();
        done += 1;
      }
    }),
  );
  return done / seconds;
}

async function fixedRate(chain, { rate, seconds }) {
  const took = [];
  const running = [];
  const started = performance.now();
  for (let n = 0; n < rate * seconds; n += 1) {
    const due = started + (n * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    running.push(chain().then(() => took.push(performance.now() - due)));
  }
  await Promise.all(running);
  const perSecond = took.length / ((performance.now() - started) / 1000);
  return {
    perSecond,
    p99: percentile(
      took.sort((a, b) => a - b),
      0.99,
    ),
  };
}

/** { user, system } in seconds. */
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return { user: Number(fields[11]) / TICKS_PER_SECOND, system: Number(fields[12]) / TICKS_PER_SECOND };
}
