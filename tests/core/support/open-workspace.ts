import { onTestFinished } from 'vitest';
import type { Sqlite } from '../../../src/main/core/db/connection.ts';
import { createTestCore, type TestCore } from './test-core.ts';

/** A core with a new workspace open, gone with the test. */
export async function openWorkspace(): Promise<{ test: TestCore; sqlite: Sqlite }> {
  const test = createTestCore();
  onTestFinished(() => test.dispose());
  await test.createWorkspace();
  const sqlite = test.core.context.session?.database.sqlite;
  if (sqlite === undefined) throw new Error('No workspace is open.');
  return { test, sqlite };
}
