import { resolve } from 'node:path';
import type { z } from 'zod';
import type { Result } from '../../engine/base/fault.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { readOptions, type OptionKind } from './options.ts';
import type { VerbContext } from './verb.ts';

/** Reads the options, opens the workspace they name, answers what the work comes to, a text as it is and all else as JSON, and closes the workspace. */
export async function answerFrom<Schema extends z.ZodType<{ workspace: string }>>(words: readonly string[], context: VerbContext, schema: Schema, kinds: Record<string, OptionKind>, work: (options: z.infer<Schema>) => Result<unknown> | Promise<Result<unknown>>, positionals: readonly string[] = []): Promise<ExitCode> {
  const options = readOptions(words, schema, kinds, positionals);
  const opened = options.ok ? await context.core.workspaces.openPath(resolve(options.value.workspace)) : options;
  if (!options.ok || !opened.ok) {
    if (!opened.ok) context.terminal.fault(opened.fault);
    return exitCodes.badInput;
  }
  try {
    const answer = await work(options.value);
    if (answer.ok && typeof answer.value === 'string') context.terminal.print(answer.value);
    else if (answer.ok) context.terminal.answer(answer.value);
    else context.terminal.fault(answer.fault);
    if (answer.ok) return exitCodes.done;
    return answer.fault.code === 'CANCELLED' ? exitCodes.cancelled : exitCodes.badInput;
  } finally {
    await context.core.workspaces.close();
  }
}
