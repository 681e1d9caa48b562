import { describe, expect, it, onTestFinished } from 'vitest';
import type { RuleEdit } from '../../../src/contract/rule.ts';
import { startChild } from '../support/child.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

const budget = (id: string): RuleEdit => ({ edit: 'constraint', constraint: { id, kind: 'budget', max: 1 } });
const budgets = ({ core }: TestCore): string[] => unwrap(core.rules.get()).constraints.map((rule) => rule.id);

async function openTwice(): Promise<[TestCore, TestCore, string]> {
  const [first, second] = [createTestCore(), createTestCore()];
  onTestFinished(async () => {
    await second.dispose();
    await first.dispose();
  });
  const path = await first.createWorkspace();
  unwrap(await second.core.workspaces.openPath(path));
  return [first, second, path];
}

describe('undo with two programs on one file', () => {
  it('takes the step that is the last when it gets the lock, not when it asked', async () => {
    const [test, , path] = await openTwice();
    unwrap(await test.core.rules.edit(budget('ours')));
    const other = await startChild('edit-under-lock', [path]);
    onTestFinished(() => other.kill());
    await other.waitFor('locked');
    other.write('commit\n');
    await other.waitFor('told');
    expect(unwrap(await test.core.edits.undo())).toEqual({ undo: 'Set rule ours', redo: 'Their edit' });
    expect(budgets(test)).toEqual(['ours']);
    await other.waitFor('committed');
  });

  it('and redo walk one list, whoever asks', async () => {
    const [first, second] = await openTwice();
    for (const [test, id] of [[first, 'a'], [second, 'b'], [first, 'c']] as const) unwrap(await test.core.rules.edit(budget(id)));
    unwrap(await second.core.edits.undo());
    unwrap(await first.core.edits.undo());
    expect(budgets(second)).toEqual(['a']);
    unwrap(await first.core.edits.redo());
    unwrap(await second.core.edits.redo());
    expect(budgets(first)).toEqual(['a', 'b', 'c']);
    expect(unwrap(await second.core.edits.redo()).redo).toBeNull();
    unwrap(await second.core.edits.undo());
    unwrap(await first.core.rules.edit(budget('d')));
    expect(unwrap(second.core.edits.state())).toMatchObject({ redo: null });
    expect(budgets(second)).toEqual(['a', 'b', 'd']);
  });
});
