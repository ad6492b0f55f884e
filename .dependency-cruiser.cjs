/**
 * The fence: which folder may look into which (docs/decisions/0007-lint-budgets-and-fence.md).
 * tools/probes/fence-probes.mjs breaks every rule once and must see it bite; a rule without a probe fails there too.
 * Packages are read from their sources (tsconfig.fence.json), so the fence needs no build and sees through package names.
 */
const forbid = (name, from, to) => ({ name, severity: 'error', from, to });

const tests = '\\.(spec|testing|type-spec)\\.ts$|(^|/)test-setup\\.ts$';

module.exports = {
  forbidden: [
    forbid('contracts-look-nowhere', { path: '^contracts/' }, { path: '^(projections|backend|frontend|e2e|bench)/' }),
    forbid('projections-look-at-contracts', { path: '^projections/' }, { path: '^(backend|frontend|e2e|bench)/' }),
    forbid('screens-look-at-contracts', { path: '^frontend/' }, { path: '^(projections|backend|e2e|bench)/' }),
    forbid('server-never-looks-at-screens', { path: '^backend/' }, { path: '^(frontend|e2e|bench)/' }),
    forbid('browser-tests-see-the-product-from-outside', { path: '^e2e/' }, { path: '^(projections|backend|frontend|bench)/' }),
    forbid(
      'slices-meet-in-contracts',
      // Files outside of any slice gather them (app.module.ts, slices.ts, routes.ts, the list of projections). A spec may bring two slices together: that is how one sees that they meet.
      { path: '^(projections|backend|frontend)/src/([^/]+)/', pathNot: tests },
      { path: '^$1/src/[^/]+/', pathNot: '^$1/src/($2|kernel)/' },
    ),
    forbid(
      'nobody-reaches-up-to-the-roots',
      { path: '^(backend|frontend)/src/[^/]+/', pathNot: tests },
      { path: '^(backend/src/(app\\.module|main|slices|workers)|frontend/src/(main|routes|app))\\.ts$' },
    ),
    forbid(
      'one-door-per-slice',
      { path: '^(projections|backend|frontend|e2e|bench)/' },
      { path: '^contracts/src/', pathNot: '/(index|examples)\\.ts$|^contracts/src/registry\\.ts$' },
    ),
    forbid(
      'one-door-per-slice-inside',
      { path: '^contracts/src/([^/]+)/' },
      { path: '^contracts/src/', pathNot: ['^contracts/src/$1/', '/index\\.ts$'] },
    ),
    forbid(
      'projections-come-as-one-list',
      { path: '^backend/' },
      { path: '^projections/src/', pathNot: '^projections/src/(index|kernel/index|kernel/engine/index)\\.ts$' },
    ),
    forbid(
      'rules-are-pure',
      { path: '\\.(decider|projection|events|commands|view)\\.ts$' },
      {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg'],
        pathNot: 'node_modules/zod/',
      },
    ),
    forbid(
      'tests-stay-in-tests',
      { path: '\\.ts$', pathNot: [tests, '(^|/)examples\\.ts$', '^e2e/', '^bench/'] },
      { path: '(\\.testing|/examples)\\.ts$' },
    ),
    forbid(
      'the-log-client-has-one-folder',
      { path: '^(backend|projections|frontend|contracts)/', pathNot: '^backend/src/kernel/event-log/eventstoredb/' },
      { path: 'node_modules/@eventstore/' },
    ),
    forbid('every-import-resolves', { path: '\\.ts$' }, { couldNotResolve: true }),
    forbid('no-circles', {}, { circular: true }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.fence.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(contracts|projections|backend|frontend|bench)/dist(-testing)?/|^bench/peers/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
};
