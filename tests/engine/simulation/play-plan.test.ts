import { describe, expect, it } from 'vitest';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../../src/engine/model/check-problem.ts';
import { judgeTarget } from '../../../src/engine/simulation/judge-targets.ts';
import { playPlan } from '../../../src/engine/simulation/play-plan.ts';

const CONTACTS = 60;
const ids = Array.from({ length: CONTACTS }, (_, at) => `c${at}`);

/** One action on each of sixty contacts of value 2 to 61, response 0.3 ± sd. */
function makeProblem(sd: number): AllocationProblem {
  const read = readAllocationProblem({
    format: 'omnivor.allocation/1',
    name: 'plain',
    horizon: { start: '2027-01-04', days: 7 },
    channels: [{ id: 'visit', unitCost: 4, saturation: 1, maxPerContact: 1, cooldownDays: 0 }],
    contacts: { ids, value: ids.map((_id, at) => 2 + at), response: { visit: ids.map(() => 0.3) }, sd: { visit: ids.map(() => sd) } },
    constraints: [],
    objective: { metric: 'lift' },
  });
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

const actions = ids.map((contact) => ({ contact, channel: 'visit', date: '2027-01-05' }));

function play(sd: number, shared: number, replications = 4000) {
  const played = playPlan(makeProblem(sd), actions, { replications, shared, seed: 7 });
  if (!played.ok) throw new Error(played.fault.message);
  return played.value;
}

describe('a plan that is played', () => {
  it('has the mean and spread that can be worked out, and what follows from them', () => {
    const { range, samples } = play(0, 0);
    const mean = ids.reduce((sum, _id, at) => sum + 0.3 * (2 + at), 0);
    const sd = Math.sqrt(ids.reduce((sum, _id, at) => sum + 0.3 * 0.7 * (2 + at) ** 2, 0));
    expect(Math.abs(range.lift.mean - mean)).toBeLessThan((4 * sd) / Math.sqrt(4000));
    expect(range.lift.sd / sd).toBeCloseTo(1, 1);
    expect((range.lift.p90 - range.lift.p10) / (2 * 1.2816 * sd)).toBeCloseTo(1, 1);
    expect(range.net.p50).toBeCloseTo(range.lift.p50 - 240, 9);
    expect(range.roi.p10).toBeCloseTo((range.lift.p10 - 240) / 240, 9);
    expect([range.cost, range.reach, range.actions, range.refused]).toEqual([240, 60, 60, 0]);
    const upper = range.lift.p90;
    const { probability, low, high } = judgeTarget({ measure: 'lift', value: upper }, range, samples);
    expect(probability).toBe(samples.lift.filter((lift) => lift >= upper - 1e-6).length / 4000);
    expect(probability).toBeCloseTo(0.1, 1);
    expect(low).toBeLessThan(probability);
    expect(high).toBeGreaterThan(probability);
  });

  it('spreads wider where estimates are uncertain, and wider still where that is shared', () => {
    const [none, own, shared] = [play(0, 0), play(0.2, 0), play(0.2, 1)];
    expect(Math.abs(own.range.lift.sd / none.range.lift.sd - 1)).toBeLessThan(0.05);
    expect(shared.range.lift.sd).toBeGreaterThan(2 * own.range.lift.sd);
  });

  it('is the same bytes for the same settings, and says what no rule lets through', () => {
    expect(play(0.1, 0.3, 200)).toEqual(play(0.1, 0.3, 200));
    const problem = { ...makeProblem(0), constraints: [{ id: 'cap', kind: 'capacity' as const, per: 'week' as const, max: 50 }] };
    const played = playPlan(problem, actions, { replications: 100, shared: 0, seed: 1 });
    expect(played).toMatchObject({ ok: true, value: { range: { actions: 50, refused: 10 } } });
  });
});
