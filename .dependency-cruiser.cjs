/**
 * Who may import whom: docs/architecture.md in rules. Each rule is broken on purpose once by
 * scripts/lib/planted-violations.mjs, and the check fails where that goes unnoticed.
 */
const electron = '(^|node_modules/)electron(/|$)';
const linearAdapters = '^src/engine/linear/(adapters/|[a-z-]+-adapter)';
const resetSchedule = '^src/engine/calendar/reset-schedule';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },

    { name: 'engine-is-pure', severity: 'error', from: { path: '^src/engine', pathNot: [linearAdapters, resetSchedule] }, to: { pathNot: '^src/engine|(^|node_modules/)zod(/|$)' } },
    { name: 'solvers-only-in-adapters', severity: 'error', from: { path: linearAdapters }, to: { pathNot: '^src/engine|(^|node_modules/)(zod|highs|glpk\\.js)(/|$)' } },
    { name: 'cron-only-in-reset-schedule', severity: 'error', from: { path: resetSchedule }, to: { pathNot: '^src/engine|(^|node_modules/)(zod|croner)(/|$)' } },

    { name: 'contract-knows-the-model', severity: 'error', from: { path: '^src/contract' }, to: { path: '^src', pathNot: '^src/(contract|engine/(model|base))/' } },
    { name: 'contract-is-plain', severity: 'error', from: { path: '^src/contract' }, to: { dependencyTypes: ['core'] } },

    { name: 'core-knows-no-electron', severity: 'error', from: { path: '^src/main/(core|workers|cli)' }, to: { path: `${electron}|^src/(main/shell|main/index|preload|renderer)` } },
    { name: 'core-knows-no-command-line', severity: 'error', from: { path: '^src/main/(core|workers)' }, to: { path: '^src/main/cli' } },
    { name: 'cli-never-reaches-electron', severity: 'error', from: { path: '^src/main/cli' }, to: { path: electron, reachable: true } },
    { name: 'cli-goes-through-core', severity: 'error', from: { path: '^src/main/cli' }, to: { path: '^src', pathNot: '^src/(main/(cli|core)|engine/(model|base)|contract)/' } },

    { name: 'shell-does-no-data-work', severity: 'error', from: { path: '^src/main/(shell/|index)' }, to: { path: '^src', pathNot: '^src/(main/shell/|main/core/process-messages|contract/|engine/(base|model)/)' } },
    { name: 'preload-is-thin', severity: 'error', from: { path: '^src/preload' }, to: { pathNot: `^src/preload|${electron}` } },

    { name: 'renderer-knows-the-contract', severity: 'error', from: { path: '^src/renderer' }, to: { path: `^src/(main|preload)|^src/engine/(?!(model|base)/)|${electron}` } },
    { name: 'renderer-knows-no-node', severity: 'error', from: { path: '^src/renderer' }, to: { dependencyTypes: ['core'] } },
    { name: 'pages-stand-alone', severity: 'error', from: { path: '^src/renderer/pages/([^/]+)/' }, to: { path: '^src/renderer/pages/', pathNot: '^src/renderer/pages/$1/' } },
    { name: 'shared-knows-no-page', severity: 'error', from: { path: '^src/renderer/shared' }, to: { path: '^src/renderer/pages/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.json'] },
  },
};
