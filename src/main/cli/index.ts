import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createCancelFlag, raiseCancel } from '../../engine/base/cancel.ts';
import { fail } from '../../engine/base/fault.ts';
import { readAppVersion } from '../core/app-files.ts';
import { systemClock } from '../core/clock.ts';
import { createCore } from '../core/core.ts';
import { faultOfStorageError } from '../core/db/sqlite-fault.ts';
import { createMemorySecrets } from '../core/sync/memory-secrets.ts';
import type { Shell } from '../core/shell.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { createTerminal } from './terminal.ts';
import type { Verb } from './verb.ts';
import { attributeVerb } from './verbs/attribute.ts';
import { batchVerb } from './verbs/batch.ts';
import { campaignsVerb, conflictsVerb, executeTouchesVerb, reserveVerb } from './verbs/campaigns.ts';
import { checkActionVerb } from './verbs/check-action.ts';
import { backupVerb, checkVerb, restoreVerb } from './verbs/data-safety.ts';
import { demoVerb } from './verbs/demo.ts';
import { executionVerb } from './verbs/execution.ts';
import { explainVerb } from './verbs/explain.ts';
import { diffVerb } from './verbs/diff.ts';
import { challengeVerb } from './verbs/challenge.ts';
import { exportVerb } from './verbs/export.ts';
import { importVerb } from './verbs/import.ts';
import { mipVerb } from './verbs/mip.ts';
import { planVerb } from './verbs/plan.ts';
import { rebalanceVerb } from './verbs/rebalance.ts';
import { simulateVerb } from './verbs/simulate.ts';
import { outcomesVerb, syncVerb } from './verbs/sync.ts';
import { solveVerb } from './verbs/solve.ts';
import { diagnoseVerb, whatIfVerb } from './verbs/what-if.ts';

const verbs: readonly Verb[] = [planVerb, demoVerb, importVerb, solveVerb, explainVerb, diffVerb, whatIfVerb, diagnoseVerb, rebalanceVerb, executionVerb, exportVerb, challengeVerb, mipVerb, attributeVerb, simulateVerb, batchVerb, checkActionVerb, campaignsVerb, conflictsVerb, reserveVerb, executeTouchesVerb, outcomesVerb, syncVerb, backupVerb, restoreVerb, checkVerb];

const help = (): string => ['omnivor VERB …', '', ...verbs.flatMap((verb) => [`  ${verb.usage}`, `      ${verb.summary}`]), '', 'JSON on standard output (execution: text, unless --json), progress on standard error.', 'Exit: 0 done, 1 a bug, 2 bad input, 3 infeasible, 130 cancelled.'].join('\n');

/** The planner's own folder when no window gives one: the place of the platform, or OMNIVOR_HOME. */
function userFolder(): string {
  const override = process.env['OMNIVOR_HOME'];
  if (override !== undefined) return override;
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'OMNIVOR Planner');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'OMNIVOR Planner');
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'OMNIVOR Planner');
}

const noDialogs: Shell = {
  chooseFiles: () => Promise.resolve(fail('NOT_SUPPORTED', 'The command line has no dialogs.')),
  chooseSavePath: () => Promise.resolve(fail('NOT_SUPPORTED', 'The command line has no dialogs.')),
  chooseFolder: () => Promise.resolve(fail('NOT_SUPPORTED', 'The command line has no dialogs.')),
  secrets: createMemorySecrets(),
};

async function main(words: readonly string[]): Promise<ExitCode> {
  const terminal = createTerminal(process, () => performance.now());
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.log(help());
    return name === undefined ? exitCodes.badInput : exitCodes.done;
  }
  const verb = verbs.find((candidate) => candidate.name === name);
  if (verb === undefined) {
    terminal.fault({ code: 'BAD_INPUT', message: `Unknown verb "${name}".`, hint: `Verbs: ${verbs.map((candidate) => candidate.name).join(', ')}.` });
    return exitCodes.badInput;
  }
  const cancel = createCancelFlag();
  process.on('SIGINT', () => raiseCancel(cancel));
  process.on('SIGTERM', () => raiseCancel(cancel));
  const core = createCore({ clock: systemClock, createId: randomUUID, shell: noDialogs, userFolder: userFolder(), appVersion: readAppVersion(), isInteractive: false });
  try {
    return await verb.run(rest, { core, terminal, cancel });
  } catch (error) {
    const fault = faultOfStorageError(error, core.context.session?.database.path ?? 'The file');
    if (fault === null) throw error;
    terminal.fault(fault);
    return exitCodes.badInput;
  } finally {
    await core.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error);
  process.exitCode = exitCodes.bug;
}
