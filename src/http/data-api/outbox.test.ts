import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Outbox, type Outgoing } from './outbox.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** The port of a server that answers as is given. */
async function serve(onRequest: (path: string, res: ServerResponse) => void) {
  const server = createServer((req, res) => {
    onRequest(req.url ?? '', res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Everything that comes until the server closes the connection, for requests that are sent in one piece. */
async function pipelined(port: number, paths: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  closing.push(() => socket.destroy());
  socket.write(
    paths
      .map((path, n) => {
        const last = n === paths.length - 1 ? 'Connection: close\r\n' : '';
        return `GET ${path} HTTP/1.1\r\nHost: here\r\n${last}\r\n`;
      })
      .join(''),
  );
  let text = '';
  socket.on('data', (bytes) => (text += bytes.toString()));
  await once(socket, 'close');
  return text;
}

const answer = (res: ServerResponse, path: string, headers: readonly string[] = []): Outgoing => ({
  res,
  status: 200,
  headers: [...headers, 'Content-Length', String(path.length)],
  body: path,
  requestId: path,
});

/** A server whose answers go through an outbox, and whether each had left when `add` came back. */
async function serveThrough(outbox: Outbox) {
  const sentWhenMade: boolean[] = [];
  const port = await serve((path, res) => {
    outbox.add(answer(res, path));
    sentWhenMade.push(res.headersSent);
  });
  return { port, sentWhenMade };
}

const bodiesIn = (text: string) => [...text.matchAll(/\r\n\r\n(\/\d+)/g)].map(([, body]) => body);

describe('an outbox', () => {
  it('sends nothing before the turn of the loop ends, then everything', async () => {
    const { port, sentWhenMade } = await serveThrough(new Outbox(() => undefined));
    const paths = Array.from({ length: 5 }, (_, n) => `/${n}`);
    expect(bodiesIn(await pipelined(port, paths))).toEqual(paths);
    expect(sentWhenMade).toEqual([false, false, false, false, false]);
  });

  it('lets nobody wait for more than sixteen', async () => {
    const { port, sentWhenMade } = await serveThrough(new Outbox(() => undefined));
    const paths = Array.from({ length: 40 }, (_, n) => `/${n}`);
    expect(bodiesIn(await pipelined(port, paths))).toEqual(paths);
    expect(sentWhenMade.flatMap((sent, n) => (sent ? [n] : []))).toEqual([15, 31]);
  });

  it('answers at once whoever is alone, until others come', async () => {
    const { port, sentWhenMade } = await serveThrough(new Outbox(() => undefined));
    for (let n = 0; n < 12; n++) expect(bodiesIn(await pipelined(port, [`/${n}`]))).toEqual([`/${n}`]);
    expect(sentWhenMade).toEqual(Array.from({ length: 12 }, (_, n) => n >= 4));
    const paths = Array.from({ length: 14 }, (_, n) => `/${n}`);
    expect(bodiesIn(await pipelined(port, paths))).toEqual(paths);
    // The eighth of these is the sixteenth since it was alone: it waits, and those that follow leave with it.
    expect(sentWhenMade.slice(12)).toEqual(paths.map((_, n) => n < 7));
    sentWhenMade.length = 0;
    expect(bodiesIn(await pipelined(port, paths))).toEqual(paths);
    expect(sentWhenMade).toEqual(paths.map(() => false));
  });

  it('gives up the connection of an answer that cannot be written, and sends the others', async () => {
    const faults: string[] = [];
    const outbox = new Outbox((_error, requestId) => faults.push(requestId));
    const held: Outgoing[] = [];
    const port = await serve((path, res) => {
      held.push(answer(res, path, path === '/1' ? ['X-Request-Id', 'a\nb'] : []));
      if (held.length === 3) for (const outgoing of held) outbox.add(outgoing);
    });
    const texts = await Promise.all(['/0', '/1', '/2'].map((path) => pipelined(port, [path])));
    expect(texts.flatMap(bodiesIn).sort()).toEqual(['/0', '/2']);
    expect(texts[1]).toBe('');
    expect(faults).toEqual(['/1']);
  });

  it('does nothing for a reader that is gone', async () => {
    const faults: string[] = [];
    const outbox = new Outbox((_error, requestId) => faults.push(requestId));
    const gone = new Promise<ServerResponse>((resolve) => {
      void serve((_path, res) => {
        res.once('close', () => {
          resolve(res);
        });
        res.destroy();
      }).then((port) => pipelined(port, ['/0']).catch(() => ''));
    });
    outbox.add(answer(await gone, '/0'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(faults).toEqual([]);
  });
});
