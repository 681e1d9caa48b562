import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { inspectAfterKill, numbersAfter, readColumn, runAndKill } from '../support/kill.ts';
import { createFolder, insertContacts, insertDraftPlan, makeWorkspaceFile } from '../support/workspace-file.ts';
import { runs } from '../../support/runs.ts';

describe('a program killed at any moment', () => {
  it('while editing and deciding loses nothing it had told and leaves no step, row, plan or decision alone', async () => {
    const path = join(createFolder(), 'test.omnivor');
    const userFolder = createFolder();
    makeWorkspaceFile(path);
    inspectAfterKill(path, (sqlite) => {
      insertContacts(sqlite, 1);
      sqlite.prepare("INSERT INTO channels (id, position, unit_cost, saturation, max_per_contact, cooldown_days) VALUES ('email', 0, 1, 0.7, 2, 1)").run();
      insertDraftPlan(sqlite);
    });
    const random = createRandom(1);
    const told = { edits: new Set<number>(), decisions: 0 };
    for (let run = 0; run < runs(18); run += 1) {
      const lines = await runAndKill('keep-deciding', [path, userFolder], { after: run % 2 === 0 ? 'ready' : 'decided', forMs: random() * 400 });
      for (const number of numbersAfter(lines, 'edit')) told.edits.add(number);
      told.decisions = Math.max(told.decisions, ...numbersAfter(lines, 'decided'));
      inspectAfterKill(path, (sqlite) => {
        const steps = sqlite.prepare("SELECT id, state, json_extract(changes, '$[0].after.id') AS rule FROM edits WHERE state <> 'dropped' ORDER BY id").all() as { id: number; state: string; rule: string }[];
        const dropped = readColumn<number>(sqlite, "SELECT id FROM edits WHERE state = 'dropped'");
        const known = new Set([...steps.map((step) => step.id), ...dropped]);
        for (const number of told.edits) expect(known.has(number), `edit ${number} was told`).toBe(true);
        expect(steps.filter((step) => step.state === 'done').map((step) => step.rule).sort()).toEqual(readColumn<string>(sqlite, 'SELECT id FROM constraints').sort());
        const undone = steps.filter((step) => step.state === 'undone').map((step) => step.id);
        const hasDoneNothing = lines.length === 0;
        if (undone.length > 0 && !hasDoneNothing) expect(lines.at(-1)).toMatch(new RegExp(`^(edit|undo) ${undone[0]}$`));
        expect(undone.length).toBeLessThanOrEqual(1);
        expect(readColumn<number>(sqlite, 'SELECT max(seq) FROM decisions')[0]).toBeGreaterThanOrEqual(told.decisions);
        expect(readColumn<number>(sqlite, 'SELECT max(seq) FROM decisions')[0]).toBeLessThanOrEqual(told.decisions + 1 + run);
      });
    }
    expect(told.edits.size).toBeGreaterThanOrEqual(runs(9));
    expect(told.decisions).toBeGreaterThanOrEqual(runs(9));
  });

  it('while making workspaces leaves whole ones only', async () => {
    const folder = createFolder();
    const random = createRandom(5);
    const told = new Set<string>();
    for (let run = 0; run < runs(6); run += 1) {
      const lines = await runAndKill('keep-creating', [folder, createFolder()], { after: run % 2 === 0 ? 'ready' : 'created', forMs: random() * 300 });
      for (const line of lines) told.add(line.slice('created '.length));
      const files = readdirSync(folder).filter((name) => name.endsWith('.omnivor')).map((name) => join(folder, name));
      for (const file of files) inspectAfterKill(file, (sqlite) => expect(readColumn<string>(sqlite, 'SELECT kind FROM decisions')).toEqual(['create']));
      for (const path of told) expect(files).toContain(path);
    }
    expect(told.size).toBeGreaterThanOrEqual(runs(3));
  });
});
