// Child processes: start, wait until they answer, watch their memory, stop. Each is ended by its own pid.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_AFTER_MS = 15_000;
const MEMORY_EVERY_MS = 25;

const running = new Set();

/** A long-running child. `stop()` asks with `stopSignal` and insists after 15 seconds. */
export function startProcess(command, args, { stopSignal = 'SIGTERM', ...spawnOptions } = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], ...spawnOptions });
  const complaint = child.stderr ? lastText(child.stderr) : () => '';
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  exited.catch(() => {});
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(stopSignal);
    const insist = setTimeout(() => child.kill('SIGKILL'), STOP_AFTER_MS);
    await exited;
    clearTimeout(insist);
  };
  return { pid: child.pid, exited, complaint, stop };
}

/** A child that ends by itself; fails unless its exit code is 0. Gives its stdout, wall time and peak memory. */
export async function runProcess(command, args, spawnOptions = {}) {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...spawnOptions });
  running.add(child);
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  const complaint = lastText(child.stderr);
  const memory = watchMemory(child.pid);
  let seconds = 0;
  child.once('exit', () => (seconds = (performance.now() - startedAt) / 1000));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => {
    running.delete(child);
    memory.stop();
  });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${complaint()}`);
  return { stdout: Buffer.concat(output).toString(), seconds, peakBytes: memory.peakBytes() };
}

/** Ends what `runProcess` still waits for, when the benchmark itself is being ended. */
export function endRunning() {
  for (const child of running) child.kill();
}

/** Follows the resident memory of a process and its children. */
export function watchMemory(pid) {
  let peak = 0;
  const look = () => (peak = Math.max(peak, residentOfTree(pid)));
  const timer = setInterval(look, MEMORY_EVERY_MS);
  look();
  return {
    peakBytes: () => Math.max(peak, look()),
    stop: () => clearInterval(timer),
  };
}

/** The kernel keeps the peak of each single process; the sum over a tree is only as good as our looking. */
function residentOfTree(pid) {
  const children = childrenOf(pid);
  const status = readProc(`/proc/${pid}/status`);
  const field = children.length === 0 ? 'VmHWM' : 'VmRSS';
  const own = Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
  return children.reduce((sum, child) => sum + residentOfTree(child), own);
}

/** Each thread has its own list of the processes it started. */
function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readProc(`/proc/${pid}/task/${thread}/children`).trim().split(' ').filter(Boolean),
    );
  } catch {
    return [];
  }
}

function readProc(path) {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // The process has just ended.
  }
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until something listens on the port (a number) or the Unix socket (a path). */
export async function waitForListener(where, process_, { timeoutMs = 60_000 } = {}) {
  const deadline = performance.now() + timeoutMs;
  while (!(await canConnect(where))) await retryUntil(deadline, process_);
}

/** Waits until the address answers 200. */
export async function waitForAnswer(url, process_, { timeoutMs = 60_000 } = {}) {
  const deadline = performance.now() + timeoutMs;
  while ((await statusOf(url)) !== 200) await retryUntil(deadline, process_);
}

async function retryUntil(deadline, process_) {
  const ended = await Promise.race([process_.exited, sleep(20)]);
  if (ended) throw new Error(`The server ended with ${ended.code ?? ended.signal}:\n${process_.complaint()}`);
  if (performance.now() > deadline) throw new Error(`The server does not answer:\n${process_.complaint()}`);
}

async function statusOf(url) {
  try {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

function canConnect(where) {
  return new Promise((resolve) => {
    const socket = typeof where === 'number' ? connect(where, '127.0.0.1') : connect(where);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.destroy());
  });
}

/** The last 4 KB a child wrote on stderr, for the message when it fails. */
function lastText(stream) {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => (text = (text + chunk).slice(-4096)));
  return () => text;
}
