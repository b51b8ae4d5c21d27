/** Which folder may import which. A module's contract is its index.ts. */
const ours = (...names) => `^src/(${names.join('|')})/`;
const only = (name, ...allowed) => ({
  name: `${name}-imports`,
  comment: `${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing'} of ours.`,
  severity: 'error',
  from: { path: ours(name) },
  to: { path: '^src/', pathNot: [ours(name, ...allowed), '^src/version\\.ts$'] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('errors'),
    only('roster'),
    only('derive', 'roster'),
    only('generate', 'derive'),
    only('config', 'errors'),
    only('sharing', 'errors', 'roster'),
    only('store', 'errors', 'roster', 'derive', 'sharing'),
    only('ingest', 'errors', 'roster', 'derive', 'store'),
    only('access', 'errors', 'roster', 'derive', 'sharing', 'store'),
    only('view', 'errors', 'roster', 'derive', 'sharing', 'store', 'access'),
    only('directory', 'errors', 'roster', 'derive', 'sharing', 'store', 'access'),
    only(
      'sandbox',
      'errors',
      'roster',
      'derive',
      'sharing',
      'store',
      'access',
      'directory',
      'generate',
      'ingest',
    ),
    only('sign-in', 'errors', 'roster', 'derive', 'sharing', 'store', 'access', 'directory'),
    only('http', 'errors', 'roster', 'derive', 'store', 'access', 'view', 'sign-in'),
    {
      name: 'through-the-index',
      comment: 'Other modules see a module through its index.ts.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/([^/]+)/.+', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'sql-in-the-store',
      comment: 'Only the store speaks to databases.',
      severity: 'error',
      from: { pathNot: ours('store') },
      to: { path: 'node_modules/(better-sqlite3|pg)/' },
    },
    {
      name: 'pure-centre',
      comment: 'The catalogue and what is derived from it do no I/O.',
      severity: 'error',
      from: {
        path: ours('roster', 'derive', 'sharing'),
        pathNot: ['\\.test\\.ts$', 'print-artefacts\\.ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: ['\\.(css|svg|sql|txt)$', 'import-worker\\.ts$', 'try\\.js$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
