import { gunzipSync, gzipSync } from 'node:zlib';
import { and, desc, eq, isNull, notInArray } from 'drizzle-orm';
import { AnalysisBody, type Analysis } from '../../../../contract/what-if.ts';
import { Plan } from '../../../../engine/model/plan.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { planAnalyses } from '../schema/plan-analysis.ts';

/** What-ifs kept per plan; of other analyses the newest stands. */
const MOST_WHAT_IFS = 20;

const isOf = (planId: number | null) => (planId === null ? isNull(planAnalyses.planId) : eq(planAnalyses.planId, planId));

const columns = { id: planAnalyses.id, planId: planAnalyses.planId, madeAt: planAnalyses.madeAt, keptAs: planAnalyses.keptAs, rulesHash: planAnalyses.rulesHash, body: planAnalyses.body };
/** An analysis as it is stored, with the hash of the rules it was made under. */
export type StoredAnalysis = Omit<Analysis, 'isRulesChanged'> & { readonly rulesHash: string };

const parse = (row: Omit<StoredAnalysis, 'body'> & { body: string }): StoredAnalysis => ({ ...row, body: AnalysisBody.parse(JSON.parse(row.body)) });

/** Analyses of a plan, or of the rules where it is null, newest first. */
export const readAnalyses = (sqlite: Sqlite, planId: number | null): StoredAnalysis[] =>
  ormOf(sqlite).select(columns).from(planAnalyses).where(isOf(planId)).orderBy(desc(planAnalyses.id)).all().map(parse);

export function readAnalysis(sqlite: Sqlite, id: number): StoredAnalysis | null {
  const row = ormOf(sqlite).select(columns).from(planAnalyses).where(eq(planAnalyses.id, id)).get();
  return row === undefined ? null : parse(row);
}

/** The plan of a what-if; null where it has none. */
export function readAnalysedPlan(sqlite: Sqlite, id: number): Plan | null {
  const row = ormOf(sqlite).select({ plan: planAnalyses.plan }).from(planAnalyses).where(eq(planAnalyses.id, id)).get();
  return row?.plan == null ? null : Plan.parse(JSON.parse(gunzipSync(row.plan).toString('utf8')));
}

/** Stores an analysis in place of older ones of its kind; call inside a transaction. */
export function insertAnalysis(sqlite: Sqlite, { planId, body, plan, rulesHash, nowMs }: { planId: number | null; body: AnalysisBody; plan: Plan | null; rulesHash: string; nowMs: number }): number {
  const orm = ormOf(sqlite);
  const { id } = orm
    .insert(planAnalyses)
    .values({ planId, kind: body.kind, madeAt: nowMs, rulesHash, body: JSON.stringify(body), plan: plan === null ? null : gzipSync(JSON.stringify(plan), { level: 4 }) })
    .returning({ id: planAnalyses.id })
    .get();
  const newest = orm.select({ id: planAnalyses.id }).from(planAnalyses).where(and(isOf(planId), eq(planAnalyses.kind, body.kind))).orderBy(desc(planAnalyses.id)).limit(body.kind === 'what_if' ? MOST_WHAT_IFS : 1);
  orm.delete(planAnalyses).where(and(isOf(planId), eq(planAnalyses.kind, body.kind), notInArray(planAnalyses.id, newest))).run();
  return id;
}

export const markKept = (sqlite: Sqlite, id: number, planId: number): void => void ormOf(sqlite).update(planAnalyses).set({ keptAs: planId }).where(eq(planAnalyses.id, id)).run();

/** Answers whether there was one. */
export const deleteAnalysis = (sqlite: Sqlite, id: number): boolean => ormOf(sqlite).delete(planAnalyses).where(eq(planAnalyses.id, id)).run().changes > 0;
