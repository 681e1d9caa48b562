import { inRepository } from './repository.mjs';
import { bundleForNode } from './bundle-for-node.mjs';

/** The command line and its threads as bundles for the Node at hand; `--outDir` says where. */
export default bundleForNode({ cli: inRepository('src', 'main', 'cli', 'index.ts') });
