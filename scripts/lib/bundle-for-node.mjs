import { defineConfig } from 'vite';
import { externalPackages } from './external-packages.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';

/** Threads that programs of the core start; their bundles stand beside the program's. */
const threads = {
  'engine-worker': inRepository('src', 'main', 'workers', 'engine-worker.ts'),
  'linear-worker': inRepository('src', 'main', 'workers', 'linear-worker.ts'),
  'prices-worker': inRepository('src', 'main', 'workers', 'prices-worker.ts'),
  'import-worker': inRepository('src', 'main', 'workers', 'import-worker.ts'),
  'resolve-worker': inRepository('src', 'main', 'workers', 'resolve-worker.ts'),
  'explain-worker': inRepository('src', 'main', 'workers', 'explain-worker.ts'),
  'plan-worker': inRepository('src', 'main', 'workers', 'plan-worker.ts'),
  'scenario-worker': inRepository('src', 'main', 'workers', 'scenario-worker.ts'),
  'workspace-worker': inRepository('src', 'main', 'workers', 'workspace-worker.ts'),
};

/**
 * Config that bundles programs of the core, and the threads they start, for the Node at hand.
 * @param {Record<string, string>} programs name of a bundle → its source
 */
export const bundleForNode = (programs) =>
  defineConfig({
    root: repositoryRoot,
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'esnext',
      rolldownOptions: {
        external: externalPackages,
        input: { ...programs, ...threads },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
