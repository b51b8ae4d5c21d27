// Starts the fixed-rate client, names the phases of its measurement, and collects what it saw.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('fixed-rate-client.mjs', import.meta.url));

/** `what`: { port, token, pathsFile, perSecond, connections }. */
export function startFixedRate(what, defer) {
  const child = fork(program);
  defer(() => void child.kill());
  const seen = new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', () => reject(new Error('The client ended without a result.')));
  });
  seen.catch(() => {});
  child.send({ start: what });
  return {
    /** What is sent from now on counts under this name. */
    phase: (name) => child.send({ phase: name }),
    stop: () => {
      child.send({ stop: true });
      return seen;
    },
  };
}
