import { z } from 'zod';
import { Decision } from '../../../contract/decision.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { readDecisions, verifyDecisions } from '../db/repositories/decision.ts';

/** The decision log of the open workspace: read and verified, never changed. */
export function createDecisionService(context: CoreContext) {
  return {
    page(query: { offset: number; limit: number; kind?: string | undefined; search?: string | undefined }): Result<{ total: number; rows: Decision[] }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { total, rows } = readDecisions(session.value.database.sqlite, query);
      return succeed({ total, rows: z.array(Decision).parse(rows.map(({ previousHash: _, detail, ...row }) => ({ ...row, detail: JSON.parse(detail) as unknown }))) });
    },
    verify(): Result<{ entries: number; brokenAt: number | null }> {
      const session = requireSession(context);
      return session.ok ? succeed(verifyDecisions(session.value.database.sqlite)) : session;
    },
  };
}
export type DecisionService = ReturnType<typeof createDecisionService>;
