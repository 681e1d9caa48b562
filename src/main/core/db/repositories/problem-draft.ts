import { asc, eq, max } from 'drizzle-orm';
import { ProblemDraft } from '../../../../contract/problem.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { problemDrafts } from '../schema/problem.ts';
import type { EditRecorder } from './edit.ts';

const ProblemBody = ProblemDraft.omit({ name: true });

export interface StoredDraft {
  readonly id: number;
  readonly draft: ProblemDraft;
  readonly parent: number | null;
  readonly createdAt: number;
  readonly changedAt: number;
}

const parseDraft = ({ name, body, ...row }: typeof problemDrafts.$inferSelect): StoredDraft => ({ ...row, draft: { name, ...ProblemBody.parse(JSON.parse(body)) } });

/** Oldest first. */
export const readDrafts = (sqlite: Sqlite): StoredDraft[] => ormOf(sqlite).select().from(problemDrafts).orderBy(asc(problemDrafts.id)).all().map(parseDraft);

export function readDraft(sqlite: Sqlite, id: number): StoredDraft | null {
  const row = ormOf(sqlite).select().from(problemDrafts).where(eq(problemDrafts.id, id)).get();
  return row === undefined ? null : parseDraft(row);
}

/** A number that no draft has, nor a branch of one that is gone. */
export function nextDraftId(sqlite: Sqlite): number {
  const last = ormOf(sqlite).select({ id: max(problemDrafts.id), parent: max(problemDrafts.parent) }).from(problemDrafts).get();
  return 1 + Math.max(last?.id ?? 0, last?.parent ?? 0);
}

export function putDraft(recorder: EditRecorder, { id, draft, parent, createdAt, changedAt }: StoredDraft): void {
  const { name, ...body } = draft;
  recorder.put('problem_drafts', { id, name, parent, body: JSON.stringify(ProblemBody.parse(body)), created_at: createdAt, changed_at: changedAt });
}

export const removeDraft = (recorder: EditRecorder, id: number): void => recorder.remove('problem_drafts', { id });
