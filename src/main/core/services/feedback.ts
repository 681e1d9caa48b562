import { basename, join } from 'node:path';
import type { ChallengeRow, FeedbackDifference, FeedbackSummary, SheetReport } from '../../../contract/feedback.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { autoApprove, type JudgedChallenge } from '../../../engine/feedback/auto-approve.ts';
import { makeSheet, type ChallengeSheet } from '../../../engine/feedback/challenge-sheet.ts';
import { checkAnswers, type AnsweredLine, type CheckedAnswers } from '../../../engine/feedback/check-answers.ts';
import { compareGoals } from '../../../engine/feedback/compare-goals.ts';
import { createPlanRoom } from '../../../engine/feedback/plan-room.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { ChallengeState, FeedbackSettings } from '../../../engine/model/feedback.ts';
import type { PlannedAction } from '../../../engine/model/plan.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { nextChallengeId, putChallenge, putFeedbackSettings, readChallengePage, readChallenges, readFeedbackSettings, type ChallengeQuery, type StoredChallenge } from '../db/repositories/feedback.ts';
import { readPlan, readPlanDocument, readPlans, readProblem, type StoredPlan } from '../db/repositories/plan.ts';
import { createContactNames } from '../db/repositories/reservation.ts';
import { writeFolderSafely } from '../export/write-folder.ts';
import { readSheet } from '../feedback/read-sheet.ts';
import { writeSheets } from '../feedback/write-sheets.ts';
import type { EditService } from './edit.ts';

/** Lines that are named of those that are not taken. */
const SHOWN_REJECTED = 1000;
const SHEETS_FILTER = [{ name: 'Challenge sheets', extensions: ['csv', 'xlsx', 'xlsm', 'tsv', 'txt'] }];

/** Sheets as they came back, with what they are about. */
interface ReadSheets {
  readonly plan: StoredPlan;
  readonly problem: AllocationProblem;
  readonly actions: readonly PlannedAction[];
  readonly sheet: ChallengeSheet;
  readonly files: readonly string[];
  readonly answers: readonly (AnsweredLine & { readonly file: string })[];
}

interface MadeReport {
  readonly report: SheetReport;
  readonly judged: readonly JudgedChallenge[];
  readonly files: ReadonlyMap<string, string>;
}

const keyOf = ({ contact, channel }: { readonly contact: string; readonly channel: string }): string => JSON.stringify([contact, channel]);

