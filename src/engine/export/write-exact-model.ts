import { buildExactModel } from '../allocation/exact/build-exact-model.ts';
import { countActionColumns } from '../allocation/exact/action-columns.ts';
import { compileProblem } from '../allocation/compile-problem.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import { writeMps } from '../linear/mps-writer.ts';
import type { AllocationProblem } from '../model/allocation.ts';

/** Action columns a model may have: about 1 GB of memory while its text is made. */
export const LARGEST_MODEL = 2_000_000;

/** The exact model of a problem as free-form MPS. Its optimum is the largest value any plan has. */
export interface ExactModelText {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
}

/** Writes the exact model that `highs` solves. A problem with too many (contact, channel, day) columns is a fault. O(entries). */
export function writeExactModel(problem: AllocationProblem): Result<ExactModelText> {
  const compiled = compileProblem(problem);
  const columns = countActionColumns(compiled);
  if (columns > LARGEST_MODEL) return fail('NOT_SUPPORTED', `The exact model has ${columns} action columns. Expected at most ${LARGEST_MODEL}.`, { hint: 'Plan for an audience, or a shorter horizon.' });
  const { model } = buildExactModel(compiled);
  const text = writeMps(model);
  return text.ok ? succeed({ text: text.value, columns: model.columnNames.length, rows: model.rowNames.length }) : text;
}
