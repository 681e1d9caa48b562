import { diffPlans, type DiffedPlan, type PlanDiff } from '../../../engine/allocation/diff-plans.ts';
import type { Result } from '../../../engine/base/fault.ts';
import { createPlanClient } from '../../workers/plan-client.ts';
import type { Asked, PlanApi } from '../../workers/plan-worker.ts';
import type { Thread } from '../../workers/run-in-worker.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import type { PlanFile } from './plan-file.ts';
import { createPlanReader } from './plan-reader.ts';

type Reader = ReturnType<typeof createPlanReader>;
type Answer<Name extends keyof Reader> = Promise<ReturnType<Reader[Name]>>;

/** Up to so many actions and contacts a plan is read where it is asked for: that holds the core for less than 50 ms. */
const SMALL = { actions: 1500, contacts: 4000 };

function isSmall(sqlite: Sqlite, planIds: readonly number[]): boolean {
  const hasMore = (table: string, most: number, values: readonly number[]): boolean => sqlite.prepare(`SELECT EXISTS (SELECT 1 FROM ${table} LIMIT 1 OFFSET ${most})`).pluck().get(...values) === 1;
  return !hasMore('contacts', SMALL.contacts, []) && planIds.every((planId) => !hasMore('plan_actions WHERE plan_id = ?', SMALL.actions, [planId]));
}

/** Questions about stored plans of the open workspace: small plans are read in the core, large ones on a thread. */
export function createPlanReading(context: CoreContext) {
  const reader = createPlanReader();
  const client = createPlanClient();

  const answer = async <T>(planIds: readonly number[], here: (file: PlanFile) => Result<T>, there: (api: Thread<PlanApi>['api'], path: string) => Promise<Result<T>>): Promise<Result<T>> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const { sqlite, path } = session.value.database;
    return isSmall(sqlite, planIds) ? here({ sqlite, path }) : client.ask((api) => there(api, path));
  };

  return {
    map: (question: Asked<'map'>): Answer<'map'> => answer([question.planId], (file) => reader.map(file, question), async (api, path): Answer<'map'> => await api.map(path, question)),
    diffSummary: (question: Asked<'diffSummary'>): Answer<'diffSummary'> => answer([question.before, question.after], (file) => reader.diffSummary(file, question), async (api, path): Answer<'diffSummary'> => await api.diffSummary(path, question)),
    diffActions: (question: Asked<'diffActions'>): Answer<'diffActions'> => answer([question.before, question.after], (file) => reader.diffActions(file, question), async (api, path): Answer<'diffActions'> => await api.diffActions(path, question)),
    diffContacts: (question: Asked<'diffContacts'>): Answer<'diffContacts'> => answer([question.before, question.after], (file) => reader.diffContacts(file, question), async (api, path): Answer<'diffContacts'> => await api.diffContacts(path, question)),
    execution: (question: Asked<'execution'>): Answer<'execution'> => answer([question.planId], (file) => reader.execution(file, question), async (api, path): Answer<'execution'> => await api.execution(path, question)),
    inspectExecution: (question: Asked<'inspectExecution'>): Answer<'inspectExecution'> => answer([question.planId], (file) => reader.inspectExecution(file, question), async (api, path): Answer<'inspectExecution'> => await api.inspectExecution(path, question)),
    executionOverview: (question: Asked<'executionOverview'>): Answer<'executionOverview'> => answer([question.planId], (file) => reader.executionOverview(file, question), async (api, path): Answer<'executionOverview'> => await api.executionOverview(path, question)),
    executionActions: (question: Asked<'executionActions'>): Answer<'executionActions'> => answer([question.planId], (file) => reader.executionActions(file, question), async (api, path): Answer<'executionActions'> => await api.executionActions(path, question)),
    executionTimeline: (question: Asked<'executionTimeline'>): Answer<'executionTimeline'> => answer([question.planId], (file) => reader.executionTimeline(file, question), async (api, path): Answer<'executionTimeline'> => await api.executionTimeline(path, question)),
    executionMoves: (question: Asked<'executionMoves'>): Answer<'executionMoves'> => answer([question.planId], (file) => reader.executionMoves(file, question), async (api, path): Answer<'executionMoves'> => await api.executionMoves(path, question)),
    executionTouches: (question: Asked<'executionTouches'>): Answer<'executionTouches'> => answer([question.planId], (file) => reader.executionTouches(file, question), async (api, path): Answer<'executionTouches'> => await api.executionTouches(path, question)),
    exportPreview: (question: Asked<'exportPreview'>): Answer<'exportPreview'> => answer([question.planId], (file) => reader.exportPreview(file, question), async (api, path): Answer<'exportPreview'> => await api.exportPreview(path, question)),
    exportFindings: (question: Asked<'exportFindings'>): Answer<'exportFindings'> => answer([question.planId], (file) => reader.exportFindings(file, question), async (api, path): Answer<'exportFindings'> => await api.exportFindings(path, question)),
    exportWrite: (question: Asked<'exportWrite'>): Answer<'exportWrite'> => answer([question.planId], (file) => reader.exportWrite(file, question), async (api, path): Answer<'exportWrite'> => await api.exportWrite(path, question)),
    /** Two plans that need not be stored. */
    compare: (before: DiffedPlan, after: DiffedPlan): PlanDiff => diffPlans(before, after),
    close: () => client.close(),
  };
}
export type PlanReading = ReturnType<typeof createPlanReading>;
