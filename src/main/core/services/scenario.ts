import type { ParameterOffer, ScenarioDetail, ScenarioDraft, ScenarioRow, ScenarioRun, ScenarioSetup } from '../../../contract/scenario.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { isEnforced } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Simulation } from '../../../engine/model/simulation.ts';
import { withWorkspaceThread } from '../../workers/workspace-client.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAudiences } from '../db/repositories/audience.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import { countContacts } from '../db/repositories/contact.ts';
import { readPlan, readPlans } from '../db/repositories/plan.ts';
import { readLatestSnapshot } from '../db/repositories/response.ts';
import { readBatches } from '../db/repositories/scenario-batch.ts';
import { readRun, readRuns } from '../db/repositories/scenario-run.ts';
import { nextScenarioId, putScenario, readScenario, removeScenario, type StoredScenario } from '../db/repositories/scenario.ts';
import type { Session } from '../session.ts';
import type { EditService } from './edit.ts';
import { createCampaignChangeReader } from './plan-campaigns.ts';
import type { RuleService } from './rule.ts';
import { checkDraft, defaultDraft, listDraftIssues, type DraftIssue } from './scenario-draft.ts';
import { readScenarioFile } from './scenario-file.ts';
import { offerParameters } from './scenario-parameters.ts';
import type { ScenarioRunner } from './scenario-run.ts';
import { createStaleReader, describeRun, listRows } from './scenario-view.ts';

const SCENARIO_FILTER = [{ name: 'Scenario', extensions: ['json'] }];
const LONGEST_NAME = 200;

const draftOf = ({ name, notes, body }: StoredScenario): ScenarioDraft => ({ name, notes, ...body });

const requireScenario = (sqlite: Sqlite, id: number): Result<StoredScenario> => {
  const scenario = readScenario(sqlite, id);
  return scenario === null ? fail('NOT_FOUND', `Scenario ${id} does not exist.`) : succeed(scenario);
};

/** A scenario that may be changed. */
function requireUnlocked(sqlite: Sqlite, id: number): Result<StoredScenario> {
  const scenario = requireScenario(sqlite, id);
  if (!scenario.ok || !scenario.value.locked) return scenario;
  return fail('CONFLICT', `Scenario "${scenario.value.name}" is locked.`, { path: 'locked', hint: 'Unlock it, or change a branch of it.' });
}

const branchName = (name: string): string => `${name.slice(0, LONGEST_NAME - ' (branch)'.length)} (branch)`;

