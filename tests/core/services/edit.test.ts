import { describe, expect, it, onTestFinished } from 'vitest';
import type { RuleEdit } from '../../../src/contract/rule.ts';
import { startChild } from '../support/child.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

const pin = (contact: string): RuleEdit => ({ edit: 'pin', effect: 'fixed', action: { contact, channel: 'email', date: '2027-01-05' } });
const forced = ({ core }: TestCore): string[] => (unwrap(core.rules.get()).fixed ?? []).map((action) => action.contact);

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
    unwrap(await test.core.rules.edit(pin('ours')));
    const other = startChild('edit-under-lock.ts', [path]);
    onTestFinished(() => other.kill());
    await other.waitFor('locked');
    other.write('commit\n');
    await other.waitFor('told');
    expect(unwrap(await test.core.edits.undo())).toEqual({ undo: 'Force email on 2027-01-05', redo: 'Their edit' });
    expect(forced(test)).toEqual(['ours']);
    await other.waitFor('committed');
  });

  it('and redo walk one list, whoever asks', async () => {
    const [first, second] = await openTwice();
    for (const [test, contact] of [[first, 'a'], [second, 'b'], [first, 'c']] as const) unwrap(await test.core.rules.edit(pin(contact)));
    unwrap(await second.core.edits.undo());
    unwrap(await first.core.edits.undo());
    expect(forced(second)).toEqual(['a']);
    unwrap(await first.core.edits.redo());
    unwrap(await second.core.edits.redo());
    expect(forced(first)).toEqual(['a', 'b', 'c']);
    expect(unwrap(await second.core.edits.redo()).redo).toBeNull();
    unwrap(await second.core.edits.undo());
    unwrap(await first.core.rules.edit(pin('d')));
    expect(unwrap(second.core.edits.state())).toMatchObject({ redo: null });
    expect(forced(second)).toEqual(['a', 'b', 'd']);
  });
});
