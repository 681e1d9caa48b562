import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../contract/index.ts';
import { fail, type Fault, type Result } from '../../engine/base/fault.ts';
import type { Core } from './core.ts';
import { faultOfStorageError } from './db/sqlite-fault.ts';

/** Turns a fault into the contract's typed error. */
function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ORPCError<'FAULT', Fault>('FAULT', { defined: true, message: result.fault.message, data: result.fault });
}

/** The fault behind a file that takes no write (locked, disk full, damaged), as the contract's typed error; bugs stay as they are. */
function describeThrown(error: unknown, core: Core): unknown {
  const fault = faultOfStorageError(error, core.context.session?.database.path ?? 'The workspace');
  return fault === null ? error : new ORPCError<'FAULT', Fault>('FAULT', { defined: true, message: fault.message, data: fault });
}

const open = <T>(core: Core, work: (session: NonNullable<Core['context']['session']>) => Result<T>): Result<T> =>
  core.context.session === null ? fail('NO_WORKSPACE', 'No workspace is open.') : work(core.context.session);

/** The contract, answered by the services. Every route is one line: rules live in the services. */
export function createRouter(core: Core) {
  const os = implement(contract).use(async ({ next }) => {
    try {
      return await next();
    } catch (error) {
      throw describeThrown(error, core);
    }
  });
  const { workspaces, contacts, imports, rules, actionChecks, response, allocation, decisions, edits, data, sample, ledger, territories, campaigns, reservations, conflicts, prices, executions, outcomes, sync, scenarios, batches, planRange } = core;
  return os.router({
    workspace: {
      current: os.workspace.current.handler(() => unwrap(workspaces.current())),
      create: os.workspace.create.handler(async ({ input }) => unwrap(await workspaces.create(input))),
      open: os.workspace.open.handler(async ({ input }) => unwrap(await workspaces.open(input))),
      reopen: os.workspace.reopen.handler(async () => unwrap(await workspaces.reopen())),
      restoreRefused: os.workspace.restoreRefused.handler(async ({ input }) => unwrap(await workspaces.restoreRefused(input.id))),
      openSample: os.workspace.openSample.handler(async () => unwrap(await sample.open())),
      close: os.workspace.close.handler(async () => unwrap(await workspaces.leave())),
      updateSettings: os.workspace.updateSettings.handler(async ({ input }) => unwrap(await workspaces.updateSettings(input))),
      readUiState: os.workspace.readUiState.handler(({ input }) => unwrap(workspaces.readUiState(input.key))),
      writeUiState: os.workspace.writeUiState.handler(async ({ input }) => unwrap(await workspaces.writeUiState(input.key, input.value))),
    },
    contacts: {
      page: os.contacts.page.handler(({ input }) => unwrap(contacts.page(input))),
      detail: os.contacts.detail.handler(({ input }) => unwrap(contacts.detail(input.id))),
      columns: os.contacts.columns.handler(() => unwrap(contacts.columns())),
      facet: os.contacts.facet.handler(({ input }) => unwrap(contacts.facet(input))),
      exportCsv: os.contacts.exportCsv.handler(async ({ input }) => unwrap(await contacts.exportCsv(input))),
      audiences: {
        list: os.contacts.audiences.list.handler(() => unwrap(contacts.listAudiences())),
        save: os.contacts.audiences.save.handler(async ({ input }) => unwrap(await contacts.saveAudience(input))),
        remove: os.contacts.audiences.remove.handler(async ({ input }) => unwrap(await contacts.removeAudience(input.id))),
      },
    },
    imports: {
      choose: os.imports.choose.handler(async () => unwrap(await imports.choose())),
      inspect: os.imports.inspect.handler(async ({ input }) => unwrap(await imports.inspect(input))),
      check: os.imports.check.handler(({ input }) => unwrap(imports.check(input))),
      report: os.imports.report.handler(({ input }) => unwrap(imports.report(input.checkId))),
      rejects: os.imports.rejects.handler(({ input }) => unwrap(imports.rejects(input))),
      saveRejects: os.imports.saveRejects.handler(async ({ input }) => unwrap(await imports.saveRejects(input.checkId))),
      commit: os.imports.commit.handler(({ input }) => unwrap(imports.commit(input.checkId))),
      discard: os.imports.discard.handler(({ input }) => unwrap(imports.discard(input.checkId))),
      history: os.imports.history.handler(() => unwrap(imports.history())),
    },
    rules: {
      get: os.rules.get.handler(() => unwrap(rules.get())),
      edit: os.rules.edit.handler(async ({ input }) => unwrap(await rules.edit(input))),
      load: os.rules.load.handler(async ({ input }) => unwrap(await rules.load(input.file))),
      save: os.rules.save.handler(async () => unwrap(await rules.save())),
      windowTimes: os.rules.windowTimes.handler(({ input }) => unwrap(rules.windowTimes(input))),
      pinsOutside: os.rules.pinsOutside.handler(({ input }) => unwrap(rules.pinsOutside(input))),
      check: os.rules.check.handler(({ input }) => unwrap(actionChecks.check(input))),
    },
    response: {
      latest: os.response.latest.handler(() => unwrap(response.latest())),
      fit: os.response.fit.handler(() => unwrap(response.fit())),
      refit: os.response.refit.handler(() => unwrap(response.refit())),
      candidate: os.response.candidate.handler(() => unwrap(response.candidate())),
      take: os.response.take.handler(async ({ input }) => unwrap(await response.take(input))),
      keep: os.response.keep.handler(async ({ input }) => unwrap(await response.keep(input))),
      goBack: os.response.goBack.handler(async ({ input }) => unwrap(await response.goBack(input))),
    },
    uncertainty: {
      contact: os.uncertainty.contact.handler(async ({ input }) => unwrap(await core.uncertainty.contact(input.id))),
      summary: os.uncertainty.summary.handler(async () => unwrap(await core.uncertainty.summary())),
      stale: os.uncertainty.stale.handler(async ({ input }) => unwrap(await core.uncertainty.stale(input))),
    },
    queue: {
      summary: os.queue.summary.handler(async () => unwrap(await core.queue.summary())),
      page: os.queue.page.handler(async ({ input }) => unwrap(await core.queue.page(input))),
      contact: os.queue.contact.handler(async ({ input }) => unwrap(await core.queue.contact(input.contactId))),
      accept: os.queue.accept.handler(async ({ input }) => unwrap(await core.queue.accept(input.choices))),
      dismiss: os.queue.dismiss.handler(async ({ input }) => unwrap(await core.queue.dismiss(input))),
      evaluate: os.queue.evaluate.handler(async () => unwrap(await core.queue.evaluate())),
      reopen: os.queue.reopen.handler(async ({ input }) => unwrap(await core.queue.reopen(input.contactIds))),
      configure: os.queue.configure.handler(async ({ input }) => unwrap(await core.queue.configure(input))),
      learning: os.queue.learning.handler(async () => unwrap(await core.queue.learning())),
      planAccepted: os.queue.planAccepted.handler(async () => unwrap(await core.queue.planAccepted())),
    },
    planRange: {
      start: os.planRange.start.handler(({ input }) => unwrap(planRange.start(input))),
      playing: os.planRange.playing.handler(({ input }) => unwrap(planRange.playing(input.planId))),
      get: os.planRange.get.handler(({ input }) => unwrap(planRange.get(input.planId, input.targets))),
    },
    whatIf: {
      run: os.whatIf.run.handler(({ input }) => unwrap(core.whatIf.run(input))),
      prices: os.whatIf.prices.handler(({ input }) => unwrap(core.whatIf.prices(input))),
      frontier: os.whatIf.frontier.handler(({ input }) => unwrap(core.whatIf.frontier(input))),
      diagnose: os.whatIf.diagnose.handler(({ input }) => unwrap(core.whatIf.diagnose(input))),
      list: os.whatIf.list.handler(({ input }) => unwrap(core.whatIf.list(input.planId))),
      keep: os.whatIf.keep.handler(async ({ input }) => unwrap(await core.whatIf.keep(input.analysisId))),
      saveRules: os.whatIf.saveRules.handler(async ({ input }) => unwrap(await core.whatIf.saveRules(input.changes))),
      remove: os.whatIf.remove.handler(async ({ input }) => unwrap(await core.whatIf.remove(input.analysisId))),
    },
    allocation: {
      solve: os.allocation.solve.handler(({ input }) => unwrap(allocation.solve(input))),
      progress: os.allocation.progress.handler(({ input }) => [...unwrap(allocation.progress(input))]),
      list: os.allocation.list.handler(() => unwrap(allocation.list())),
      get: os.allocation.get.handler(({ input }) => unwrap(allocation.get(input.planId))),
      actions: os.allocation.actions.handler(({ input }) => unwrap(allocation.actions(input))),
      settled: os.allocation.settled.handler(({ input }) => unwrap(allocation.settled(input))),
      approve: os.allocation.approve.handler(async ({ input }) => unwrap(await allocation.approve(input))),
      withdraw: os.allocation.withdraw.handler(async ({ input }) => unwrap(await allocation.withdraw(input))),
      remove: os.allocation.remove.handler(async ({ input }) => unwrap(await allocation.remove(input.planId))),
      map: os.allocation.map.handler(async ({ input }) => unwrap(await core.plans.map(input))),
      diff: {
        summary: os.allocation.diff.summary.handler(async ({ input }) => unwrap(await core.plans.diffSummary(input))),
        actions: os.allocation.diff.actions.handler(async ({ input }) => unwrap(await core.plans.diffActions(input))),
        contacts: os.allocation.diff.contacts.handler(async ({ input }) => unwrap(await core.plans.diffContacts(input))),
      },
      funnel: {
        count: os.allocation.funnel.count.handler(async ({ input }) => unwrap(await core.funnels.count(input.planId))),
        contacts: os.allocation.funnel.contacts.handler(async ({ input }) => unwrap(await core.funnels.contacts(input))),
        exportCsv: os.allocation.funnel.exportCsv.handler(async ({ input }) => unwrap(await core.funnels.exportCsv(input))),
      },
      exportCsv: os.allocation.exportCsv.handler(async ({ input }) => unwrap(await allocation.exportCsv(input))),
      exportJson: os.allocation.exportJson.handler(async ({ input }) => unwrap(await allocation.exportJson(input))),
    },
    explanations: {
      action: os.explanations.action.handler(async ({ input }) => unwrap(await core.explanations.action(input))),
      contact: os.explanations.contact.handler(async ({ input }) => unwrap(await core.explanations.contact(input))),
    },
    problems: {
      list: os.problems.list.handler(() => unwrap(core.problems.list())),
      start: os.problems.start.handler(({ input }) => unwrap(core.problems.start(input))),
      preview: os.problems.preview.handler(({ input }) => unwrap(core.problems.preview(input))),
      save: os.problems.save.handler(async ({ input }) => unwrap(await core.problems.save(input))),
      branch: os.problems.branch.handler(async ({ input }) => unwrap(await core.problems.branch(input.id))),
      remove: os.problems.remove.handler(async ({ input }) => unwrap(await core.problems.remove(input.id))),
      solve: os.problems.solve.handler(({ input }) => unwrap(core.problems.solve(input))),
    },
    exports: {
      setup: os.exports.setup.handler(({ input }) => unwrap(core.exports.setup(input.planId))),
      configure: os.exports.configure.handler(async ({ input }) => unwrap(await core.exports.configure(input))),
      preview: os.exports.preview.handler(async ({ input }) => unwrap(await core.exports.preview(input))),
      findings: os.exports.findings.handler(async ({ input }) => unwrap(await core.exports.findings(input))),
      write: os.exports.write.handler(async ({ input }) => unwrap(await core.exports.write(input))),
      writeModel: os.exports.writeModel.handler(async ({ input }) => unwrap(await core.exports.writeModel(input))),
    },
    feedback: {
      summary: os.feedback.summary.handler(({ input }) => unwrap(core.feedback.summary(input.planId))),
      exportSheets: os.feedback.exportSheets.handler(async ({ input }) => unwrap(await core.feedback.exportSheets(input))),
      choose: os.feedback.choose.handler(async () => unwrap(await core.feedback.choose())),
      check: os.feedback.check.handler(async ({ input }) => unwrap(await core.feedback.check(input.files))),
      commit: os.feedback.commit.handler(async ({ input }) => unwrap(await core.feedback.commit(input))),
      page: os.feedback.page.handler(({ input }) => unwrap(core.feedback.page(input))),
      decide: os.feedback.decide.handler(async ({ input }) => unwrap(await core.feedback.decide(input))),
      configure: os.feedback.configure.handler(async ({ input }) => unwrap(await core.feedback.configure(input))),
      difference: os.feedback.difference.handler(({ input }) => unwrap(core.feedback.difference(input))),
    },
    execution: {
      get: os.execution.get.handler(async ({ input }) => unwrap(await core.planExecutions.get(input.planId))),
      start: os.execution.start.handler(async ({ input }) => unwrap(await core.planExecutions.start(input.planId))),
      actions: os.execution.actions.handler(async ({ input }) => unwrap(await core.planExecutions.actions(input))),
      timeline: os.execution.timeline.handler(async ({ input }) => unwrap(await core.planExecutions.timeline(input))),
      mark: os.execution.mark.handler(async ({ input }) => unwrap(await core.planExecutions.mark(input))),
      pause: os.execution.pause.handler(async ({ input }) => unwrap(await core.planExecutions.pause(input.planId))),
      previewResume: os.execution.previewResume.handler(async ({ input }) => unwrap(await core.planExecutions.previewResume(input.planId))),
      resume: os.execution.resume.handler(async ({ input }) => unwrap(await core.planExecutions.resume(input))),
      touches: os.execution.touches.handler(async ({ input }) => unwrap(await core.planExecutions.touches(input.planId))),
      applyTouches: os.execution.applyTouches.handler(async ({ input }) => unwrap(await core.planExecutions.applyTouches(input))),
      settings: os.execution.settings.handler(() => unwrap(core.executionRuns.state())),
      configure: os.execution.configure.handler(async ({ input }) => unwrap(await core.planExecutions.configure(input))),
      suggest: os.execution.suggest.handler(({ input }) => unwrap(core.rebalances.suggest(input))),
      changes: os.execution.changes.handler(({ input }) => unwrap(core.rebalances.changes(input))),
      accept: os.execution.accept.handler(async ({ input }) => unwrap(await core.rebalances.accept(input))),
      dismiss: os.execution.dismiss.handler(async ({ input }) => unwrap(await core.rebalances.dismiss(input))),
    },
    ledger: {
      utilisation: os.ledger.utilisation.handler(({ input }) => unwrap(ledger.utilisation(input))),
      burn: os.ledger.burn.handler(() => unwrap(ledger.burn())),
      balance: os.ledger.balance.handler(({ input }) => unwrap(ledger.balance(input))),
      entries: os.ledger.entries.handler(({ input }) => unwrap(ledger.entries(input))),
      record: os.ledger.record.handler(async ({ input }) => unwrap(await ledger.record(input))),
      reverse: os.ledger.reverse.handler(async ({ input }) => unwrap(await ledger.reverse(input.posting))),
    },
    territories: {
      get: os.territories.get.handler(() => unwrap(territories.get())),
      holidays: os.territories.holidays.handler(() => unwrap(territories.holidays())),
      saveRep: os.territories.saveRep.handler(async ({ input }) => unwrap(await territories.saveRep(input))),
      removeRep: os.territories.removeRep.handler(async ({ input }) => unwrap(await territories.removeRep(input.id))),
      assignments: os.territories.assignments.handler(({ input }) => unwrap(territories.assignments(input))),
      assign: os.territories.assign.handler(async ({ input }) => unwrap(await territories.assign(input))),
      unassign: os.territories.unassign.handler(async ({ input }) => unwrap(await territories.unassign(input.ids))),
    },
    campaigns: {
      list: os.campaigns.list.handler(({ input }) => unwrap(campaigns.list(input))),
      get: os.campaigns.get.handler(({ input }) => unwrap(campaigns.get(input))),
      money: os.campaigns.money.handler(() => unwrap(campaigns.money())),
      create: os.campaigns.create.handler(async ({ input }) => unwrap(await campaigns.create(input))),
      update: os.campaigns.update.handler(async ({ input }) => unwrap(await campaigns.update(input))),
      remove: os.campaigns.remove.handler(async ({ input }) => unwrap(await campaigns.remove(input.id))),
      activate: os.campaigns.activate.handler(async ({ input }) => unwrap(await campaigns.activate(input))),
      pause: os.campaigns.pause.handler(async ({ input }) => unwrap(await campaigns.pause(input.id))),
      complete: os.campaigns.complete.handler(async ({ input }) => unwrap(await campaigns.complete(input.id))),
      checkAvailability: os.campaigns.checkAvailability.handler(({ input }) => unwrap(reservations.checkAvailability(input))),
      reserve: os.campaigns.reserve.handler(async ({ input }) => unwrap(await reservations.reserve(input))),
      release: os.campaigns.release.handler(async ({ input }) => unwrap(await reservations.release(input))),
      extend: os.campaigns.extend.handler(async ({ input }) => unwrap(await reservations.extend(input))),
      execute: os.campaigns.execute.handler(async ({ input }) => unwrap(await reservations.execute(input))),
      touchMatches: os.campaigns.touchMatches.handler(() => unwrap(executions.report())),
      executeMatches: os.campaigns.executeMatches.handler(async ({ input }) => unwrap(await executions.apply(input))),
      expire: os.campaigns.expire.handler(async ({ input }) => unwrap(await reservations.expire(input))),
      freeSlots: os.campaigns.freeSlots.handler(({ input }) => unwrap(reservations.freeSlots(input))),
      reservationsOfContact: os.campaigns.reservationsOfContact.handler(({ input }) => unwrap(reservations.reservationsOfContact(input))),
      reservations: os.campaigns.reservations.handler(({ input }) => unwrap(reservations.page(input))),
      calendar: os.campaigns.calendar.handler(({ input }) => unwrap(reservations.calendar(input))),
      conflicts: os.campaigns.conflicts.handler(({ input }) => unwrap(conflicts.page(input))),
      price: os.campaigns.price.handler(async ({ input, signal }) => unwrap(await prices.price(input, signal))),
      resolve: os.campaigns.resolve.handler(async ({ input }) => unwrap(await conflicts.resolve(input))),
      autoResolve: os.campaigns.autoResolve.handler(({ input }) => unwrap(conflicts.autoResolve(input))),
      applyReport: os.campaigns.applyReport.handler(({ input }) => unwrap(conflicts.applyReport(input))),
      preempt: os.campaigns.preempt.handler(async ({ input }) => unwrap(await conflicts.preempt(input))),
      resolved: os.campaigns.resolved.handler(({ input }) => unwrap(conflicts.resolved(input))),
    },
    outcomes: {
      list: os.outcomes.list.handler(({ input }) => unwrap(outcomes.list(input))),
      counts: os.outcomes.counts.handler(() => unwrap(outcomes.counts())),
      velocity: os.outcomes.velocity.handler(({ input }) => unwrap(outcomes.velocity(input))),
      latency: os.outcomes.latency.handler(({ input }) => unwrap(outcomes.latency(input))),
      rejected: os.outcomes.rejected.handler(({ input }) => unwrap(outcomes.rejected(input.id))),
      reprocess: os.outcomes.reprocess.handler(async ({ input }) => unwrap(await outcomes.reprocess(input))),
      link: os.outcomes.link.handler(async ({ input }) => unwrap(await outcomes.link(input))),
    },
    sync: {
      list: os.sync.list.handler(async () => unwrap(await sync.list())),
      chooseFolder: os.sync.chooseFolder.handler(async () => unwrap(await sync.chooseFolder())),
      create: os.sync.create.handler(async ({ input }) => unwrap(await sync.create(input))),
      update: os.sync.update.handler(async ({ input }) => unwrap(await sync.update(input))),
      remove: os.sync.remove.handler(async ({ input }) => unwrap(await sync.remove(input.id))),
      setSecret: os.sync.setSecret.handler(async ({ input }) => unwrap(await sync.setSecret(input))),
      test: os.sync.test.handler(async ({ input, signal }) => unwrap(await sync.test(input.id, signal))),
      run: os.sync.run.handler(({ input }) => unwrap(sync.run(input.id))),
      restart: os.sync.restart.handler(async ({ input }) => unwrap(await sync.restart(input.id))),
    },
    attribution: {
      setup: os.attribution.setup.handler(() => unwrap(core.attribution.setup())),
      configure: os.attribution.configure.handler(async ({ input }) => unwrap(await core.attribution.configure(input))),
      run: os.attribution.run.handler(() => unwrap(core.attribution.run())),
      latest: os.attribution.latest.handler(() => unwrap(core.attribution.latest())),
      outcome: os.attribution.outcome.handler(({ input }) => unwrap(core.attribution.outcome(input.id))),
      exportReport: os.attribution.exportReport.handler(async () => unwrap(await core.attribution.exportReport())),
    },
    scenarios: {
      list: os.scenarios.list.handler(() => unwrap(scenarios.list())),
      get: os.scenarios.get.handler(({ input }) => unwrap(scenarios.get(input.scenarioId))),
      setup: os.scenarios.setup.handler(() => unwrap(scenarios.setup())),
      check: os.scenarios.check.handler(({ input }) => unwrap(scenarios.check(input.draft))),
      parameters: os.scenarios.parameters.handler(({ input }) => unwrap(scenarios.parameters(input.scenarioId))),
      create: os.scenarios.create.handler(async ({ input }) => unwrap(await scenarios.create(input.draft))),
      createFromPlan: os.scenarios.createFromPlan.handler(async ({ input }) => unwrap(await scenarios.createFromPlan(input))),
      update: os.scenarios.update.handler(async ({ input }) => unwrap(await scenarios.update(input))),
      branch: os.scenarios.branch.handler(async ({ input }) => unwrap(await scenarios.branch(input))),
      setLocked: os.scenarios.setLocked.handler(async ({ input }) => unwrap(await scenarios.setLocked(input))),
      remove: os.scenarios.remove.handler(async ({ input }) => unwrap(await scenarios.remove(input.scenarioId))),
      run: os.scenarios.run.handler(({ input }) => unwrap(scenarios.run(input.scenarioId))),
      result: os.scenarios.result.handler(({ input }) => unwrap(scenarios.result(input.runId))),
      exportFile: os.scenarios.exportFile.handler(async ({ input }) => unwrap(await scenarios.exportFile(input.scenarioId))),
      importFile: os.scenarios.importFile.handler(async ({ input }) => unwrap(await scenarios.importFile(input.file))),
      compare: os.scenarios.compare.handler(async ({ input, signal }) => unwrap(await core.comparisons.compare(input, signal))),
      drivers: os.scenarios.drivers.handler(async ({ input, signal }) => unwrap(await core.comparisons.drivers(input, signal))),
      batches: {
        list: os.scenarios.batches.list.handler(({ input }) => unwrap(batches.list(input.scenarioId))),
        get: os.scenarios.batches.get.handler(({ input }) => unwrap(batches.get(input.batchId))),
        preview: os.scenarios.batches.preview.handler(async ({ input }) => unwrap(await batches.preview(input))),
        create: os.scenarios.batches.create.handler(async ({ input }) => unwrap(await batches.create(input))),
        findOptimal: os.scenarios.batches.findOptimal.handler(async ({ input }) => unwrap(await batches.findOptimal(input))),
        run: os.scenarios.batches.run.handler(async ({ input }) => unwrap(await batches.run(input))),
        pause: os.scenarios.batches.pause.handler(async ({ input }) => unwrap(await batches.pause(input.batchId))),
        cancel: os.scenarios.batches.cancel.handler(async ({ input }) => unwrap(await batches.cancel(input.batchId))),
        remove: os.scenarios.batches.remove.handler(async ({ input }) => unwrap(await batches.remove(input.batchId))),
        variants: os.scenarios.batches.variants.handler(({ input }) => unwrap(batches.variants(input))),
        columns: os.scenarios.batches.columns.handler(async ({ input }) => unwrap(await batches.columns(input))),
        best: os.scenarios.batches.best.handler(({ input }) => unwrap(batches.best(input))),
        promote: os.scenarios.batches.promote.handler(async ({ input }) => unwrap(await batches.promote(input))),
        exportFile: os.scenarios.batches.exportFile.handler(async ({ input }) => unwrap(await batches.exportFile(input.batchId))),
      },
      sensitivity: {
        run: os.scenarios.sensitivity.run.handler(async ({ input }) => unwrap(await core.sensitivities.run(input))),
        list: os.scenarios.sensitivity.list.handler(({ input }) => unwrap(core.sensitivities.list(input.scenarioId))),
        remove: os.scenarios.sensitivity.remove.handler(async ({ input }) => unwrap(await core.sensitivities.remove(input.sensitivityId))),
      },
    },
    jobs: {
      list: os.jobs.list.handler(({ input }) => (core.context.session === null ? [] : core.context.session.jobs.list(input.limit))),
      get: os.jobs.get.handler(({ input }) => unwrap(open(core, (session) => session.jobs.get(input.jobId)))),
      cancel: os.jobs.cancel.handler(({ input }) => unwrap(open(core, (session) => session.jobs.cancel(input.jobId)))),
      watch: os.jobs.watch.handler(async function* ({ input, signal }) {
        unwrap(open(core, (session) => session.jobs.get(input.jobId)));
        if (core.context.session !== null) yield* core.context.session.jobs.watch(input.jobId, signal);
      }),
      running: os.jobs.running.handler(() => core.context.session?.jobs.running() ?? []),
    },
    decisions: {
      page: os.decisions.page.handler(({ input }) => unwrap(decisions.page(input))),
      verify: os.decisions.verify.handler(() => unwrap(decisions.verify())),
    },
    edits: {
      state: os.edits.state.handler(() => unwrap(edits.state())),
      undo: os.edits.undo.handler(async () => unwrap(await edits.undo())),
      redo: os.edits.redo.handler(async () => unwrap(await edits.redo())),
    },
    data: {
      backups: os.data.backups.handler(() => unwrap(data.backups())),
      backup: os.data.backup.handler(async () => unwrap(await data.backup())),
      restore: os.data.restore.handler(async ({ input }) => unwrap(await data.restore(input.id))),
      check: os.data.check.handler(() => unwrap(data.check())),
    },
    events: {
      changes: os.events.changes.handler(async function* ({ signal }) {
        yield* core.changes.subscribe(signal);
      }),
    },
  });
}
