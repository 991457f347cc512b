/** Imports run downward only; the rooms of each storey are named in ARCHITECTURE.md. */
const storeys = [
  ['hosts'],
  ['api'],
  ['reports', 'curation', 'jobs'],
  ['pipelines', 'metrics'],
  ['inference', 'media', 'datasets', 'sample-world'],
  ['workspace'],
  ['runtime'],
];

const upward = storeys.slice(1).map((rooms, i) => ({
  name: `${rooms.join('-')}-imports-downward-only`,
  severity: 'error',
  from: { path: `^src/main/(${rooms.join('|')})/` },
  to: {
    path: `^src/main/(${storeys
      .slice(0, i + 1)
      .flat()
      .join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^src/shared' },
      to: { path: '^src/(main|renderer|preload)' },
    },
    {
      name: 'shared-has-no-node',
      severity: 'error',
      from: { path: '^src/shared' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-knows-nothing-of-main',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: { path: '^src/(main|preload)' },
    },
    {
      name: 'preload-is-thin',
      severity: 'error',
      from: { path: '^src/preload' },
      to: { path: '^src/(main|renderer)' },
    },
    {
      name: 'main-knows-nothing-of-renderer',
      severity: 'error',
      from: { path: '^src/main' },
      to: { path: '^src/(renderer|preload)' },
    },
    {
      name: 'electron-only-in-its-host',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(main/hosts/electron|preload)/' },
      to: { path: '^electron$|node_modules/electron/' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '[?]|^electron$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
