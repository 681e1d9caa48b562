// @vitest-environment jsdom
import { act, screen, waitFor } from '@testing-library/react';
import { useEffect } from 'react';
import { expect, test } from 'vitest';
import type { RuleEdit } from '../../../src/contract/rule.ts';
import type { PlanningRules } from '../../../src/engine/model/rules.ts';
import { expectRules, useRules, type Rules } from '../../../src/renderer/pages/constraint-diagnostic/use-rules.ts';
import { createFakeCore } from '../support/core.tsx';
import { renderInFrame } from '../support/frame.tsx';

const start: PlanningRules = { format: 'omnivor.rules/1', horizon: { start: '2027-01-04', days: 28 }, channels: [], constraints: [{ id: 'a', kind: 'minimum', min: 1 }], objective: { metric: 'lift' } };

/** Shows the rules, and hands over what can be done with them. */
function Probe({ onRules }: { readonly onRules: (rules: Rules) => void }) {
  const rules = useRules();
  useEffect(() => {
    onRules(rules);
  });
  return <output>{JSON.stringify(rules.rules?.constraints)}</output>;
}

test('changes that follow each other quickly build on each other, and reach the core in order', async () => {
  let stored = start;
  const waiting: (() => void)[] = [];
  const { Core, asked } = createFakeCore({
    'rules.get': () => stored,
    'rules.edit': (change: RuleEdit) =>
      new Promise((resolve) => {
        waiting.push(() => {
          stored = expectRules(stored, change);
          resolve(stored);
        });
      }),
  });
  let current: Rules | null = null;
  const read = (): Rules => {
    if (current === null) throw new Error('Nothing is rendered.');
    return current;
  };
  const shown = () => screen.getByRole('status').textContent;
  renderInFrame(
    <Core>
      <Probe onRules={(rules) => (current = rules)} />
    </Core>,
  );
  await waitFor(() => expect(shown()).toContain('"min":1'));
  act(() => read().edit({ edit: 'constraint', constraint: { id: 'a', kind: 'minimum', min: 2 } }));
  await waitFor(() => expect(shown()).toContain('"min":2'));
  const [rule] = read().rules?.constraints ?? [];
  if (rule === undefined) throw new Error('The rule is gone.');
  act(() => read().edit({ edit: 'constraint', constraint: { ...rule, owner: 'Field force' } }));
  await waitFor(() => expect(shown()).toContain('"min":2,"owner":"Field force"'));
  expect(waiting).toHaveLength(1);
  waiting[0]?.();
  await waitFor(() => expect(waiting).toHaveLength(2));
  expect(shown()).toContain('"owner":"Field force"');
  waiting[1]?.();
  await waitFor(() => expect(stored.constraints).toEqual([{ id: 'a', kind: 'minimum', min: 2, owner: 'Field force' }]));
  expect(asked.filter(({ route }) => route === 'rules.edit')).toHaveLength(2);
});

test('a change that is refused is not kept on the screen', async () => {
  const refusals: (() => void)[] = [];
  const { Core } = createFakeCore({ 'rules.get': () => start, 'rules.edit': () => new Promise((_resolve, reject) => refusals.push(() => reject(new Error('refused')))) });
  let current: Rules | null = null;
  renderInFrame(
    <Core>
      <Probe onRules={(rules) => (current = rules)} />
    </Core>,
  );
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('"min":1'));
  act(() => current?.edit({ edit: 'constraint', constraint: { id: 'a', kind: 'minimum', min: 9 } }));
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('"min":9'));
  refusals[0]?.();
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('"min":1'));
});
