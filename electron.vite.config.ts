import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { externalPackages } from './scripts/lib/external-packages.mjs';

/** The oldest Electron the program runs on decides what syntax the bundles may use, whichever Electron is installed. */
process.env['ELECTRON_MAJOR_VER'] = '33';

/** Licences of everything that is bundled, beside the bundle. */
const license = { fileName: 'notices.md' };

export default defineConfig({
  main: {
    build: {
      license,
      externalizeDeps: false,
      rolldownOptions: {
        external: ['electron', ...externalPackages],
        input: {
          index: 'src/main/index.ts',
          core: 'src/main/core/entry.ts',
          cli: 'src/main/cli/index.ts',
          'engine-worker': 'src/main/workers/engine-worker.ts',
          'linear-worker': 'src/main/workers/linear-worker.ts',
          'prices-worker': 'src/main/workers/prices-worker.ts',
          'import-worker': 'src/main/workers/import-worker.ts',
          'resolve-worker': 'src/main/workers/resolve-worker.ts',
          'explain-worker': 'src/main/workers/explain-worker.ts',
          'plan-worker': 'src/main/workers/plan-worker.ts',
          'scenario-worker': 'src/main/workers/scenario-worker.ts',
          'workspace-worker': 'src/main/workers/workspace-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: { external: ['electron'], input: { index: 'src/preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: { license, minify: true, rolldownOptions: { input: { index: resolve(import.meta.dirname, 'src/renderer/index.html') } } },
  },
});
