// The physical limit: nginx sends the same pages as files. One worker, no access log, sendfile on, tcp_nopush off (with
// it on, delayed acknowledgements show as a p99 of 43 ms), every file held open, connections kept for ever.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startProcess, waitForListener } from '../support/processes.mjs';

/** Serves the bodies as /0.json, /1.json and so on. */
export async function startNginx({ scratch, defer, bodies }) {
  const home = join(scratch, 'nginx');
  mkdirSync(join(home, 'pages'), { recursive: true });
  bodies.forEach((body, number) => writeFileSync(join(home, 'pages', `${number}.json`), body));
  const port = await freePort();
  writeFileSync(join(home, 'nginx.conf'), config(home, port));
  const server = startProcess('nginx', [
    ...['-p', home],
    ...['-c', join(home, 'nginx.conf')],
    '-e',
    'stderr',
  ]);
  defer(server.stop);
  await waitForListener(port, server);
  return {
    ...server,
    port,
    url: `http://127.0.0.1:${port}`,
    paths: bodies.map((_, number) => `/${number}.json`),
  };
}

function config(home, port) {
  const asRoot = process.getuid() === 0 ? 'user root;' : '';
  const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
${asRoot}
worker_processes 1;
pid ${home}/nginx.pid;
events { worker_connections 256; }
http {
  ${scratch.map((name) => `${name}_temp_path ${home}/${name};`).join('\n  ')}
  access_log off;
  types { }
  default_type "application/json; charset=utf-8";
  sendfile on;
  tcp_nopush off;
  tcp_nodelay on;
  keepalive_timeout 1h;
  keepalive_time 24h;
  keepalive_requests 1000000000;
  open_file_cache max=1000 inactive=24h;
  open_file_cache_valid 24h;
  open_file_cache_min_uses 1;
  server {
    listen 127.0.0.1:${port};
    root ${home}/pages;
  }
}
`;
}
