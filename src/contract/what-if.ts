import { z } from 'zod';
import { Identifier } from '../engine/model/text.ts';
import { Diagnosis, Frontier, PriceLedger, ProblemChange, WhatIf } from '../engine/model/what-if.ts';
import { JobId, route } from './base.ts';
import { PlanningRules } from '../engine/model/rules.ts';

/** What an analysis found. */
export const AnalysisBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('what_if'), whatIf: WhatIf }),
  z.strictObject({ kind: z.literal('prices'), ledger: PriceLedger }),
  z.strictObject({ kind: z.literal('frontier'), frontier: Frontier }),
  z.strictObject({ kind: z.literal('diagnosis'), diagnosis: Diagnosis }),
]);
export type AnalysisBody = z.infer<typeof AnalysisBody>;

/** An analysis of a plan as it is stored; `planId` is null for the rules of the workspace, `keptAs` the plan a what-if became. `isRulesChanged` = the rules of the workspace changed since. */
export const Analysis = z.strictObject({ id: z.int(), planId: z.int().nullable(), madeAt: z.int(), keptAs: z.int().nullable(), isRulesChanged: z.boolean(), body: AnalysisBody });
export type Analysis = z.infer<typeof Analysis>;

const Changes = z.array(ProblemChange).min(1).max(200);
const seconds = z.number().gt(0).max(3600).default(20);
const Started = z.strictObject({ jobId: JobId });

export const whatIfContract = {
  /** Solves the problem of a plan under changes, from the plan, and stores what differs. */
  run: route.input(z.strictObject({ planId: z.int(), changes: Changes, seconds })).output(Started),
  /** Prices of the rules of a plan, checked by solving again; with a rule that one is checked and written into the prices there are. */
  prices: route.input(z.strictObject({ planId: z.int(), rule: Identifier.optional(), seconds })).output(Started),
  /** The best objective over budgets. */
  frontier: route.input(z.strictObject({ planId: z.int(), rule: Identifier.optional(), points: z.int().min(2).max(40).default(12), seconds })).output(Started),
  /** Why a plan is infeasible, or, without a plan, whether the rules as they are can be kept together. */
  diagnose: route.input(z.strictObject({ planId: z.int().nullable(), seconds })).output(Started),
  /** Analyses of a plan, newest first. */
  list: route.input(z.strictObject({ planId: z.int().nullable() })).output(z.array(Analysis)),
  /** Turns a what-if into a plan of its own, whose problem is the changed one. */
  keep: route.input(z.strictObject({ analysisId: z.int() })).output(z.strictObject({ planId: z.int() })),
  /** Makes changes of rules, channels and pinned actions in the workspace, as one undoable step. */
  saveRules: route.input(z.strictObject({ changes: Changes })).output(PlanningRules),
  remove: route.input(z.strictObject({ analysisId: z.int() })).output(z.void()),
};
