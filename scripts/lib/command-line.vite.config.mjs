import { defineConfig } from 'vite';
import { externalPackages } from './external-packages.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';

/** The command line and its threads as bundles for the Node at hand; `--outDir` says where. */
export default defineConfig({
  root: repositoryRoot,
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'esnext',
    rolldownOptions: {
      external: externalPackages,
      input: {
        cli: inRepository('src', 'main', 'cli', 'index.ts'),
        'engine-worker': inRepository('src', 'main', 'workers', 'engine-worker.ts'),
        'linear-worker': inRepository('src', 'main', 'workers', 'linear-worker.ts'),
        'import-worker': inRepository('src', 'main', 'workers', 'import-worker.ts'),
        'resolve-worker': inRepository('src', 'main', 'workers', 'resolve-worker.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
