import type { ProblemDraft, ProblemPreview, ProblemRow } from '../../../contract/problem.ts';
import { chooseMethod } from '../../../engine/allocation/choose-method.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { isEnforced } from '../../../engine/model/constraint.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAudience } from '../db/repositories/audience.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import { countContacts } from '../db/repositories/contact.ts';
import { readSolveTimes, type SolveTime } from '../db/repositories/plan-progress.ts';
import { nextDraftId, putDraft, readDraft, readDrafts, removeDraft, type StoredDraft } from '../db/repositories/problem-draft.ts';
import { readContactKeys } from '../db/repositories/reservation.ts';
import type { AllocationService } from './allocation.ts';
import { defaultProblemName } from './build-problem.ts';
import type { EditService } from './edit.ts';
import { applyChanges } from './problem-changes.ts';
import { countColumns } from './problem-size.ts';
import type { RuleService } from './rule.ts';

const LONGEST_NAME = 120;
const EVERYBODY = { join: 'and' as const, conditions: [] };

const branchName = (name: string): string => `${name.slice(0, LONGEST_NAME - ' (branch)'.length)} (branch)`;
const changesOf = ({ withoutRules, objective, horizon }: ProblemDraft) => ({ withoutRules, objective, horizon });

/** Contacts a draft is for: those of its audience, of any of its campaigns, or all. */
function countPlanned(sqlite: Sqlite, { audienceId, campaigns }: ProblemDraft): number {
  const filterOf = (id: number | null) => (id === null ? EVERYBODY : (readAudience(sqlite, id)?.filter ?? EVERYBODY));
  if (campaigns.length === 0) return countContacts(sqlite, filterOf(audienceId));
  const chosen = readCampaigns(sqlite).filter(({ id }) => campaigns.includes(id));
  if (chosen.some(({ audience }) => audience === null)) return countContacts(sqlite, EVERYBODY);
  return new Set(chosen.flatMap(({ audience }) => readContactKeys(sqlite, filterOf(Number(audience))))).size;
}

/** What of a draft does not fit the workspace, by field. */
function* listIssues(sqlite: Sqlite, rules: PlanningRules, draft: ProblemDraft): Generator<{ path: string; message: string }> {
  if (draft.audienceId !== null && readAudience(sqlite, draft.audienceId) === null) yield { path: 'audienceId', message: `Audience ${draft.audienceId} does not exist.` };
  if (draft.audienceId !== null && draft.campaigns.length > 0) yield { path: 'audienceId', message: 'A plan for campaigns is for their audiences.' };
  const known = new Map(readCampaigns(sqlite).map((campaign) => [campaign.id, campaign]));
  for (const id of draft.campaigns) {
    const campaign = known.get(id);
    if (campaign === undefined) yield { path: 'campaigns', message: `Campaign ${id} does not exist.` };
    else if (campaign.status === 'completed') yield { path: 'campaigns', message: `Campaign ${campaign.name} is completed.` };
  }
  const ids = new Set(rules.constraints.map(({ id }) => id));
  for (const id of draft.withoutRules) if (!ids.has(id)) yield { path: 'withoutRules', message: `Rule ${id} does not exist.` };
  if (rules.channels.length === 0) yield { path: 'horizon', message: 'No channels defined.' };
}

