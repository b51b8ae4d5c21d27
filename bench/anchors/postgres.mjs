// A PostgreSQL server of our own for the Express anchor: a fresh cluster in the scratch folder, 1 GB of shared
// buffers, reachable over a Unix socket only. It is loaded by COPY with the students that Rollbook serves, so
// both serve the same records. Reads alone are measured; fsync is off to load faster.
import { spawnSync } from 'node:child_process';
import { chownSync, createWriteStream, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { runProcess, startProcess, waitForListener } from '../support/processes.mjs';
import { readStudents } from '../support/pages.mjs';
import { columns, rowFromStudent } from './student-columns.mjs';

const DATABASE = 'postgres';
const USER = 'bench';

/** Starts the server and loads the students that `source` ({ url, token }) serves. Gives what `pg` needs to connect, and their ids. */
export async function startPostgres({ scratch, defer, say, source }) {
  const home = join(scratch, 'postgres');
  const owner = ownerOfCluster();
  mkdirSync(home);
  if (owner.uid !== undefined) chownSync(home, owner.uid, owner.gid);
  const data = join(home, 'data');
  const bin = postgresPrograms();
  const initdb = ['-D', data, '-U', USER, '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await runProcess(join(bin, 'initdb'), initdb, { cwd: home, ...owner });
  const settings = {
    listen_addresses: '',
    unix_socket_directories: home,
    shared_buffers: '1GB',
    fsync: 'off',
    max_wal_size: '4GB',
  };
  const server = startProcess(
    join(bin, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    { cwd: home, stopSignal: 'SIGINT', ...owner },
  );
  defer(server.stop);
  await waitForListener(join(home, '.s.PGSQL.5432'), server);

  const rows = join(scratch, 'students.copy');
  const ids = await writeRows(rows, source);
  say(`PostgreSQL: loading ${ids.length} students`);
  const script = join(scratch, 'load.sql');
  writeFileSync(script, loadScript(rows, source.token));
  await runProcess(join(bin, 'psql'), [
    ...['-h', home, '-U', USER, '-d', DATABASE],
    ...['-v', 'ON_ERROR_STOP=1', '-q', '-f', script],
  ]);
  return { connection: { host: home, user: USER, database: DATABASE }, ids };
}

/** The folder of the newest installed server programs: Debian keeps them off the PATH. */
export function postgresPrograms() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  if (versions.length === 0) throw new Error(`No PostgreSQL server programs in ${root}.`);
  return join(root, versions[0], 'bin');
}

/** PostgreSQL refuses to run as root; then it runs as the user that its package made. */
function ownerOfCluster() {
  if (process.getuid() !== 0) return {};
  const idOf = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function writeRows(path, source) {
  const ids = [];
  const file = createWriteStream(path);
  for await (const students of readStudents(source)) {
    for (const { id } of students) ids.push(id);
    if (!file.write(students.map((student) => copyLine(student)).join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return ids;
}

function copyLine(student) {
  const row = rowFromStudent(student);
  return `${columns.map((column) => copyValue(row[column])).join('\t')}\n`;
}

function copyValue(value) {
  if (value === undefined) return '\\N';
  return value.replace(
    /[\\\t\n\r]/g,
    (char) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[char],
  );
}

function loadScript(rows, token) {
  const definitions = columns.map((column) => `${column} text${column === 'id' ? ' primary key' : ''}`);
  const quote = (text) => `'${text.replaceAll("'", "''")}'`;
  return `create table students (${definitions.join(', ')});
create table tokens (token text primary key, district text not null);
\\copy students (${columns.join(', ')}) from ${quote(rows)}
insert into tokens select ${quote(token)}, (select district from students limit 1);
vacuum (analyze) students;
vacuum (analyze) tokens;
`;
}
