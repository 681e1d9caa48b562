import { expect, it } from 'vitest';
import { makeRandomProblem } from './support/random-problem.ts';
import { solve } from './support/solving.ts';

it('a greedy and a local plan stay as they were, action by action', async () => {
  const problem = makeRandomProblem(42, { contacts: 8, channels: 3, days: 14, rules: 6 });
  for (const method of ['greedy', 'local'] as const) {
    const { elapsedMs: _elapsed, ...plan } = await solve(problem, method, { seconds: 5 }, { now: () => 0 });
    expect(plan.actions.length).toBeGreaterThan(5);
    await expect(`${JSON.stringify(plan, null, 2)}\n`).toMatchFileSnapshot(`golden/${method}-plan.json`);
  }
});