/** Scenarios: what is written down about them, their branches and runs. */
export function createScenarioService(context: CoreContext, edits: EditService, rules: RuleService, runner: ScenarioRunner) {
  const readCampaignChanges = createCampaignChangeReader();

  const withWorkspace = <T>(work: (sqlite: Sqlite, rules: PlanningRules, session: Session) => Result<T>): Result<T> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const current = rules.get();
    return current.ok ? work(session.value.database.sqlite, current.value, session.value) : current;
  };

  const rowOf = (id: number): Result<ScenarioRow> =>
    withWorkspace((sqlite, current) => {
      const row = listRows(sqlite, createStaleReader(sqlite, current, readCampaignChanges)).find((one) => one.id === id);
      return row === undefined ? fail('NOT_FOUND', `Scenario ${id} does not exist.`) : succeed(row);
    });

  const nameOf = (id: number): string => (context.session === null ? null : readScenario(context.session.database.sqlite, id)?.name) ?? String(id);

  /** Runs an edit that answers the scenario it is about. */
  const edit = async (name: string, work: (...given: Parameters<Parameters<EditService['run']>[1]>) => Result<number>): Promise<Result<ScenarioRow>> => {
    const done = await edits.run(name, work);
    return done.ok ? rowOf(done.value) : done;
  };

  const create = (draft: ScenarioDraft, parent: number | null = null): Promise<Result<ScenarioRow>> =>
    edit(parent === null ? `Create scenario ${draft.name}` : `Branch scenario ${draft.name}`, (recorder, sqlite) => {
      const current = rules.get();
      if (!current.ok) return current;
      const checked = checkDraft(sqlite, current.value, draft);
      if (!checked.ok) return checked;
      const { name, notes, ...body } = draft;
      const id = nextScenarioId(sqlite);
      const nowMs = context.clock.nowMs();
      putScenario(recorder, { id, name, notes, parent, locked: false, body, createdAt: nowMs, changedAt: nowMs });
      return succeed(id);
    });

  return {
    list: (): Result<ScenarioRow[]> => withWorkspace((sqlite, current) => succeed(listRows(sqlite, createStaleReader(sqlite, current, readCampaignChanges)))),

    get(scenarioId: number): Result<ScenarioDetail> {
      const row = rowOf(scenarioId);
      if (!row.ok) return row;
      return withWorkspace((sqlite) => {
        const scenario = requireScenario(sqlite, scenarioId);
        return scenario.ok ? succeed({ row: row.value, draft: draftOf(scenario.value), runs: readRuns(sqlite, scenarioId).map(describeRun) }) : scenario;
      });
    },

    setup: (): Result<ScenarioSetup> =>
      withWorkspace((sqlite, current) =>
        succeed({
          horizon: current.horizon,
          channels: current.channels.map(({ id, unitCost }) => ({ id, unitCost })),
          rules: current.constraints.map((rule) => ({ id: rule.id, kind: rule.kind, enforced: isEnforced(rule) })),
          audiences: readAudiences(sqlite).map(({ id, name }) => ({ id, name })),
          campaigns: readCampaigns(sqlite).flatMap(({ id, name, status, from = null, to = null }) => (status === 'completed' ? [] : [{ id, name, from, to }])),
          plans: readPlans(sqlite).map(({ id, problem, madeAt, actions }) => ({ id, name: problem, madeAt, actions })),
          contacts: countContacts(sqlite, { join: 'and', conditions: [] }),
          hasEstimates: readLatestSnapshot(sqlite) !== null,
          draft: defaultDraft(current.channels.map(({ id }) => id)),
        }),
      ),

    check: (draft: ScenarioDraft): Result<DraftIssue[]> => withWorkspace((sqlite, current) => succeed([...listDraftIssues(sqlite, current, draft)])),

    parameters: (scenarioId: number): Result<ParameterOffer[]> =>
      withWorkspace((sqlite, current) => {
        const scenario = requireScenario(sqlite, scenarioId);
        return scenario.ok ? succeed(offerParameters(current, scenario.value.body)) : scenario;
      }),

    create: (draft: ScenarioDraft): Promise<Result<ScenarioRow>> => create(draft),

    async createFromPlan({ planId, name }: { planId: number; name?: string | undefined }): Promise<Result<ScenarioRow>> {
      const found = withWorkspace((sqlite, current) => {
        const plan = readPlan(sqlite, planId);
        const draft = defaultDraft(current.channels.map(({ id }) => id));
        return plan === null || draft === null ? fail('NOT_FOUND', `Plan ${planId} does not exist.`) : succeed({ ...draft, name: name ?? `Plan ${planId}`, audienceId: plan.inputs.audienceId, policy: { kind: 'saved_plan' as const, planId } });
      });
      return found.ok ? create(found.value) : found;
    },

    update: ({ scenarioId, draft }: { scenarioId: number; draft: ScenarioDraft }): Promise<Result<ScenarioRow>> =>
      edit(`Change scenario ${nameOf(scenarioId)}`, (recorder, sqlite) => {
        const scenario = requireUnlocked(sqlite, scenarioId);
        if (!scenario.ok) return scenario;
        const current = rules.get();
        if (!current.ok) return current;
        const checked = checkDraft(sqlite, current.value, draft);
        if (!checked.ok) return checked;
        const { name, notes, ...body } = draft;
        putScenario(recorder, { ...scenario.value, name, notes, body, changedAt: context.clock.nowMs() });
        return succeed(scenarioId);
      }),

    branch: ({ scenarioId, name }: { scenarioId: number; name?: string | undefined }): Promise<Result<ScenarioRow>> =>
      edit(`Branch scenario ${nameOf(scenarioId)}`, (recorder, sqlite) => {
        const scenario = requireScenario(sqlite, scenarioId);
        if (!scenario.ok) return scenario;
        const id = nextScenarioId(sqlite);
        const nowMs = context.clock.nowMs();
        putScenario(recorder, { ...scenario.value, id, name: name ?? branchName(scenario.value.name), parent: scenarioId, locked: false, createdAt: nowMs, changedAt: nowMs });
        return succeed(id);
      }),

    setLocked: ({ scenarioId, locked }: { scenarioId: number; locked: boolean }): Promise<Result<ScenarioRow>> =>
      edit(`${locked ? 'Lock' : 'Unlock'} scenario ${nameOf(scenarioId)}`, (recorder, sqlite) => {
        const scenario = requireScenario(sqlite, scenarioId);
        if (!scenario.ok) return scenario;
        if (scenario.value.locked !== locked) putScenario(recorder, { ...scenario.value, locked });
        return succeed(scenarioId);
      }),

    remove: (scenarioId: number): Promise<Result<void>> =>
      edits.run(`Remove scenario ${nameOf(scenarioId)}`, (recorder, sqlite) => {
        const scenario = requireUnlocked(sqlite, scenarioId);
        if (!scenario.ok) return scenario;
        const running = context.session?.jobs.running() ?? [];
        const busy = readBatches(sqlite, scenarioId).find(({ jobId }) => running.some(({ id }) => id === jobId));
        if (busy !== undefined) return fail('CONFLICT', `Batch "${busy.spec.name}" of this scenario runs.`, { hint: 'Cancel or pause it first.' });
        removeScenario(recorder, scenarioId);
        return succeed(undefined);
      }),

    /** A branch with other settings, for a variant that is taken on. */
    createBranch: (draft: ScenarioDraft, parent: number | null): Promise<Result<ScenarioRow>> => create(draft, parent),

    run: (scenarioId: number): Result<{ jobId: string }> =>
      withWorkspace((sqlite, _current, session) => {
        const scenario = requireScenario(sqlite, scenarioId);
        if (!scenario.ok) return scenario;
        const jobId = session.jobs.start('simulate', { scenarioId }, async (job) => {
          const done = await runner.run(session, scenario.value, job);
          return done.ok ? succeed({ runId: done.value.run.id, cached: done.value.cached, drawn: done.value.drawn }) : done;
        });
        return succeed({ jobId });
      }),

    result: (runId: number): Result<{ run: ScenarioRun; scenarioId: number; simulation: Simulation }> =>
      withWorkspace((sqlite) => {
        const run = readRun(sqlite, runId);
        if (run === null) return fail('NOT_FOUND', `Scenario run ${runId} does not exist.`);
        return succeed({ run: describeRun(run), scenarioId: run.scenarioId, simulation: { ...run.simulation, scenario: readScenario(sqlite, run.scenarioId)?.name ?? run.simulation.scenario } });
      }),

    /** Writes a scenario in the public format to `path`, or asks where. */
    async exportFile(scenarioId: number, path?: string): Promise<Result<{ path: string } | null>> {
      const found = withWorkspace((sqlite, current, session) => {
        const scenario = requireScenario(sqlite, scenarioId);
        return scenario.ok ? succeed({ scenario: scenario.value, current, workspace: session.database.path }) : scenario;
      });
      if (!found.ok) return found;
      const { scenario, current, workspace } = found.value;
      const chosen = path === undefined ? await context.shell.chooseSavePath({ title: 'Export scenario', suggestedName: `scenario-${scenarioId}.json`, filters: SCENARIO_FILTER }) : succeed(path);
      if (!chosen.ok) return chosen;
      const target = chosen.value;
      if (target === null) return succeed(null);
      const written = await withWorkspaceThread((thread) => thread.writeScenario(workspace, current, { name: scenario.name, body: scenario.body }, target));
      return written.ok ? succeed({ path: target }) : written;
    },

    /** Reads a file that was dropped, or asks for one; null where the dialog was closed. */
    async importFile(token?: string): Promise<Result<ScenarioRow | null>> {
      let path: string | undefined;
      if (token === undefined) {
        const chosen = await context.shell.chooseFiles({ title: 'Import scenario', filters: SCENARIO_FILTER, multiple: false });
        if (!chosen.ok) return chosen;
        path = chosen.value[0];
        if (path === undefined) return succeed(null);
      } else {
        const file = context.files.resolve(token);
        if (!file.ok) return file;
        path = file.value.path;
      }
      const draft = readScenarioFile(path);
      return draft.ok ? create(draft.value) : draft;
    },
  };
}
export type ScenarioService = ReturnType<typeof createScenarioService>;
