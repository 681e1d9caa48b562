import { formatDay, parseDay } from '../../../../src/engine/base/day.ts';
import { createRandom, randomIndex } from '../../../../src/engine/base/rng.ts';
import type { AllocationProblem, RepSpan } from '../../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../../src/engine/model/constraint.ts';
import { makeRuleProblem } from './random-rules.ts';
import type { RandomSize } from './random-problem.ts';

const REPS = ['R1', 'R2', 'R3', ''] as const;
/** Spans begin before the horizon and end after it. */
const MARGIN = 6;

/** A problem with rules of every kind, most of them of some reps, whose contacts go from rep to rep on random days. */
export function makeSpanProblem(seed: number, size: RandomSize): AllocationProblem {
  const problem = makeRuleProblem(seed, size);
  const random = createRandom(seed + 3);
  const chance = (share: number): boolean => random() < share;
  const start = parseDay(problem.horizon.start) ?? 0;
  const spansOf = (contact: string): RepSpan[] => {
    const spans: RepSpan[] = [];
    for (let day = -MARGIN; day < size.days + MARGIN; ) {
      const last = day + randomIndex(random, size.days);
      if (chance(0.6)) spans.push({ contact, rep: REPS[randomIndex(random, REPS.length)]!, from: formatDay(start + day), to: formatDay(start + last) });
      day = last + 1;
    }
    return spans;
  };
  const repSpans = problem.contacts.ids.filter(() => chance(0.7)).flatMap(spansOf);
  const narrow = (rule: Constraint): Constraint => {
    const reps = chance(0.6) ? { reps: REPS.slice(0, 3).filter(() => chance(0.5)) } : {};
    if (rule.kind !== 'coverage' || chance(0.5)) return { ...rule, ...reps };
    const { minContacts: _fixed, ...rest } = rule;
    return { ...rest, ...reps, minShare: randomIndex(random, 6) / 10 };
  };
  return { ...problem, contacts: { ...problem.contacts, ...(repSpans.length === 0 ? {} : { repSpans: repSpans.sort(() => random() - 0.5) }) }, constraints: problem.constraints.map(narrow) };
}
