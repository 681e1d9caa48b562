import { stopReason, type RunControl } from '../../base/progress.ts';
import type { LinearSolvers } from '../../linear/linear-model.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import { judgePlan } from '../../model/judged-plan.ts';
import type { Plan } from '../../model/plan.ts';
import type { Diagnosis, ProblemChange, Relaxation } from '../../model/what-if.ts';
import { compileProblem } from '../compile-problem.ts';
import { countActionColumns } from '../exact/action-columns.ts';
import { solveAllocation } from '../solve-allocation.ts';
import { applyChanges } from '../what-if/apply-changes.ts';
import { describeChange } from '../what-if/describe-change.ts';
import { addPlaces, buildElasticModel, listSlacks, readSlacks, type Slack } from './elastic-model.ts';
import { findConflictSet, type Conflict } from './find-conflicts.ts';
import { FEASIBILITY_COLUMNS, isProvenInfeasible, withoutObjective } from './prove-infeasible.ts';

export interface DiagnoseOptions {
  readonly seed: number;
  /** Time for the solve that checks one relaxation. */
  readonly seconds: number;
}

/** Periods of one rule that a relaxation moves at most; where more clash the rule moves as a whole. */
const MOST_PERIODS = 6;
/** Relaxations shown at most. */
const MOST_RELAXATIONS = 8;

const isWhole = ({ place }: Slack): boolean => place === null;
const movesMany = (changes: readonly ProblemChange[]): boolean => changes.some((change) => change.kind === 'periods' && change.limits.length > MOST_PERIODS);

/** Cheapest relaxation by the numbers of some slacks, single periods where they do; null where none is enough or none was found in time. */
async function relaxCheaply(problem: AllocationProblem, slacks: readonly Slack[], solvers: LinearSolvers, seed: number, control: RunControl): Promise<Proposal | null> {
  const found = await relaxBy(problem, slacks, solvers, seed, control);
  if (found === null || !movesMany(found.changes)) return found;
  const whole = await relaxBy(problem, slacks.filter(isWhole), solvers, seed, control);
  return whole === null ? null : { ...whole, isCheapest: false };
}

/** A relaxation before it is verified. */
interface Proposal {
  readonly changes: ProblemChange[];
  readonly steps: number;
  readonly isCheapest: boolean;
}

async function relaxBy(problem: AllocationProblem, slacks: readonly Slack[], solvers: LinearSolvers, seed: number, control: RunControl): Promise<Proposal | null> {
  const compiled = withoutObjective(compileProblem(problem));
  const size = countActionColumns(compiled) <= FEASIBILITY_COLUMNS ? 'exact' : 'totals';
  const { onProgress: _silent, ...quiet } = control;
  const fresh = slacks.map((slack) => ({ ...slack, column: -1 }));
  const { status, values } = await solvers.highs(buildElasticModel(compiled, fresh, size), { seed, relativeGap: 0 }, quiet);
  if (values === null) return null;
  const changes = readSlacks(problem, fresh, values);
  if (changes.length === 0) return null;
  const steps = fresh.reduce((sum, slack) => sum + (slack.column < 0 ? 0 : slack.steps * values[slack.column]!), 0);
  return { changes, steps, isCheapest: status === 'optimal' && size === 'exact' };
}

/** Periods, and reps, in which a plan goes beyond the limits a problem had. */
function namePlaces(before: AllocationProblem, change: ProblemChange, plan: Plan): string {
  if (change.kind !== 'limit') return '';
  const rule = before.constraints.find(({ id }) => id === change.rule);
  if (rule === undefined || !('max' in rule)) return '';
  const places = plan.usage.filter(({ constraint, used, period }) => constraint === change.rule && used > rule.max + 1e-6 && period !== undefined).map(({ period, rep }) => [rep, period].filter((part) => part !== undefined).join(' '));
  return places.length === 0 || places.length > 4 ? '' : ` (${places.join(', ')})`;
}

/** Solves a problem under changes to see that they are enough. */
async function verify(problem: AllocationProblem, found: { readonly changes: readonly ProblemChange[]; readonly steps: number; readonly isCheapest: boolean }, options: DiagnoseOptions, solvers: LinearSolvers, control: RunControl): Promise<Relaxation | null> {
  const changed = applyChanges(problem, found.changes);
  if (!changed.ok) return null;
  const { onProgress: _silent, ...quiet } = control;
  const plan = await solveAllocation(changed.value, { method: 'auto', gap: 0.01, ...options }, solvers, quiet);
  const isVerified = plan.status !== 'infeasible' && plan.conflicts === undefined;
  const words = found.changes.map((change) => `${describeChange(problem, change)}${isVerified ? namePlaces(problem, change, plan) : ''}`);
  return { changes: [...found.changes], words, steps: found.steps, isCheapest: found.isCheapest && isVerified, isVerified, objective: isVerified ? judgePlan(plan).value : null, actions: plan.actions.length };
}

