import { z } from 'zod';
import { Nothing, route } from './base.ts';

export const Backup = z.strictObject({ id: z.string(), madeAt: z.int(), sizeBytes: z.int(), reason: z.enum(['automatic', 'by hand', 'before migration', 'before restore']) });

/** Answer of the integrity check; `problems` is empty for a sound file. */
export const IntegrityReport = z.strictObject({
  ok: z.boolean(),
  problems: z.array(z.string()),
  tables: z.array(z.strictObject({ table: z.string(), rows: z.int() })),
  decisions: z.strictObject({ entries: z.int(), brokenAt: z.int().nullable() }),
  sizeBytes: z.int(),
});

export const dataContract = {
  backups: route.input(Nothing).output(z.array(Backup)),
  backup: route.input(Nothing).output(Backup),
  /** Puts a backup in place; the present state is backed up first, so that a restore can itself be taken back. */
  restore: route.input(z.strictObject({ id: z.string() })).output(z.strictObject({ undoWith: z.string() })),
  check: route.input(Nothing).output(IntegrityReport),
};
