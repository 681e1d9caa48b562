import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe } from 'vitest';

/** Folder of real data and known answers beside the checkout. */
export const sharedDir = resolve(import.meta.dirname, '../../../shared');

/** Where it is absent, tests that need it are skipped; where it is there but broken, they fail. */
export const hasShared = existsSync(sharedDir);

/** A group of tests over the shared data; skipped with a word where there is none. */
export function describeWithShared(name: string, tests: () => void): void {
  if (hasShared) describe(name, tests);
  else describe.skip(`${name} (no shared data beside the checkout)`, tests);
}
