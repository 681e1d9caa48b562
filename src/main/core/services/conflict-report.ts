import { createHash } from 'node:crypto';
import type { AutoOutcome, AutoReport } from '../../../contract/campaign.ts';
import { isCancelled } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { RunControl } from '../../../engine/base/progress.ts';
import { autoResolve, type LoserPolicy, type ResolutionReport } from '../../../engine/coordination/auto-resolve.ts';
import type { ConflictKind } from '../../../engine/model/campaign.ts';
import type { Database, Sqlite } from '../db/connection.ts';
import { putResolutions, type NewResolution } from '../db/repositories/conflict-log.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { createContactNames, putReservation, todayOf } from '../db/repositories/reservation.ts';
import type { BoardReader, StandingBoard } from './campaign-board.ts';
import { runStagedStep, type StepAnswer } from './edit-step.ts';

/** Decisions shown of an automatic resolution. */
const SHOWN_DECISIONS = 500;
/** Rows between two looks at the cancel flag. */
const ROWS_A_LOOK = 256;

/** Which conflicts, and what becomes of who gives way. */
export interface ReportAsked {
  readonly policy: LoserPolicy;
  readonly asOf?: string | undefined;
}

/** A report to carry out, and who decided it. */
export interface ApplyAsked extends ReportAsked {
  readonly fingerprint: string;
  readonly actor: string;
  readonly note: string;
}

/** A report to carry out at an instant. */
export interface ApplyRequest extends ApplyAsked {
  readonly nowMs: number;
}

/** Names a report by what it would change. */
const fingerprintOf = ({ changes }: ResolutionReport, policy: LoserPolicy): string => createHash('sha256').update(JSON.stringify([policy, changes])).digest('hex').slice(0, 32);

/** The report in the names of what it speaks of. */
function describeReport(report: ResolutionReport, policy: LoserPolicy, board: StandingBoard, contactName: ReturnType<typeof createContactNames>): AutoReport {
  const after = new Map(report.changes.map((change) => [change.after.id, change.after]));
  const pairs = new Map<string, AutoReport['pairs'][number]>();
  const counts = { preempted: 0, deferred: 0 };
  for (const { winner, loser, outcome } of report.decisions) {
    const [winnerName, loserName] = [board.nameOf(board.member(winner).campaign), board.nameOf(board.member(loser).campaign)];
    const key = JSON.stringify([winnerName, loserName]);
    const pair = pairs.get(key) ?? { winner: winnerName, loser: loserName, preempted: 0, deferred: 0 };
    pairs.set(key, { ...pair, [outcome]: pair[outcome] + 1 });
    counts[outcome] += 1;
  }
  const decisions = report.decisions.slice(0, SHOWN_DECISIONS).map(({ contact, channel, winner, loser, outcome, because }) => {
    const { from, to, campaign } = board.member(loser);
    const names = { winner: board.nameOf(board.member(winner).campaign), loser: board.nameOf(campaign) };
    return { contact, contactName: contactName(contact), channel, ...names, outcome, because, from, to, movedTo: outcome === 'deferred' ? (after.get(loser)?.from ?? null) : null };
  });
  return { fingerprint: fingerprintOf(report, policy), conflicts: board.found.total, ...counts, left: report.left.length, pairs: [...pairs.values()], decisions };
}

interface MadeReport {
  readonly board: StandingBoard;
  readonly report: ResolutionReport;
  readonly described: AutoReport;
}

/** Decides all conflicts by rank on what stands; writes nothing. */
export function makeReport(sqlite: Sqlite, readBoard: BoardReader, { policy, asOf }: ReportAsked): Result<MadeReport> {
  const board = readBoard(sqlite, todayOf(asOf));
  const resolved = autoResolve({ campaigns: board.campaigns, reservations: board.standing, limits: board.limits.limits }, policy);
  return resolved.ok ? succeed({ board, report: resolved.value, described: describeReport(resolved.value, policy, board, createContactNames(sqlite)) }) : resolved;
}

