// The practical limit of a Node server: one Buffer, as long as a page of ours, sent to whatever is asked. No token, no
// links, no look-up.
import { createServer } from 'node:http';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { freePort, startProcess, waitForListener } from '../support/processes.mjs';

/** Runs the anchor in a process of its own. */
export async function startConstantBuffer({ bytes, defer }) {
  const port = await freePort();
  const server = startProcess(process.execPath, [
    fileURLToPath(import.meta.url),
    String(port),
    String(bytes),
  ]);
  defer(server.stop);
  await waitForListener(port, server);
  return { ...server, port, url: `http://127.0.0.1:${port}` };
}

function serve(port, bytes) {
  const page = Buffer.alloc(bytes, 'x');
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': page.length };
  const server = createServer((request, response) => {
    response.writeHead(200, headers);
    response.end(page);
  });
  server.keepAliveTimeout = 120_000;
  server.listen(port, '127.0.0.1');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  serve(Number(process.argv[2]), Number(process.argv[3]));
}
