import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/e2e/**', 'tests/e2e-packaged/**', 'tests/bench/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    maxWorkers: 2,
  },
});