const sameChanges = (one: readonly ProblemChange[], other: readonly ProblemChange[]): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What could be tried for one conflict alone: its number by as little as is enough, in the periods that clash and as a whole, else giving it up. */
async function relaxOne(problem: AllocationProblem, { loosening }: Conflict, slacks: readonly Slack[], options: DiagnoseOptions, solvers: LinearSolvers, control: RunControl): Promise<(Relaxation | null)[]> {
  const own = slacks.filter(({ rule }) => rule !== null && rule === loosening.rule);
  const found = own.length === 0 ? null : await relaxCheaply(problem, own, solvers, options.seed, control);
  const whole = found?.changes.some(({ kind }) => kind === 'periods') === true ? await relaxBy(problem, own.filter(isWhole), solvers, options.seed, control) : null;
  const given = loosening.changes.length === 0 ? [] : [{ changes: [...loosening.changes], steps: loosening.changes.length, isCheapest: false }];
  const proposals = found === null ? given : whole === null ? [found] : [found, whole];
  const verified: (Relaxation | null)[] = [];
  for (const proposal of proposals) verified.push(await verify(problem, { ...proposal, isCheapest: false }, options, solvers, control));
  return verified;
}

/**
 * Says why a problem has no plan, and what would mend it: a conflicting set of rules none of which can be left out, the
 * relaxation of numbers that gives up the fewest natural steps in all (elastic model; Chinneck 2008), and what each
 * conflict alone would have to give up. Every relaxation is verified by solving. Where the exact model is too large the
 * totals per group propose, and nothing is called cheapest.
 */
export async function diagnose(problem: AllocationProblem, options: DiagnoseOptions, solvers: LinearSolvers, control: RunControl): Promise<Diagnosis> {
  const nothing = { conflicts: [], isIrreducible: false, relaxations: [] };
  control.onProgress?.({ phase: 'conflicts', done: 0, total: null });
  if (!(await isProvenInfeasible(problem, solvers.highs, options.seed, control))) {
    const { onProgress: _silent, ...quiet } = control;
    const plan = await solveAllocation(problem, { method: 'greedy', gap: 1, ...options }, solvers, quiet);
    return { verdict: plan.status !== 'infeasible' && plan.conflicts === undefined ? 'feasible' : 'unproven', ...nothing };
  }
  const conflicts = await findConflictSet(problem, solvers.highs, options.seed, control);
  const slacks = addPlaces(problem, withoutObjective(compileProblem(problem)), listSlacks(problem));
  const relaxations: Relaxation[] = [];
  const keep = (relaxation: Relaxation | null): void => {
    if (relaxation !== null && !relaxations.some(({ changes }) => sameChanges(changes, relaxation.changes))) relaxations.push(relaxation);
  };
  control.onProgress?.({ phase: 'relaxations', done: 0, total: conflicts.length + 1 });
  const cheapest = stopReason(control) === null ? await relaxCheaply(problem, slacks, solvers, options.seed, control) : null;
  if (cheapest !== null) keep(await verify(problem, cheapest, options, solvers, control));
  for (const [at, conflict] of conflicts.entries()) {
    control.onProgress?.({ phase: 'relaxations', done: at + 1, total: conflicts.length + 1 });
    if (stopReason(control) !== null || relaxations.length >= MOST_RELAXATIONS) break;
    for (const relaxation of await relaxOne(problem, conflict, slacks, options, solvers, control)) keep(relaxation);
  }
  const byUse = (one: Relaxation, other: Relaxation): number => Number(other.isVerified) - Number(one.isVerified) || Number(other.isCheapest) - Number(one.isCheapest) || one.steps - other.steps;
  return {
    verdict: 'infeasible',
    conflicts: conflicts.map(({ loosening, isChecked }) => ({ words: loosening.words, rule: loosening.rule, isChecked })),
    isIrreducible: conflicts.every(({ isChecked }) => isChecked),
    relaxations: relaxations.sort(byUse),
  };
}
