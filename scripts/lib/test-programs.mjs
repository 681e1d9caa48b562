import { coreInputs } from './build-command-line.mjs';

/**
 * Programs that tests start in processes and threads of their own, bundled: they start in a tenth of the time.
 * @type {import('./build-command-line.mjs').BundledPrograms}
 */
export const testPrograms = { config: 'tests/core/support/children.vite.config.mjs', folder: 'test-programs', inputs: [...coreInputs, 'tests/core/support'] };
