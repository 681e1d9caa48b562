/**
 * One forbidden import for each rule of .dependency-cruiser.cjs: the rule that must find it, and the files that hold it
 * (path to content). Files of all violations stand in one small tree, beside imports that are allowed.
 * @type {readonly { rule: string, files: Readonly<Record<string, string>> }[]}
 */
export const plantedViolations = [
  { rule: 'no-cycles', files: { 'src/engine/base/ring.ts': "import type { Link } from './link.ts';\nexport interface Ring { link: Link }", 'src/engine/base/link.ts': "import type { Ring } from './ring.ts';\nexport interface Link { ring: Ring }" } },
  { rule: 'no-unresolved', files: { 'src/engine/base/lost.ts': "export { lost } from './nowhere.ts';" } },
  { rule: 'engine-is-pure', files: { 'src/engine/response/clock.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;" } },
  { rule: 'solvers-only-in-adapters', files: { 'src/engine/linear/adapters/highs.ts': "import { cpus } from 'node:os';\nimport highs from 'highs';\nexport const solver = [highs, cpus];" } },
  { rule: 'cron-only-in-reset-schedule', files: { 'src/engine/calendar/reset-schedule.ts': "import { cpus } from 'node:os';\nimport { Cron } from 'croner';\nexport const schedule = [Cron, cpus];" } },
  { rule: 'contract-knows-the-model', files: { 'src/contract/plan.ts': "import type { Clock } from '../engine/schedule/clock.ts';\nexport type Plan = Clock;", 'src/engine/schedule/clock.ts': 'export type Clock = number;' } },
  { rule: 'contract-is-plain', files: { 'src/contract/path.ts': "import { join } from 'node:path';\nexport const path = join;" } },
  { rule: 'core-knows-no-electron', files: { 'src/main/core/window.ts': "import type { BrowserWindow } from 'electron';\nexport type Window = BrowserWindow;" } },
  { rule: 'core-knows-no-command-line', files: { 'src/main/core/verb.ts': "export { run } from '../cli/run.ts';" } },
  { rule: 'cli-never-reaches-electron', files: { 'src/main/cli/run.ts': "import type { Window } from '../core/window.ts';\nexport const run = (window: Window): Window => window;" } },
  { rule: 'cli-goes-through-core', files: { 'src/main/cli/shortcut.ts': "import type { Clock } from '../../engine/schedule/clock.ts';\nexport type Shortcut = Clock;" } },
  { rule: 'shell-does-no-data-work', files: { 'src/main/shell/query.ts': "export { service } from '../core/service.ts';", 'src/main/core/service.ts': 'export const service = 1;' } },
  { rule: 'preload-is-thin', files: { 'src/preload/heavy.ts': "export { service } from '../main/core/service.ts';" } },
  { rule: 'renderer-knows-the-contract', files: { 'src/renderer/app/direct.ts': "import type { Clock } from '../../engine/schedule/clock.ts';\nexport type Direct = Clock;" } },
  { rule: 'renderer-knows-no-node', files: { 'src/renderer/app/files.ts': "import { readFileSync } from 'fs';\nexport const read = readFileSync;" } },
  { rule: 'pages-stand-alone', files: { 'src/renderer/pages/plan/Plan.tsx': "export { Other } from '../other/Other.tsx';", 'src/renderer/pages/other/Other.tsx': 'export const Other = () => null;' } },
  { rule: 'shared-knows-no-page', files: { 'src/renderer/shared/ui/Card.tsx': "export { Other } from '../../pages/other/Other.tsx';" } },
];

/** Imports that every layer may have; none of them may be reported. @type {Readonly<Record<string, string>>} */
export const allowedImports = {
  'src/engine/model/noun.ts': "import { z } from 'zod';\nexport const Noun = z.string();",
  'src/engine/linear/adapters/glpk.ts': "import glpk from 'glpk.js/node';\nexport const solver = glpk;",
  'src/contract/noun.ts': "import { Noun } from '../engine/model/noun.ts';\nimport { oc } from '@orpc/contract';\nexport const contract = [Noun, oc];",
  'src/main/core/noun.ts': "import { join } from 'node:path';\nimport { Noun } from '../../contract/noun-again.ts';\nexport const noun = [Noun, join];",
  'src/contract/noun-again.ts': "export { Noun } from '../engine/model/noun.ts';",
  'src/main/cli/noun.ts': "export { noun } from '../core/noun.ts';",
  'src/main/shell/noun.ts': "import { app } from 'electron';\nexport const shell = app;",
  'src/preload/bridge.ts': "import { ipcRenderer } from 'electron';\nexport const bridge = ipcRenderer;",
  'src/renderer/app/noun.tsx': "import { useState } from 'react';\nimport { contract } from '../../contract/noun.ts';\nexport const state = [useState, contract];",
};
