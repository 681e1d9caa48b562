import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sqlite } from '../../../src/main/core/db/connection.ts';
import { runs } from '../../support/runs.ts';
import { inspectAfterKill, numbersAfter, runAndKill } from '../support/kill.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

let test: TestCore;
let path: string;

/** Twenty contacts, one visit each, approved and begun. */
beforeEach(async () => {
  test = createTestCore();
  path = await test.createWorkspace('Killed');
  await importContacts(test, `Contact ID,Rep,Value\n${Array.from({ length: 20 }, (_row, at) => `C${at},R1,10`).join('\n')}\n`);
  unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 14 } }));
  unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id: 'visit', unitCost: 5, saturation: 0.5, maxPerContact: 1, cooldownDays: 3 } }));
  const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 }));
  await test.core.context.session!.jobs.wait(jobId);
  const [plan] = unwrap(test.core.allocation.list());
  unwrap(await test.core.allocation.approve({ planId: plan!.id, approver: 'One', note: '', acceptStale: false, replace: false }));
  unwrap(await test.core.planExecutions.start(plan!.id));
  unwrap(await test.core.workspaces.leave());
});
afterEach(() => test.dispose());

/** What the ledger holds for the plan, and what its actions say it should. */
function readBoth(sqlite: Sqlite): { ledger: unknown; actions: unknown } {
  const account = (name: string): string => `ifnull(sum(CASE WHEN target = '${name}' THEN actions WHEN source = '${name}' THEN -actions ELSE 0 END), 0)`;
  return {
    ledger: sqlite.prepare(`SELECT ${account('booked')} AS booked, ${account('used')} AS used FROM ledger_entries WHERE plan_id IS NOT NULL`).get(),
    actions: sqlite.prepare("SELECT 20 - count(*) FILTER (WHERE state <> 'planned') AS booked, count(*) FILTER (WHERE state = 'done') AS used FROM execution_actions").get(),
  };
}

it('a program killed while it marks leaves a ledger that says what the actions say', async () => {
  for (let run = 0; run < runs(6); run += 1) {
    const lines = await runAndKill('keep-executing', [path, join(test.folder, 'user')], { after: 'mark', forMs: 40 + 37 * run });
    expect(numbersAfter(lines, 'mark').length).toBeGreaterThan(0);
    inspectAfterKill(path, (sqlite) => {
      const { ledger, actions } = readBoth(sqlite);
      expect(ledger).toEqual(actions);
    });
  }
});
