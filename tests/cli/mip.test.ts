import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWithShared, sharedDir } from '../support/shared.ts';
import { runOmnivor } from './run-omnivor.ts';

describeWithShared('omnivor mip', () => {
  const model = (name: string): string => join(sharedDir, 'data/solver/mps', name);

  it('solves a mixed-integer model and names the variables that are not zero', async () => {
    const ended = await runOmnivor(['mip', model('flugpl.mps')]);
    expect(ended.code).toBe(0);
    const answer = JSON.parse(ended.stdout) as { status: string; objective: number; variables: Record<string, number> };
    expect(answer.status).toBe('optimal');
    expect(answer.objective).toBeCloseTo(1_201_500, 3);
    expect(Object.values(answer.variables).every((value) => value !== 0)).toBe(true);
  });

  it('solves it with GLPK too', async () => {
    const ended = await runOmnivor(['mip', model('afiro.mps'), '--solver', 'glpk']);
    expect(JSON.parse(ended.stdout)).toMatchObject({ status: 'optimal' });
    expect((JSON.parse(ended.stdout) as { objective: number }).objective).toBeCloseTo(-464.7531, 3);
  });

  it('ends with 3 on an infeasible model', async () => {
    const ended = await runOmnivor(['mip', model('infeasible-mip0.mps')]);
    expect(JSON.parse(ended.stdout)).toMatchObject({ status: 'infeasible' });
    expect(ended.code).toBe(3);
  });

  it.each(['bad_garbage.mps', 'bad_garbage.lp', 'bad_nan0.mps'])('refuses %s with the line', async (name) => {
    const ended = await runOmnivor(['mip', model(name)]);
    expect(ended.stderr).toMatch(/line \d+/i);
    expect(ended.code).toBe(2);
  });
});
