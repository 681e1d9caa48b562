import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as copy from '../../../src/renderer/shared/messages/brand-copy.ts';
import { isAbort, toShownFault } from '../../../src/renderer/shared/messages/shown-fault.ts';
import { describeIssue } from '../../../src/renderer/shared/messages/validation-copy.ts';

describe('faults', () => {
  test('a rejection that carries a fault shows the fault', () => {
    const fault = { code: 'STALE', message: 'Rules changed since.', hint: 'Optimize again.', path: 'plan 3' };
    expect(toShownFault(Object.assign(new Error('x'), { code: 'FAULT', data: fault }))).toEqual(fault);
    expect(toShownFault(fault)).toEqual(fault);
  });

  test('anything else is named as a defect and says what is safe', () => {
    expect(toShownFault(new Error('boom'))).toMatchObject({ code: 'UNEXPECTED', message: 'boom', hint: expect.stringContaining('unchanged') });
    expect(toShownFault(undefined)).toMatchObject({ code: 'UNEXPECTED' });
    expect(toShownFault({ code: 'BAD_REQUEST', message: 'Input validation failed', data: { issues: [] } })).toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('an input that does not fit names its place and what was expected', () => {
    const data = { issues: [{ code: 'too_big', path: ['constraint', 'contacts', 0], message: 'Too big: expected string to have <=200 characters' }] };
    expect(toShownFault({ code: 'BAD_REQUEST', message: 'Input validation failed', data })).toEqual({
      code: 'BAD_INPUT',
      message: 'constraint.contacts.0: Too big: expected string to have <=200 characters.',
      hint: 'Nothing was written.',
      path: 'constraint.contacts.0',
    });
  });

  test('a cancelled call is no error', () => {
    expect(isAbort(new DOMException('stopped', 'AbortError'))).toBe(true);
    expect(isAbort(new Error('x'))).toBe(false);
  });
});

describe('what a schema refuses, in words', () => {
  const say = (schema: z.ZodType, value: unknown): string | undefined => schema.safeParse(value, { error: describeIssue }).error?.issues[0]?.message;
  test.each([
    [z.number().min(0), -1, 'At least 0.'],
    [z.number().gt(0), 0, 'More than 0.'],
    [z.number().max(1), 2, 'At most 1.'],
    [z.number().lt(5), 5, 'Less than 5.'],
    [z.int(), 1.5, 'Whole number expected.'],
    [z.number(), 'many', 'Number expected.'],
    [z.number(), undefined, 'Value required.'],
    [z.string().min(1), '', 'Value required.'],
    [z.string().max(3), 'four', 'At most 3 characters.'],
    [z.array(z.int()).min(1), [], 'At least 1 chosen.'],
    [z.enum(['day', 'week']), 'year', 'One of: day, week.'],
    [z.iso.date(), '2026-02-30', 'Date expected: YYYY-MM-DD.'],
  ] as const)('case %#', (schema, value, message) => expect(say(schema, value)).toBe(message));

  test('a schema that speaks for itself is left alone', () => {
    expect(say(z.string().refine(() => false, { error: 'Own words.' }), 'x')).toBe('Own words.');
  });
});

test('no sentence asks or apologises', () => {
  const sentences = Object.values(copy).flatMap((group) => Object.values(group));
  expect(sentences.length).toBeGreaterThan(8);
  for (const sentence of sentences) expect(sentence).not.toMatch(/please|sorry/i);
});
