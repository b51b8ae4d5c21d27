// A client with a fixed rate, in a process of its own (started by fixed-rate.mjs). Requests fall due by the clock, not by
// the answers: an answer's latency counts from the moment its request was due, so time spent waiting for a free connection
// or for this process to wake up is in it ("coordinated omission" is not left out).
//
// A line of the file is a path, and behind a space a token of its own where there is one.
// Messages in: { start: { port, token, pathsFile, perSecond, connections } }, { phase: NAME } (what follows counts under that
// name), { stop: true }. Message out, at the end: { NAME: { requests, errors, p50_ms, p99_ms, max_ms, late_p99_ms } }.
// `late_p99_ms` is this client's own share: from due until this process woke up and saw it.
import { readFileSync } from 'node:fs';
import { percentile } from './rows.mjs';
import { RawConnection, getRequest } from './raw-connection.mjs';

const phases = {};
let phase = phaseNamed('warm-up');
let stopped = false;

process.on('message', (message) => {
  if (message.start) void run(message.start);
  if (message.phase) phase = phaseNamed(message.phase);
  if (message.stop) stopped = true;
});
process.on('disconnect', () => process.exit(1));

async function run({ port, token, pathsFile, perSecond, connections: count }) {
  const requests = readFileSync(pathsFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [path, own = token] = line.split(' ');
      return getRequest(path, own);
    });
  const intervalMs = 1000 / perSecond;
  const backlog = [];
  // In turn: a connection that is never used would be closed by the server.
  const free = [];
  let sent = 0;
  let due = performance.now();

  // The timer wakes about once a millisecond; an arriving answer is a welcome chance to look at the clock in between.
  const sendWhatIsDue = () => {
    const now = performance.now();
    for (; due <= now && !stopped; due += intervalMs) {
      phase.late.push(now - due);
      backlog.push(due);
    }
    while (backlog.length > 0 && free.length > 0) void exchange(free.shift(), backlog.shift());
  };

  const exchange = async (connection, dueAt) => {
    const counted = phase;
    try {
      const { status } = await connection.send(requests[sent++ % requests.length]);
      counted.latencies.push(performance.now() - dueAt);
      if (status !== 200) counted.errors += 1;
      free.push(connection);
    } catch {
      counted.errors += 1;
      free.push(await RawConnection.open(port, sendWhatIsDue));
    }
    sendWhatIsDue();
  };

  for (let i = 0; i < count; i += 1) free.push(await RawConnection.open(port, sendWhatIsDue));
  due = performance.now();
  const tick = () => {
    sendWhatIsDue();
    if (!stopped || backlog.length > 0 || free.length < count) return void setTimeout(tick, 1);
    process.send(Object.fromEntries(Object.entries(phases).map(([name, seen]) => [name, summary(seen)])));
    process.disconnect();
    process.exit(0);
  };
  tick();
}

function phaseNamed(name) {
  return (phases[name] ??= { latencies: [], late: [], errors: 0 });
}

function summary({ latencies, late, errors }) {
  latencies.sort((a, b) => a - b);
  late.sort((a, b) => a - b);
  return {
    requests: latencies.length,
    errors,
    p50_ms: percentile(latencies, 0.5),
    p99_ms: percentile(latencies, 0.99),
    max_ms: latencies.at(-1) ?? 0,
    late_p99_ms: percentile(late, 0.99),
  };
}