/** Challenge sheets of reps: written, read back, decided, and made rules of the next solve. */
export function createFeedbackService(context: CoreContext, edits: EditService) {
  const withPlan = <T>(planId: number, work: (sqlite: Sqlite, plan: StoredPlan) => Result<T>): Result<T> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const { sqlite } = session.value.database;
    const plan = readPlan(sqlite, planId);
    return plan === null ? fail('NOT_FOUND', `Plan ${planId} does not exist.`) : work(sqlite, plan);
  };

  const sheetOf = (sqlite: Sqlite, plan: StoredPlan): Pick<ReadSheets, 'problem' | 'actions' | 'sheet'> => {
    const problem = readProblem(sqlite, plan.problemId);
    const { actions } = readPlanDocument(sqlite, plan);
    return { problem, actions, sheet: makeSheet(plan.id, problem, actions) };
  };

  const readAll = async (paths: readonly string[]): Promise<Result<ReadSheets>> => {
    const answers: (AnsweredLine & { file: string })[] = [];
    for (const path of paths) {
      const read = await readSheet(path);
      if (!read.ok) return read;
      answers.push(...read.value.map((line) => ({ ...line, file: basename(path) })));
    }
    const keys = new Set(answers.map(({ sheet }) => sheet).filter((sheet) => sheet !== ''));
    const [key = ''] = keys;
    const planId = Number(/^plan-(\d+)-/u.exec(key)?.[1]);
    if (!Number.isInteger(planId)) return fail('BAD_FORMAT', `The column Sheet says ${JSON.stringify(key)}. Expected the key of a challenge sheet, such as plan-3-…`, { hint: 'Export the sheets again.' });
    return withPlan(planId, (sqlite, plan) => {
      const { problem, actions, sheet } = sheetOf(sqlite, plan);
      if (!keys.has(sheet.key)) return fail('STALE', `The sheets say ${key}. Plan ${planId} of this workspace has the sheet ${sheet.key}.`, { hint: 'Export the sheets of this plan, and fill them in again.' });
      return succeed({ plan, problem, actions, sheet, files: paths.map((path) => basename(path)), answers });
    });
  };

  /** Checks every line, lets the rules decide, and counts. Writes nothing. */
  const makeReport = (sqlite: Sqlite, { plan, problem, actions, sheet, files, answers }: ReadSheets): MadeReport => {
    const numbered = answers.map((answer, at) => ({ ...answer, line: at }));
    const checked: CheckedAnswers = checkAnswers(numbered, sheet, problem);
    const present = readChallenges(sqlite, plan.id);
    const isAsked = new Set(checked.challenges.map(keyOf));
    const earlier = new Map<string, number>();
    const room = createPlanRoom(problem, actions);
    for (const one of present) {
      if (one.state !== 'accepted' || isAsked.has(keyOf(one))) continue;
      room.take(one, one.goal - one.planned);
      if (one.decidedBy === 'rule') earlier.set(`${one.kind}|${one.rep}`, (earlier.get(`${one.kind}|${one.rep}`) ?? 0) + Math.abs(one.goal - one.planned));
    }
    const planned = new Map<string, number>();
    for (const { rep, goal } of sheet.lines) planned.set(rep, (planned.get(rep) ?? 0) + goal);
    const judged = autoApprove(checked.challenges, readFeedbackSettings(sqlite), { room, plannedOf: (rep) => planned.get(rep) ?? 0, earlier });
    const accepted = judged.filter(({ isAccepted }) => isAccepted).length;
    const newest = readPlans(sqlite)[0]?.id ?? plan.id;
    const idOf = new Map(sheet.lines.map((line) => [line.id, keyOf(line)]));
    const fileOf = new Map(answers.flatMap(({ id, file }) => (idOf.has(id) ? [[idOf.get(id) ?? '', file] as const] : [])));
    return {
      judged,
      files: fileOf,
      report: {
        planId: plan.id,
        newerPlan: newest > plan.id ? newest : null,
        files: [...files],
        lines: answers.length,
        challenges: judged.length,
        accepted,
        pending: judged.length - accepted,
        kept: checked.kept,
        rejected: checked.rejected.length,
        replaced: present.filter((one) => isAsked.has(keyOf(one))).length,
        rejectedLines: checked.rejected.slice(0, SHOWN_REJECTED).map(({ line, ...rejected }) => ({ ...rejected, file: answers[line]?.file ?? '', line: answers[line]?.line ?? 0 })),
      },
    };
  };

  const resolveFiles = (tokens: readonly string[]): Result<string[]> => {
    const paths: string[] = [];
    for (const token of tokens) {
      const file = context.files.resolve(token);
      if (!file.ok) return file;
      paths.push(file.value.path);
    }
    return succeed(paths);
  };

  const service = {
    summary: (planId: number): Result<FeedbackSummary> =>
      withPlan(planId, (sqlite) => {
        const rows = sqlite.prepare('SELECT state, count(*) AS count FROM challenges WHERE plan_id = ? GROUP BY state').all(planId) as { state: ChallengeState; count: number }[];
        const countOf = (state: ChallengeState): number => rows.find((row) => row.state === state)?.count ?? 0;
        const reps = sqlite.prepare('SELECT DISTINCT rep FROM challenges WHERE plan_id = ? ORDER BY rep').pluck().all(planId) as string[];
        return succeed({ counts: { pending: countOf('pending'), accepted: countOf('accepted'), declined: countOf('declined') }, reps, settings: readFeedbackSettings(sqlite) });
      }),
    /** Writes a sheet per rep into `path`, or into a folder that is asked for. */
    async exportSheets({ planId, lines, path, rep }: { planId: number; lines: 'planned' | 'all'; path?: string; rep?: string | undefined }): Promise<Result<{ path: string; files: number; lines: number } | null>> {
      const made = withPlan(planId, (sqlite, plan) => succeed({ sqlite, ...sheetOf(sqlite, plan) }));
      if (!made.ok) return made;
      const { sqlite, sheet } = made.value;
      const wanted = sheet.lines.filter((line) => (lines === 'all' || line.goal > 0) && (rep === undefined || line.rep === rep));
      if (wanted.length === 0) return fail('CONFLICT', rep === undefined ? `Plan ${planId} has no lines.` : `Rep ${rep} has no lines in plan ${planId}.`);
      const folder = path === undefined ? await context.shell.chooseFolder({ title: 'Folder for challenge sheets' }) : succeed(path);
      if (!folder.ok) return folder;
      if (folder.value === null) return succeed(null);
      const target = path ?? join(folder.value, `plan-${planId}-challenge`);
      const { files, sheets } = writeSheets(sheet, wanted, createContactNames(sqlite));
      const written = writeFolderSafely(target, files);
      return written.ok ? succeed({ path: target, files: sheets, lines: wanted.length }) : written;
    },
    async choose(): Promise<Result<{ token: string; name: string; sizeBytes: number }[]>> {
      const chosen = await context.shell.chooseFiles({ title: 'Challenge sheets', filters: SHEETS_FILTER, multiple: true });
      if (!chosen.ok) return chosen;
      const files: { token: string; name: string; sizeBytes: number }[] = [];
      for (const path of chosen.value) {
        const file = context.files.register(path);
        if (!file.ok) return file;
        files.push(file.value);
      }
      return succeed(files);
    },
    async checkFiles(paths: readonly string[]): Promise<Result<SheetReport>> {
      const read = await readAll(paths);
      return read.ok ? withPlan(read.value.plan.id, (sqlite) => succeed(makeReport(sqlite, read.value).report)) : read;
    },
    async check(tokens: readonly string[]): Promise<Result<SheetReport>> {
      const paths = resolveFiles(tokens);
      return paths.ok ? service.checkFiles(paths.value) : paths;
    },
    /** Keeps what the sheets ask for. One step of the undo list; the decision log says what came in. */
    async importFiles(paths: readonly string[], { acceptStale }: { acceptStale: boolean }): Promise<Result<SheetReport>> {
      const read = await readAll(paths);
      if (!read.ok) return read;
      const { plan } = read.value;
      return edits.run(
        `Import feedback on plan ${plan.id}`,
        (recorder, sqlite) => {
          if (readPlan(sqlite, plan.id) === null) return fail('NOT_FOUND', `Plan ${plan.id} does not exist.`);
          const { report, judged, files } = makeReport(sqlite, read.value);
          if (report.newerPlan !== null && !acceptStale) return fail('STALE', `The sheets are about plan ${plan.id}. Plan ${report.newerPlan} is newer.`, { hint: 'Send sheets of the newer plan, or take these all the same.' });
          const importedAt = context.clock.nowMs();
          const present = new Map(readChallenges(sqlite, plan.id).map((one) => [keyOf(one), one.id]));
          let nextId = nextChallengeId(sqlite);
          for (const { challenge, isAccepted, because } of judged) {
            const id = present.get(keyOf(challenge)) ?? nextId++;
            putChallenge(recorder, { ...challenge, id, planId: plan.id, state: isAccepted ? 'accepted' : 'pending', decidedBy: isAccepted ? 'rule' : null, because, file: files.get(keyOf(challenge)) ?? '', importedAt });
          }
          const { challenges, accepted, pending, kept, rejected, lines } = report;
          appendDecision(sqlite, { at: importedAt, actor: 'planner', kind: 'feedback', subject: `plan ${plan.id}`, detail: { files: report.files, lines, challenges, accepted, pending, kept, rejected } });
          return succeed(report);
        },
        'planner',
      );
    },
    async commit({ files, acceptStale }: { files: readonly string[]; acceptStale: boolean }): Promise<Result<SheetReport>> {
      const paths = resolveFiles(files);
      return paths.ok ? service.importFiles(paths.value, { acceptStale }) : paths;
    },
    page: (query: ChallengeQuery): Result<{ total: number; rows: ChallengeRow[] }> => withPlan(query.planId, (sqlite) => succeed(readChallengePage(sqlite, query))),
    decide({ ids, state }: { ids: readonly number[]; state: ChallengeState }): Promise<Result<{ changed: number }>> {
      const verb = { accepted: 'Accept', declined: 'Decline', pending: 'Reopen' }[state];
      return edits.run(`${verb} ${ids.length} ${ids.length === 1 ? 'challenge' : 'challenges'}`, (recorder, sqlite) => {
        const byId = sqlite.prepare('SELECT plan_id FROM challenges WHERE id = ?').pluck();
        const plans = new Set(ids.map((id) => byId.get(id) as number | undefined));
        if (plans.has(undefined)) return fail('NOT_FOUND', 'A challenge is no longer there.', { hint: 'Look at the list again.' });
        const stored = new Map([...plans].flatMap((planId) => readChallenges(sqlite, planId ?? 0)).map((one): [number, StoredChallenge] => [one.id, one]));
        let changed = 0;
        for (const id of new Set(ids)) {
          const one = stored.get(id);
          if (one === undefined || one.state === state) continue;
          putChallenge(recorder, { ...one, state, decidedBy: state === 'pending' ? null : 'planner', because: state === 'pending' ? 'Waits again.' : 'Decided by the planner.' });
          changed += 1;
        }
        return succeed({ changed });
      });
    },
    configure(settings: FeedbackSettings): Promise<Result<FeedbackSettings>> {
      return edits.run('Set rules for feedback', (recorder, sqlite) => {
        putFeedbackSettings(recorder, settings);
        return succeed(readFeedbackSettings(sqlite));
      });
    },
    difference: ({ planId, offset, limit }: { planId: number; offset: number; limit: number }): Result<FeedbackDifference | null> =>
      withPlan<FeedbackDifference | null>(planId, (sqlite, plan) => {
        const before = plan.inputs.feedbackOf === undefined ? null : readPlan(sqlite, plan.inputs.feedbackOf);
        if (before === null) return succeed(null);
        const difference = compareGoals(readPlanDocument(sqlite, before).actions, readPlanDocument(sqlite, plan).actions, readChallenges(sqlite, before.id, 'accepted'));
        const nameOf = createContactNames(sqlite);
        const { changes, ...counts } = difference;
        const figures = ({ id, objective, lift, cost, actions }: StoredPlan) => ({ planId: id, objective, lift, cost, actions });
        return succeed({ before: figures(before), after: figures(plan), ...counts, total: changes.length, rows: changes.slice(offset, offset + limit).map((row) => ({ ...row, name: nameOf(row.contact) })) });
      }),
  };
  return service;
}
export type FeedbackService = ReturnType<typeof createFeedbackService>;
