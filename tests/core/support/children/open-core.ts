import { randomUUID } from 'node:crypto';
import { fail } from '../../../../src/engine/base/fault.ts';
import { systemClock } from '../../../../src/main/core/clock.ts';
import { createCore, type Core } from '../../../../src/main/core/core.ts';
import { createMemorySecrets } from '../../../../src/main/core/sync/memory-secrets.ts';

/** A core as the command line makes one, with the planner's own folder given. */
export function openCore(userFolder: string, appVersion = 'test'): Core {
  const noDialogs = () => Promise.resolve(fail('NOT_SUPPORTED', 'No dialogs here.'));
  return createCore({ clock: systemClock, createId: randomUUID, shell: { chooseFiles: noDialogs, chooseSavePath: noDialogs, chooseFolder: noDialogs, secrets: createMemorySecrets() }, userFolder, appVersion, isInteractive: false });
}
