import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { fail, succeed, type Result } from '../../engine/base/fault.ts';

/** Options of a verb as written on the command line: `--name value`, flags, and what stands without a name. */
export type OptionKind = 'text' | 'flag';

interface ParsedOptions {
  readonly values: Record<string, string | boolean | undefined>;
  readonly positionals: string[];
}

/** Parses the words after a verb; unknown options and missing values are faults that name what is known. */
function parseWords(words: readonly string[], kinds: Record<string, OptionKind>): Result<ParsedOptions> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) }])),
      allowPositionals: true,
      strict: true,
    });
    return succeed({ values, positionals });
  } catch (error) {
    const known = Object.keys(kinds).map((name) => `--${name}`).join(', ');
    return fail('BAD_INPUT', ((error as Error).message.split('\n')[0] ?? '').replace(/\.?$/, '.'), { hint: `Options: ${known}.` });
  }
}

/**
 * Reads a verb's options by a schema. Names of positional words are given in order; they stand in the same object.
 * Numbers are written as text and coerced by the schema.
 */
export function readOptions<Schema extends z.ZodType>(words: readonly string[], schema: Schema, kinds: Record<string, OptionKind>, positionalNames: readonly string[] = []): Result<z.infer<Schema>> {
  const parsed = parseWords(words, kinds);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (positionals.length > positionalNames.length) return fail('BAD_INPUT', `Unexpected "${positionals[positionalNames.length] ?? ''}".`, { hint: 'See omnivor help.' });
  const named = Object.fromEntries(positionalNames.flatMap((name, at) => (positionals[at] === undefined ? [] : [[name, positionals[at]]])));
  const checked = schema.safeParse({ ...values, ...named });
  if (checked.success) return succeed(checked.data);
  const issue = checked.error.issues[0];
  const name = String(issue?.path[0] ?? '');
  const shown = positionalNames.includes(name) ? name.toUpperCase() : `--${name}`;
  const given = ({ ...values, ...named } as Record<string, unknown>)[name];
  return fail('BAD_INPUT', given === undefined ? `${shown} is missing.` : `${shown} ${JSON.stringify(given)}: ${issue?.message ?? 'not valid'}.`, { hint: 'See omnivor help.' });
}
