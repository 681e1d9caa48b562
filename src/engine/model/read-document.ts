import type { z } from 'zod';
import { fail, succeed, type Result } from '../base/fault.ts';

/** `$.constraints[3].max` for a list of keys. */
export function formatJsonPath(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => (typeof key === 'number' ? `${path}[${key}]` : `${path}.${String(key)}`), '$');
}

function valueAt(document: unknown, keys: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** Parses JSON; a byte order mark, which editors on Windows write, is no part of it. Throws what `JSON.parse` throws. */
export const parseJson = (text: string): unknown => JSON.parse(text.replace(/^\uFEFF/, ''));

/** Where an issue stands and what it says: a key too many is named itself, not the object around it. */
function placeIssue(issue: z.core.$ZodIssue): { keys: readonly PropertyKey[]; message: string } {
  const [extra] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  if (extra !== undefined) return { keys: [...issue.path, extra], message: 'Expected no such key' };
  return { keys: issue.path, message: issue.message.charAt(0).toUpperCase() + issue.message.slice(1) };
}

/** Short text of a value for a message: at most 60 characters of its JSON. */
export function describeValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/**
 * Validates a parsed document. The fault names the JSON path, the value found and what was expected; the first problem
 * is the message, further ones are counted in the hint.
 */
export function readDocument<Schema extends z.ZodType>(schema: Schema, document: unknown): Result<z.infer<Schema>> {
  const parsed = schema.safeParse(document);
  if (parsed.success) return succeed(parsed.data);
  const [first, ...more] = parsed.error.issues;
  if (first === undefined) return fail('BAD_FORMAT', 'The document does not fit its format.');
  const { keys, message } = placeIssue(first);
  const path = formatJsonPath(keys);
  const found = describeValue(valueAt(document, keys));
  return fail('BAD_FORMAT', `${path}: found ${found}. ${message}.`, { path, ...(more.length > 0 ? { hint: `${more.length} more places do not fit.` } : {}) });
}
