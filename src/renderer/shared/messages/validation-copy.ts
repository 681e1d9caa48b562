import type { z } from 'zod';

const list = (values: readonly unknown[]): string => values.map(String).join(', ');

const sizeOf = (origin: string, limit: unknown): string => {
  const amount = String(limit);
  if (origin === 'string') return `${amount} ${amount === '1' ? 'character' : 'characters'}`;
  if (origin === 'array' || origin === 'set') return `${amount} chosen`;
  return amount;
};

/** What is wrong with a value, in the brand's voice: a fact with the limit in it. Undefined leaves zod's own words. */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null || issue.input === '') return 'Value required.';
      if (issue.expected === 'int') return 'Whole number expected.';
      if (issue.expected === 'number') return 'Number expected.';
      return undefined;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'Value required.';
      return issue.inclusive === false ? `More than ${sizeOf(issue.origin, issue.minimum)}.` : `At least ${sizeOf(issue.origin, issue.minimum)}.`;
    case 'too_big':
      return issue.inclusive === false ? `Less than ${sizeOf(issue.origin, issue.maximum)}.` : `At most ${sizeOf(issue.origin, issue.maximum)}.`;
    case 'invalid_value':
      return `One of: ${list(issue.values)}.`;
    case 'invalid_format':
      return issue.format === 'date' ? 'Date expected: YYYY-MM-DD.' : undefined;
    case 'not_multiple_of':
      return `Multiple of ${issue.divisor} expected.`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'unrecognized_keys':
      return undefined;
  }
}
