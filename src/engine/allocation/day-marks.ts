import type { ProblemFrame } from '../constraints/problem-frame.ts';
import type { RuleScope } from '../constraints/scope.ts';

/**
 * Days on which rules speak of their contacts: `inDay[startOfDays(marks, part, contact, days) + day]`. Contacts whose reps
 * change alike share a variant; there is one variant for all where no rule of the table asks for reps or nobody changes.
 */
export interface DayMarks {
  readonly inDay: Uint8Array;
  readonly variantCount: number;
  /** Variant per contact. */
  readonly variantOf: Int32Array;
}

/** Where the days of a rule for a contact begin in `inDay`. */
export const startOfDays = ({ variantCount, variantOf }: DayMarks, part: number, contact: number, days: number): number => (part * variantCount + variantOf[contact]!) * days;

/** One contact of every pattern of reps, −1 where only contacts of one rep have it. O(contacts). */
function listExamples({ repPattern, repPatternCount }: ProblemFrame): Int32Array {
  const examples = new Int32Array(repPatternCount).fill(-1);
  for (const [contact, pattern] of repPattern.entries()) if (pattern > 0) examples[pattern] = contact;
  return examples;
}

/** Marks the days of rules. O(parts · variants · days + contacts). */
export function markDays(scopes: readonly RuleScope[], frame: ProblemFrame): DayMarks {
  const { days } = frame;
  const isVaried = scopes.some((scope) => scope.changesByDay);
  const examples = isVaried ? listExamples(frame) : Int32Array.of(-1);
  const variantCount = examples.length;
  const inDay = new Uint8Array(scopes.length * variantCount * days);
  for (const [at, scope] of scopes.entries()) {
    for (const [variant, example] of examples.entries()) {
      const start = (at * variantCount + variant) * days;
      for (let day = 0; day < days; day += 1) inDay[start + day] = scope.coversDay(day) && (example < 0 || scope.coversRepOn(example, day)) ? 1 : 0;
    }
  }
  return { inDay, variantCount, variantOf: isVaried ? frame.repPattern : new Int32Array(frame.repOf.length) };
}
