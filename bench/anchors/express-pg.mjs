// The main anchor: what a team writes itself. Express 5 and pg, one students table, a token query for every request,
// keyset paging, objects built in JavaScript, res.json. Left as it comes (Express makes its weak ETag; pg's pool has
// ten connections), but in its favour: a Unix socket to the database, no access log, no `paging` count on first pages.
import express from 'express';
import pg from 'pg';
import { freePort, startProcess, waitForListener } from '../support/processes.mjs';
import { pathToFileURL } from 'node:url';
import { fileURLToPath } from 'node:url';
import { studentFromRow } from './student-columns.mjs';

const RELATIONS = ['district', 'sections', 'school', 'teachers', 'contacts', 'events'];

/** Runs the anchor in a process of its own. */
export async function startExpress({ connection, defer }) {
  const port = await freePort();
  const server = startProcess(
    process.execPath,
    [fileURLToPath(import.meta.url), String(port), JSON.stringify(connection)],
    { env: { ...process.env, NODE_ENV: 'production' } },
  );
  defer(server.stop);
  await waitForListener(port, server);
  return { ...server, port, url: `http://127.0.0.1:${port}` };
}

function serve(port, connection) {
  const pool = new pg.Pool(connection);
  const app = express();
  app.disable('x-powered-by');

  app.use('/v1.1', async (request, response, next) => {
    const token = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '')?.[1];
    const { rows } = await pool.query('select district from tokens where token = $1', [token]);
    if (rows.length === 0)
      return response.status(401).json({ error: 'unauthorized', message: 'unauthorized' });
    request.district = rows[0].district;
    next();
  });

  app.get('/v1.1/students', async (request, response) => {
    const limit = Number(request.query.limit ?? 100);
    const after = request.query.starting_after ?? '';
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= 10_000)) {
      return response.status(400).json({ error: 'bad limit', message: 'bad limit' });
    }
    // One row more than asked for tells whether a next page exists.
    const { rows } = await pool.query(
      'select * from students where district = $1 and id > $2 order by id limit $3',
      [request.district, after, limit + 1],
    );
    const page = rows.slice(0, limit);
    const data = page.map((row) => ({ data: studentFromRow(row), uri: `/v1.1/students/${row.id}` }));
    const links = [{ rel: 'self', uri: request.originalUrl }];
    if (rows.length > limit) {
      links.push({ rel: 'next', uri: pageUri(limit, 'starting_after', page[page.length - 1].id) });
    }
    if (after !== '') links.push({ rel: 'prev', uri: pageUri(limit, 'ending_before', after) });
    response.json({ data, links });
  });

  app.get('/v1.1/students/:id', async (request, response) => {
    const { rows } = await pool.query('select * from students where district = $1 and id = $2', [
      request.district,
      request.params.id,
    ]);
    if (rows.length === 0) return response.status(404).json({ error: 'not found', message: 'not found' });
    const uri = `/v1.1/students/${rows[0].id}`;
    const links = RELATIONS.map((rel) => ({ rel, uri: `${uri}/${rel}` }));
    response.json({ data: studentFromRow(rows[0]), links: [{ rel: 'self', uri }, ...links] });
  });

  const server = app.listen(port, '127.0.0.1');
  server.keepAliveTimeout = 120_000;
}

function pageUri(limit, cursor, id) {
  return `/v1.1/students?limit=${limit}&${cursor}=${id}`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  serve(Number(process.argv[2]), JSON.parse(process.argv[3]));
}
