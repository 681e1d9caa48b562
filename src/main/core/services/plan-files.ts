import type { ExportOptions } from '../../../contract/allocation.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { readPlan, readPlanDocument, setExported, type StoredPlan } from '../db/repositories/plan.ts';
import { exportPlanCsv } from '../export/plan-csv.ts';
import { writeFileSafely } from '../export/write-file.ts';
import type { Session } from '../session.ts';

/** What a written file is called, and how many rows it has. */
type Written = { readonly path: string; readonly rows: number };

/** Logs an export of a plan; an approved one counts as exported from then on. */
export async function recordExport(context: CoreContext, planId: number, detail: Record<string, unknown>): Promise<Result<void>> {
  const session = requireSession(context);
  if (!session.ok) return session;
  const { database, gate } = session.value;
  return gate.run(() => {
    const { sqlite } = database;
    const at = context.clock.nowMs();
    const recorded = sqlite
      .transaction((): Result<void> => {
        const plan = readPlan(sqlite, planId);
        if (plan === null) return fail('NOT_FOUND', `Plan ${planId} does not exist.`);
        if (plan.state !== 'draft') setExported(sqlite, planId, at);
        appendDecision(sqlite, { at, actor: plan.approver ?? 'planner', kind: 'export', subject: `plan ${planId}`, detail });
        return succeed(undefined);
      })
      .immediate();
    if (recorded.ok) context.changes.publish(['plans', 'decisions']);
    return recorded;
  });
}

/** Writes plans as files of our own formats; both are logged. */
export function createPlanFiles(context: CoreContext) {
  const withPlan = (planId: number): Result<{ session: Session; plan: StoredPlan }> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const plan = readPlan(session.value.database.sqlite, planId);
    return plan === null ? fail('NOT_FOUND', `Plan ${planId} does not exist.`) : succeed({ session: session.value, plan });
  };

  /** Asks where where no path is given, writes there and logs it; null where the dialog was closed. */
  const writeTo = async (planId: number, path: string | undefined, format: 'csv' | 'json', write: (path: string) => Result<{ rows: number }>): Promise<Result<Written | null>> => {
    const chosen = path === undefined ? await context.shell.chooseSavePath({ title: 'Export plan', suggestedName: `plan-${planId}.${format}`, filters: [{ name: format.toUpperCase(), extensions: [format] }] }) : succeed(path);
    if (!chosen.ok) return chosen;
    if (chosen.value === null) return succeed(null);
    const written = write(chosen.value);
    if (!written.ok) return written;
    const { rows } = written.value;
    const recorded = await recordExport(context, planId, { format, file: chosen.value, rows });
    return recorded.ok ? succeed({ path: chosen.value, rows }) : recorded;
  };

  return {
    /** Writes an approved plan as CSV to `path`, or asks where. */
    async exportCsv({ planId, options, path }: { planId: number; options: ExportOptions; path?: string }): Promise<Result<Written | null>> {
      const ready = withPlan(planId);
      if (!ready.ok) return ready;
      const { session, plan } = ready.value;
      if (plan.state === 'draft') return fail('CONFLICT', `Plan ${planId} is a draft.`, { hint: 'Approve it, then export it.' });
      return writeTo(planId, path, 'csv', (place) => exportPlanCsv(session.database.sqlite, planId, place, options));
    },
    /** Writes a plan as `omnivor.plan/1` to `path`, or asks where, with what else was considered where asked for; drafts may be written too. */
    async exportJson({ planId, alternatives, path }: { planId: number; alternatives?: boolean | undefined; path?: string }): Promise<Result<Written | null>> {
      const ready = withPlan(planId);
      if (!ready.ok) return ready;
      const { session, plan } = ready.value;
      return writeTo(planId, path, 'json', (place) => {
        const written = writeFileSafely(place, `${JSON.stringify(readPlanDocument(session.database.sqlite, plan, { withAlternatives: alternatives === true }))}\n`);
        return written.ok ? succeed({ rows: plan.actions }) : written;
      });
    },
  };
}
