// Measures "who received data about this student": a district of a million students, a year of nightly reads by fifty applications, half of
// which see one of ten schools, and a year of sign-ins. The ledger is written by the side door, as the recorder would have written it.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { whoReceived } from '../dist/ledger/index.js';
import { openSqliteStore } from '../dist/store/index.js';
import { runBenchmark } from './support/benchmark.mjs';
import { limitRow } from './support/rows.mjs';

const DISTRICT = '5f0000000000000000000001';
const SCHOOLS = 10;
const SECTIONS_OF_STUDENT = 7;
const START = Date.parse('2025-09-01T00:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const EVERYTHING = '{"share":{"kind":"everything","staff":true}}';

const hex = (number, digits) => number.toString(16).padStart(digits, '0');
const idOf = {
  student: (n) => `5f100000aaaaaaaaaa${hex(n, 6)}`,
  contact: (n) => `5f200000aaaaaaaaaa${hex(n, 6)}`,
};
idOf.section = (n) => `5f300000aaaaaaaaaa${hex(n, 6)}`;
const audienceOf = (app) => (app % 2 === 0 ? 'everything' : `school-${((app - 1) / 2) % SCHOOLS}`);

await runBenchmark(
  {
    name: 'who-received',
    about: 'Who received data about a student, over a year of nightly reads.',
    options: {
      applications: { default: '50', doc: 'applications that read every night' },
      nights: { default: '365', doc: 'nights' },
      runs: { default: '60', doc: 'rows of the ledger for one walk of all students, or of all contacts' },
      'sign-ins': {
        default: '1000000',
        doc: 'sign-ins of students in the year, each with a token of its own',
      },
      questions: { default: '15', doc: 'students asked about' },
    },
  },
  async ({ options, scratch, say }) => {
    const data = join(scratch, 'data');
    await openSqliteStore({ folder: data }).close();
    const students = options.students === 200000 ? 1_000_000 : options.students;
    say(`Writing rosters of ${students} students`);
    writeRoster(join(data, 'rollbook.sqlite'), students);
    say('Writing the ledger');
    const rowCount = writeLedger(join(data, 'control.sqlite'), { ...options, students });
    say(`${rowCount} rows`);
    const store = openSqliteStore({ folder: data });
    const period = { from: new Date(0), to: new Date('9999-01-01') };
    const seconds = [];
    for (let n = 0; n < options.questions; n += 1) {
      // Early, late, and everywhere between.
      const student = Math.floor(((n + 0.5) / options.questions) * students);
      const startedMs = performance.now();
      const before = process.cpuUsage();
      const found = await whoReceived(
        store,
        { districtId: DISTRICT, type: 'student', id: idOf.student(student) },
        period,
      );
      seconds.push((performance.now() - startedMs) / 1000);
      const { user, system } = process.cpuUsage(before);
      const busy = ((user + system) / 1e6).toFixed(2);
      expectAllOf(found, student, options.applications);
      say(
        `student ${student}: ${found.length} tokens in ${seconds.at(-1).toFixed(2)} s, ${busy} s of the processor`,
      );
    }
    await store.close();
    return [
      limitRow({
        what: `who received data about a student of ${students}`,
        unit: 's',
        ours: seconds,
        target: { atMost: 5 },
        notes: [`${rowCount.toLocaleString('en-US')} rows, slowest ${Math.max(...seconds).toFixed(2)} s`],
      }),
    ];
  },
);

/** Every application that sees the student's school, and no other. */
function expectAllOf(found, student, applications) {
  const nightly = new Set(
    found.filter(({ exact, token }) => exact && token.startsWith('app')).map(({ token }) => token),
  );
  for (let app = 0; app < applications; app += 1) {
    const sees = [`school-${student % SCHOOLS}`, 'everything'].includes(audienceOf(app));
    if (nightly.has(`app${app}`) !== sees)
      throw new Error(`Application ${app} and student ${student}: wrong.`);
  }
}

function writeRoster(file, students) {
  const db = openForFilling(file);
  db.exec('BEGIN');
  db.prepare(
    `INSERT INTO district (id, name, sis_type, state, error, created, roster_version, id_seconds, removal_limit_percent, update_limit_percent, is_paused)
     VALUES (?, 'Benchmark', 'sftp', 'running', '', '2025-08-01T00:00:00Z', 400, 0, 10, 75, 0)`,
  ).run(DISTRICT);
  const audience = db.prepare('INSERT INTO audience VALUES (?, ?, ?, 400, NULL)');
  audience.run('everything', DISTRICT, EVERYTHING);
  for (let school = 0; school < SCHOOLS; school += 1)
    audience.run(
      `school-${school}`,
      DISTRICT,
      `{"share":{"kind":"schools","schools":["${school}"],"staff":false}}`,
    );
  const member = db.prepare('INSERT INTO audience_record VALUES (?, ?, ?, ?, 1, NULL)');
  const record = db.prepare("INSERT INTO record VALUES (?, 'student', ?, ?, '', '{}', NULL)");
  const edge = db.prepare('INSERT INTO edge VALUES (?, ?, ?, ?)');
  const sections = Math.max(10, Math.floor(students / 25));
  for (let school = 0; school < SCHOOLS; school += 1)
    for (let n = school; n < students; n += SCHOOLS)
      member.run(DISTRICT, `school-${school}`, 'student', idOf.student(n));
  for (let n = 0; n < students; n += 1) record.run(DISTRICT, idOf.student(n), String(n));
  for (let n = 0; n < students; n += 1)
    edge.run(DISTRICT, 'contact.student', idOf.student(n), idOf.contact(2 * n) + idOf.contact(2 * n + 1));
  for (let n = 0; n < students; n += 1) {
    const listed = Array.from({ length: SECTIONS_OF_STUDENT }, (_, s) => (n * 31 + s * 977) % sections);
    const packed = [...new Set(listed)].map(idOf.section).sort().join('');
    edge.run(DISTRICT, 'section.students', idOf.student(n), packed);
  }
  db.exec('COMMIT');
  db.pragma('journal_mode = WAL');
  db.close();
}

function writeLedger(file, { students, applications, nights, runs, 'sign-ins': signIns }) {
  const db = openForFilling(file);
  // Rows come by time and indexes by id: built at the end, they cost a sort.
  const indexes = db
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'disclosure' AND sql IS NOT NULL",
    )
    .all();
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  db.exec('BEGIN');
  db.prepare('INSERT INTO disclosed_fields VALUES (?, ?)').run('fields', '["dob","id","name"]');
  const insert = db.prepare(
    'INSERT INTO disclosure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 1, ?, 10, ?, ?)',
  );
  let written = 0;
  const lists = [
    { type: 'student', count: students, runs },
    { type: 'contact', count: 2 * students, runs },
    { type: 'section', count: Math.max(10, Math.floor(students / 25)), runs: Math.ceil(runs / 10) },
  ];
  for (let night = 0; night < nights; night += 1)
    for (let app = 0; app < applications; app += 1) {
      const at = START + night * DAY_MS + app * 1000;
      for (const { type, count, runs: parts } of lists)
        for (let part = 0; part < parts; part += 1) {
          const [from, to] = [
            Math.floor((part * count) / parts),
            Math.floor(((part + 1) * count) / parts) - 1,
          ];
          insert.run(
            ...[hex(at + part, 12) + hex(written++, 12), DISTRICT, `application${app}`, `app${app}`],
            ...[audienceOf(app), night + 2, type, 'fields', idOf[type](from), idOf[type](to), to - from + 1],
            ...[at + part, at + part],
          );
        }
    }
  for (let n = 0; n < signIns; n += 1) {
    const at = START + Math.floor((n / signIns) * nights * DAY_MS);
    const student = idOf.student((n * 7919) % students);
    insert.run(
      ...[
        hex(at, 12) + hex(written++, 12),
        DISTRICT,
        'application0',
        `user${n}`,
        'everything',
        2,
        'student',
        'fields',
      ],
      ...[student, student, 1, at, at],
    );
  }
  db.exec('COMMIT');
  for (const { sql } of indexes) db.exec(sql);
  db.pragma('journal_mode = WAL');
  db.close();
  return written;
}

/** Nothing of this need survive anything. */
function openForFilling(file) {
  const db = new Database(file);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -1000000');
  return db;
}
