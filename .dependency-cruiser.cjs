/** Who may import whom: see docs/architecture.md. Every rule here has a planted violation in tests/architecture. */
const electron = '(^|node_modules/)electron(/|$)';
const nodeBuiltin = '^(node:|assert|buffer|child_process|crypto|events|fs|http|https|module|net|os|path|process|stream|url|util|v8|vm|worker_threads|zlib)';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'engine-is-pure', severity: 'error', from: { path: '^src/engine', pathNot: '^src/engine/linear/(adapters/|[a-z-]+-adapter)' }, to: { pathNot: '^src/engine|(^|node_modules/)zod(/|$)' } },
    { name: 'solvers-only-in-adapters', severity: 'error', from: { path: '^src/engine/linear/(adapters/|[a-z-]+-adapter)' }, to: { pathNot: '^src/engine|(^|node_modules/)(zod|highs|glpk\\.js)(/|$)' } },
    { name: 'contract-knows-the-model', severity: 'error', from: { path: '^src/contract' }, to: { path: '^src', pathNot: '^src/(contract|engine/(model|base))' } },
    { name: 'contract-is-plain', severity: 'error', from: { path: '^src/contract' }, to: { path: `${electron}|${nodeBuiltin}` } },
    { name: 'core-knows-no-electron', severity: 'error', from: { path: '^src/main/(core|workers|cli)' }, to: { path: `${electron}|^src/(main/shell|preload|renderer)` } },
    { name: 'core-knows-no-command-line', severity: 'error', from: { path: '^src/main/core' }, to: { path: '^src/main/cli' } },
    { name: 'cli-never-reaches-electron', severity: 'error', from: { path: '^src/main/cli' }, to: { path: electron, reachable: true } },
    { name: 'shell-does-no-data-work', severity: 'error', from: { path: '^src/main/(shell|index)' }, to: { path: '^src', pathNot: '^src/(main/shell|main/core/process-messages|contract|engine/(base|model))' } },
    { name: 'preload-is-thin', severity: 'error', from: { path: '^src/preload' }, to: { path: '^src', pathNot: '^src/preload' } },
    { name: 'renderer-knows-the-contract', severity: 'error', from: { path: '^src/renderer' }, to: { path: `^src/(main|preload)|^src/engine/(?!model|base)|${electron}|${nodeBuiltin}` } },
    { name: 'pages-stand-alone', severity: 'error', from: { path: '^src/renderer/pages/([^/]+)/' }, to: { path: '^src/renderer/pages/', pathNot: '^src/renderer/pages/$1/' } },
    { name: 'shared-knows-no-page', severity: 'error', from: { path: '^src/renderer/shared' }, to: { path: '^src/renderer/pages' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.json'] },
  },
};
