import type { FairShare } from '../../../contract/allocation.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { Constraint } from '../../../engine/model/constraint.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import type { CampaignInputs, PromisedShare } from '../db/repositories/plan.ts';
import type { BuiltProblem } from './build-problem.ts';
import { lowerTo, readDue, withFloors } from './campaign-shares.ts';
import { hashJson } from './hash-json.ts';

type Solver = (problem: AllocationProblem) => Promise<Result<Plan>>;

/** The same problem where only one of its campaigns acts and every action, or contact reached, is worth the same. */
function countingOnly(problem: AllocationProblem, { campaign, of }: PromisedShare): AllocationProblem {
  const { contacts } = problem;
  const ones = contacts.ids.map(() => 1);
  const silenced = (problem.campaigns ?? []).filter(({ id }) => id !== campaign);
  return {
    ...problem,
    channels: problem.channels.map((channel) => ({ ...channel, saturation: 1 })),
    contacts: { ...contacts, value: ones, response: Object.fromEntries(problem.channels.map(({ id }) => [id, ones])) },
    terms: [...(problem.terms ?? []), ...silenced.map(({ id }, at): Constraint => ({ id: `only ${campaign} ${at}`, kind: 'capacity', per: 'horizon', campaigns: [id], max: 0 }))],
    objective: { metric: of === 'actions' ? 'lift' : 'reach' },
  };
}

const fallsShort = ({ status, conflicts }: Plan): boolean => status === 'infeasible' || conflicts !== undefined;

/** Lowers floors that leave no plan: first to what each campaign could do alone, then to what a plan that keeps every ceiling gives it. */
async function lowerFloors(problem: AllocationProblem, planned: CampaignInputs, due: readonly PromisedShare[], unbound: Plan, solveQuickly: Solver): Promise<Result<PromisedShare[]>> {
  const first = await solveQuickly(withFloors(problem, planned, due));
  if (!first.ok) return first;
  if (!fallsShort(first.value)) return succeed([...due]);
  const possible: PromisedShare[] = [];
  for (const share of due) {
    const alone = await solveQuickly(countingOnly(problem, share));
    if (!alone.ok) return alone;
    possible.push(...lowerTo([share], alone.value.actions));
  }
  const second = await solveQuickly(withFloors(problem, planned, possible));
  if (!second.ok) return second;
  return succeed(fallsShort(second.value) ? lowerTo(possible, second.value.status === 'infeasible' ? unbound.actions : second.value.actions) : possible);
}

/**
 * Adds the floors of a fair share: a quick plan without them says what is due, further ones whether budgets, days and limits
 * leave room. Where they do not, floors are lowered, so that a share never makes a plan impossible; what was due stands beside
 * what is promised.
 */
export async function addFairShare(built: BuiltProblem, fairShare: FairShare, solveQuickly: Solver): Promise<Result<BuiltProblem>> {
  const { planned } = built.inputs;
  if (planned === undefined || planned.campaigns.length < 2) return fail('BAD_INPUT', 'A fair share is between two campaigns or more.', { path: 'fairShare' });
  const unbound = await solveQuickly(built.problem);
  if (!unbound.ok) return unbound;
  const due = readDue(built.problem, planned, unbound.value.actions, fairShare);
  if (!due.ok) return due;
  const promised = await lowerFloors(built.problem, planned, due.value, unbound.value, solveQuickly);
  if (!promised.ok) return promised;
  const problem = withFloors(built.problem, planned, promised.value);
  return succeed({ ...built, problem, hash: hashJson(problem), inputs: { ...built.inputs, planned: { ...planned, promised: promised.value } } });
}
