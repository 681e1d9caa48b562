import { resolve } from 'node:path';
import { z } from 'zod';
import type { Fault } from '../../../engine/base/fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import type { Verb, VerbContext } from '../verb.ts';

const WorkspaceOnly = z.strictObject({ workspace: z.string() });

const stop = ({ terminal }: VerbContext, fault: Fault): ExitCode => {
  terminal.fault(fault);
  return exitCodes.badInput;
};

export const backupVerb: Verb = {
  name: 'backup',
  usage: 'backup --workspace W',
  summary: 'Makes a backup of a workspace now.',
  async run(words, context) {
    const { core, terminal } = context;
    const options = readOptions(words, WorkspaceOnly, { workspace: 'text' });
    if (!options.ok) return stop(context, options.fault);
    const opened = await core.workspaces.openPath(resolve(options.value.workspace));
    if (!opened.ok) return stop(context, opened.fault);
    try {
      const made = await core.data.backup();
      if (!made.ok) return stop(context, made.fault);
      terminal.answer(made.value);
      return exitCodes.done;
    } finally {
      await core.workspaces.close();
    }
  },
};

export const checkVerb: Verb = {
  name: 'check',
  usage: 'check --workspace W',
  summary: 'Checks pages, references, documents and the decision chain of a workspace.',
  async run(words, context) {
    const { core, terminal } = context;
    const options = readOptions(words, WorkspaceOnly, { workspace: 'text' });
    if (!options.ok) return stop(context, options.fault);
    const opened = await core.workspaces.openPath(resolve(options.value.workspace));
    if (!opened.ok) return stop(context, opened.fault);
    try {
      const checked = core.data.check();
      if (!checked.ok) return stop(context, checked.fault);
      terminal.answer(checked.value);
      return checked.value.ok ? exitCodes.done : exitCodes.badInput;
    } finally {
      await core.workspaces.close();
    }
  },
};

export const restoreVerb: Verb = {
  name: 'restore',
  usage: 'restore --workspace W [--id BACKUP]',
  summary: 'Puts a backup in place of a workspace (the newest without --id); the present file is kept as a backup.',
  async run(words, context) {
    const { core, terminal } = context;
    const options = readOptions(words, z.strictObject({ workspace: z.string(), id: z.string().optional() }), { workspace: 'text', id: 'text' });
    if (!options.ok) return stop(context, options.fault);
    const path = resolve(options.value.workspace);
    const opened = await core.workspaces.openPath(path);
    if (!opened.ok) {
      const replaced = core.data.restorePath(path, options.value.id);
      if (!replaced.ok) return stop(context, replaced.fault);
      terminal.answer(replaced.value);
      return exitCodes.done;
    }
    try {
      const backups = core.data.backups();
      if (!backups.ok) return stop(context, backups.fault);
      const id = options.value.id ?? backups.value[0]?.id;
      if (id === undefined) return stop(context, { code: 'NOT_FOUND', message: `${path} has no backups.`, hint: 'Make one with omnivor backup.' });
      const restored = await core.data.restore(id);
      if (!restored.ok) return stop(context, restored.fault);
      terminal.answer({ restored: id, ...restored.value });
      return exitCodes.done;
    } finally {
      await core.workspaces.close();
    }
  },
};
