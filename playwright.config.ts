import { defineConfig } from '@playwright/test';

/** End to end in a real Electron: one window at a time, no retries that would hide a flaw. */
export default defineConfig({
  testDir: 'tests',
  testMatch: ['e2e/**/*.e2e.ts', 'e2e-packaged/**/*.e2e.ts'],
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: 'out/test-results',
  reporter: [['line']],
});
