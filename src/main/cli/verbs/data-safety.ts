import { resolve } from 'node:path';
import { z } from 'zod';
import type { Fault, Result } from '../../../engine/base/fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import type { Verb, VerbContext } from '../verb.ts';

const WorkspaceOnly = z.strictObject({ workspace: z.string() });

const stop = ({ terminal }: VerbContext, fault: Fault): ExitCode => {
  terminal.fault(fault);
  return exitCodes.badInput;
};

/** Opens the workspace a verb names, does the work, closes it again; a fault ends with bad input. */
async function withWorkspace<T>(words: readonly string[], context: VerbContext, work: () => Result<T> | Promise<Result<T>>): Promise<Result<T>> {
  const options = readOptions(words, WorkspaceOnly, { workspace: 'text' });
  if (!options.ok) return options;
  const opened = await context.core.workspaces.openPath(resolve(options.value.workspace));
  if (!opened.ok) return opened;
  try {
    return await work();
  } finally {
    await context.core.workspaces.close();
  }
}

export const backupVerb: Verb = {
  name: 'backup',
  usage: 'backup --workspace W',
  summary: 'Makes a backup of a workspace now.',
  async run(words, context) {
    const made = await withWorkspace(words, context, () => context.core.data.backup());
    if (!made.ok) return stop(context, made.fault);
    context.terminal.answer(made.value);
    return exitCodes.done;
  },
};

export const checkVerb: Verb = {
  name: 'check',
  usage: 'check --workspace W',
  summary: 'Checks pages, references, documents and the decision chain of a workspace.',
  async run(words, context) {
    const checked = await withWorkspace(words, context, () => context.core.data.check());
    if (!checked.ok) return stop(context, checked.fault);
    context.terminal.answer(checked.value);
    return checked.value.ok ? exitCodes.done : exitCodes.badInput;
  },
};

export const restoreVerb: Verb = {
  name: 'restore',
  usage: 'restore --workspace W [--id BACKUP]',
  summary: 'Puts a backup in place of a workspace (the newest without --id); the present file is kept as a backup.',
  run(words, context) {
    const options = readOptions(words, WorkspaceOnly.extend({ id: z.string().optional() }), { workspace: 'text', id: 'text' });
    if (!options.ok) return Promise.resolve(stop(context, options.fault));
    const restored = context.core.data.restorePath(resolve(options.value.workspace), options.value.id);
    if (!restored.ok) return Promise.resolve(stop(context, restored.fault));
    context.terminal.answer(restored.value);
    return Promise.resolve(exitCodes.done);
  },
};
