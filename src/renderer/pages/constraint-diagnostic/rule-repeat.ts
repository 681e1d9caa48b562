import { Constraint } from '../../../engine/model/constraint.ts';

/** Recurrence rules that have a name of their own. */
export const repeatRules = { weekly: 'FREQ=WEEKLY', monthly: 'FREQ=MONTHLY', quarterly: 'FREQ=MONTHLY;INTERVAL=3', yearly: 'FREQ=YEARLY' } as const;

/** How often a window comes again. */
export type Repeat = 'never' | keyof typeof repeatRules | 'custom';
export const namedRepeats: Record<Exclude<Repeat, 'custom'>, string> = { never: 'never', weekly: 'every week', monthly: 'every month', quarterly: 'every quarter', yearly: 'every year' };
export const repeatNames: Record<Repeat, string> = { ...namedRepeats, custom: 'by a rule of its own' };

const named = Object.entries(repeatRules) as [keyof typeof repeatRules, string][];

/** The name of a recurrence rule. */
export function repeatOf(recurrence: string | undefined): Repeat {
  if (recurrence === undefined) return 'never';
  return named.find(([, rule]) => rule === recurrence)?.[0] ?? 'custom';
}

/** What keeps a rule from being one, in words, or null. */
export function describeRuleProblem(rule: Constraint): string | null {
  const parsed = Constraint.safeParse(rule);
  const [issue] = parsed.success ? [] : parsed.error.issues;
  return issue === undefined ? null : `${issue.message.replace(/\.$/u, '')}.`;
}
