import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Tests that make a window of their own in the worker's globals. */
const windowTests = 'tests/renderer/**';

/**
 * Everything but the window's tests shares its two workers: no test there leaves a global behind, and starting a worker and
 * loading the core anew for each file took a third of the time.
 */
export default defineConfig({
  plugins: [react()],
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'program', include: ['tests/**/*.test.ts'], exclude: [windowTests, 'tests/e2e/**', 'tests/e2e-packaged/**', 'tests/bench/**'], isolate: false } },
      { extends: true, test: { name: 'window', include: [`${windowTests}/*.test.ts`, `${windowTests}/*.test.tsx`] } },
    ],
  },
});