/** Problems a planner defines: written down, changed, branched and solved. */
export function createProblemService(context: CoreContext, edits: EditService, rules: RuleService, allocation: AllocationService) {
  const withWorkspace = <T>(work: (sqlite: Sqlite, rules: PlanningRules) => Result<T>): Result<T> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const current = rules.get();
    return current.ok ? work(session.value.database.sqlite, current.value) : current;
  };

  const describe = (sqlite: Sqlite, current: PlanningRules, stored: StoredDraft): ProblemRow => ({ ...stored, issues: [...listIssues(sqlite, current, stored.draft)].map(({ message }) => message) });

  const rowOf = (id: number): Result<ProblemRow> =>
    withWorkspace((sqlite, current) => {
      const stored = readDraft(sqlite, id);
      return stored === null ? fail('NOT_FOUND', `Problem ${id} does not exist.`) : succeed(describe(sqlite, current, stored));
    });

  /** Writes a draft in one step and answers it; a fault where another one has its name. */
  const write = async (step: string, make: (sqlite: Sqlite) => Result<StoredDraft>): Promise<Result<ProblemRow>> => {
    const done = await edits.run(step, (recorder, sqlite) => {
      const made = make(sqlite);
      if (!made.ok) return made;
      if (readDrafts(sqlite).some((other) => other.id !== made.value.id && other.draft.name === made.value.draft.name)) return fail('CONFLICT', `Problem "${made.value.draft.name}" already exists.`, { path: 'name', hint: 'Choose another name.' });
      putDraft(recorder, made.value);
      return succeed(made.value.id);
    });
    return done.ok ? rowOf(done.value) : done;
  };

  /** What a solve of this size took before: that of the nearest size by the same method, scaled. */
  const expectMs = (sqlite: Sqlite, columns: number, method: Plan['method'], seconds: number): number | null => {
    if (columns === 0) return null;
    const distance = (one: { columns: number }): number => Math.abs(Math.log(one.columns / columns));
    const nearest = readSolveTimes(sqlite, method).reduce<SolveTime | null>((best, one) => (best === null || distance(one) < distance(best) ? one : best), null);
    return nearest === null ? null : Math.min(1000 * seconds, nearest.elapsedMs * (columns / nearest.columns));
  };

  return {
    list: (): Result<ProblemRow[]> => withWorkspace((sqlite, current) => succeed(readDrafts(sqlite).map((stored) => describe(sqlite, current, stored)))),
    start: ({ audienceId }: { audienceId?: number | undefined }): Result<ProblemDraft> =>
      withWorkspace((sqlite, current) => {
        const audience = audienceId === undefined ? null : readAudience(sqlite, audienceId);
        if (audienceId !== undefined && audience === null) return fail('NOT_FOUND', `Audience ${audienceId} does not exist.`);
        const taken = new Set(readDrafts(sqlite).map(({ draft }) => draft.name));
        const wanted = [audience?.name, defaultProblemName(current)].filter((part) => part !== undefined).join(', ').slice(0, LONGEST_NAME - 5);
        let name = wanted;
        for (let number = 2; taken.has(name); number += 1) name = `${wanted} (${number})`;
        return succeed({ name, audienceId: audience?.id ?? null, campaigns: [], withoutRules: [], objective: null, horizon: null, method: 'auto' as const, seconds: 30, gap: 0.001, seed: 1, replace: false });
      }),
    preview: ({ draft }: { draft: ProblemDraft }): Result<ProblemPreview> =>
      withWorkspace((sqlite, current) => {
        const own = applyChanges(current, changesOf(draft));
        const contacts = countPlanned(sqlite, draft);
        const columns = countColumns(contacts, own);
        const method = chooseMethod(draft.method, columns);
        const issues = [...listIssues(sqlite, current, draft)];
        if (contacts === 0) issues.push({ path: 'audienceId', message: 'No contacts to plan for.' });
        const enforced = own.constraints.filter(isEnforced).length;
        return succeed({ contacts, enforced, reported: own.constraints.length - enforced, leftOut: current.constraints.length - own.constraints.length, days: own.horizon.days, columns, method, expectedMs: expectMs(sqlite, columns, method, draft.seconds), issues });
      }),
    save: ({ id, draft }: { id?: number | undefined; draft: ProblemDraft }): Promise<Result<ProblemRow>> =>
      write(`${id === undefined ? 'Define' : 'Change'} problem ${draft.name}`, (sqlite) => {
        const nowMs = context.clock.nowMs();
        if (id === undefined) return succeed({ id: nextDraftId(sqlite), draft, parent: null, createdAt: nowMs, changedAt: nowMs });
        const stored = readDraft(sqlite, id);
        return stored === null ? fail('NOT_FOUND', `Problem ${id} does not exist.`) : succeed({ ...stored, draft, changedAt: nowMs });
      }),
    branch: (id: number): Promise<Result<ProblemRow>> =>
      write(`Branch problem ${id}`, (sqlite) => {
        const stored = readDraft(sqlite, id);
        if (stored === null) return fail('NOT_FOUND', `Problem ${id} does not exist.`);
        const taken = new Set(readDrafts(sqlite).map(({ draft }) => draft.name));
        let name = branchName(stored.draft.name);
        for (let number = 2; taken.has(name); number += 1) name = `${branchName(stored.draft.name).slice(0, LONGEST_NAME - 5)} ${number}`;
        const nowMs = context.clock.nowMs();
        return succeed({ id: nextDraftId(sqlite), draft: { ...stored.draft, name }, parent: id, createdAt: nowMs, changedAt: nowMs });
      }),
    remove: (id: number): Promise<Result<void>> =>
      edits.run(`Remove problem ${id}`, (recorder, sqlite) => {
        if (readDraft(sqlite, id) === null) return fail('NOT_FOUND', `Problem ${id} does not exist.`);
        removeDraft(recorder, id);
        return succeed(undefined);
      }),
    solve: ({ id, asOf }: { id: number; asOf?: string | undefined }): Result<{ jobId: string }> =>
      withWorkspace((sqlite, current) => {
        const stored = readDraft(sqlite, id);
        if (stored === null) return fail('NOT_FOUND', `Problem ${id} does not exist.`);
        const [issue] = listIssues(sqlite, current, stored.draft);
        if (issue !== undefined) return fail('BAD_INPUT', issue.message, { path: issue.path, hint: 'Change the problem.' });
        const { name, audienceId, campaigns, method, seconds, gap, seed, replace } = stored.draft;
        return allocation.solve({ method, seconds, gap, seed, replace, name, campaigns, ...(audienceId === null ? {} : { audienceId }), ...(asOf === undefined ? {} : { asOf }), changes: changesOf(stored.draft) });
      }),
  };
}
export type ProblemService = ReturnType<typeof createProblemService>;
