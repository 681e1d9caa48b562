import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAllocationProblem } from '../../../../src/engine/model/check-problem.ts';
import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import type { Plan } from '../../../../src/engine/model/plan.ts';
import { sharedDir } from '../../../support/shared.ts';

export const shapes = ['base', 'tight', 'reps', 'coverage', 'history'] as const;

/** A generated problem, as the public tool writes it, through the public reader. */
export function makeAllocation(contacts: number, shape: (typeof shapes)[number], seed = 5, days = 28): AllocationProblem {
  const text = execFileSync(process.execPath, [join(sharedDir, 'tools', 'make-allocation.mjs'), '--contacts', String(contacts), '--shape', shape, '--seed', String(seed), '--days', String(days)], { encoding: 'utf8' });
  const read = readAllocationProblem(JSON.parse(text));
  if (!read.ok) throw new Error(read.fault.message);
  return read.value;
}

/** What the independent checker says of a plan. */
export interface CheckerAnswer {
  readonly ok: boolean;
  readonly objective: number;
  readonly cost: number;
  readonly faults: readonly string[];
}

/** Runs the independent checker on a problem and (at least the actions and objective of) a plan. */
export function checkPlan(problem: AllocationProblem, plan: Pick<Plan, 'actions' | 'objective' | 'bound'>): CheckerAnswer {
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-check-'));
  try {
    writeFileSync(join(folder, 'problem.json'), JSON.stringify(problem));
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
    const run = spawnSync(process.execPath, [join(sharedDir, 'tools', 'check-plan.mjs'), join(folder, 'problem.json'), join(folder, 'plan.json')], { encoding: 'utf8' });
    if (run.stdout === '') throw new Error(run.stderr);
    return JSON.parse(run.stdout) as CheckerAnswer;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