/** Decisions as the list of resolved conflicts keeps them. */
function* resolutionsOf({ report, board }: MadeReport, { actor, note, nowMs }: ApplyRequest): Generator<NewResolution> {
  const after = new Map(report.changes.map((change) => [change.after.id, change.after]));
  for (const { contact, channel, winner, loser, outcome, because, isFrequency } of report.decisions) {
    const { from, to, campaign } = board.member(loser);
    const names = [board.nameOf(board.member(winner).campaign), board.nameOf(campaign)];
    const summary = outcome === 'deferred' ? `${names[1]} moves to ${after.get(loser)?.from ?? to}, behind ${names[0]}.` : `${names[0]} takes the place of ${names[1]}.`;
    const kind: ConflictKind = isFrequency ? 'frequency' : because === 'priority' ? 'preemption' : 'overlap';
    yield { conflict: { kind, contact, channel, from, to, reservations: [winner, loser] }, campaigns: names, resolution: outcome, isAutomatic: true, summary, note, resolvedBy: actor, resolvedAt: nowMs };
  }
}

class Cancelled extends Error {}

/** Passes rows on, telling how many of all have gone by; ends with `Cancelled` once the flag was raised. */
function* watchRows<T>(rows: Iterable<T>, counter: { done: number }, total: number, { cancel, onProgress }: RunControl): Generator<T> {
  for (const row of rows) {
    if (counter.done % ROWS_A_LOOK === 0) {
      if (isCancelled(cancel)) throw new Cancelled();
      onProgress?.({ phase: 'Preparing decisions', done: counter.done, total });
    }
    counter.done += 1;
    yield row;
  }
}

const cancelled = () => fail('CANCELLED', 'The resolution was cancelled. Nothing was written.');

/** A run that may have to wait for its turn to write. */
export interface ApplyControl extends RunControl {
  /** Waits until nobody else writes; nobody does until the run has ended. */
  takeTurn(): Promise<void>;
}

/** What was decided, and the whole of it for the Decision Log. */
interface Carried {
  readonly outcome: AutoOutcome;
  readonly described: AutoReport;
}

/**
 * Makes the report anew and carries it out as one undoable step, on any connection: what it writes is made ready before it
 * asks for its turn. `STALE` where it is another report than the one that was looked at, `CANCELLED` once the flag was
 * raised; then nothing is written. O(reservations).
 */
export async function applyReport(database: Database, readBoard: BoardReader, request: ApplyRequest, control: ApplyControl): Promise<StepAnswer<AutoOutcome>> {
  const { policy, fingerprint, actor, note, nowMs } = request;
  const report = (phase: string, done: number, total: number | null): void => control.onProgress?.({ phase, done, total });
  let total = 0;
  try {
    const { result, domains } = await runStagedStep(database, { name: 'Resolve conflicts by priority', nowMs, actor }, {
      prepare(writer, sqlite): Result<Carried> {
        report('Finding conflicts', 0, null);
        const made = makeReport(sqlite, readBoard, request);
        if (!made.ok) return made;
        const { described } = made.value;
        const { changes, decisions } = made.value.report;
        if (described.fingerprint !== fingerprint) return fail('STALE', 'Reservations changed since the report was made.', { hint: 'Look at the new report.' });
        const counter = { done: 0 };
        total = changes.length + decisions.length;
        for (const { after } of watchRows(changes, counter, total, control)) putReservation(writer, after);
        putResolutions(sqlite, writer, watchRows(resolutionsOf(made.value, request), counter, total, control));
        if (isCancelled(control.cancel)) throw new Cancelled();
        const { conflicts, preempted, deferred, left } = described;
        return succeed({ outcome: { conflicts, preempted, deferred, left }, described });
      },
      takeTurn: () => control.takeTurn(),
      onWritten(rows) {
        if (isCancelled(control.cancel)) throw new Cancelled();
        report('Writing decisions', rows, total);
      },
      finish(sqlite, { outcome, described: { pairs } }) {
        report('Keeping the way back', total, total);
        appendDecision(sqlite, { at: nowMs, actor, kind: 'resolve', subject: 'conflicts by priority', detail: { ...(note === '' ? {} : { note }), policy, ...outcome, pairs } });
      },
    });
    return { result: result.ok ? succeed(result.value.outcome) : result, domains };
  } catch (error) {
    if (error instanceof Cancelled) return { result: cancelled(), domains: [] };
    throw error;
  }
}
