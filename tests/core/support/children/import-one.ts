import { importFile } from '../../../../src/main/core/import/import-file.ts';

/** Imports the file named first into the workspace named second and tells each phase, to be killed on the way. */
const [path = '', workspacePath = ''] = process.argv.slice(2);
const phases = new Set<string>();
const control = {
  cancel: undefined,
  report({ phase }: { phase: string }): void {
    if (phases.has(phase)) return;
    phases.add(phase);
    process.stdout.write(`${phase}\n`);
  },
};
await importFile({ path, workspacePath, stagingPath: `${workspacePath}.staging`, dryRun: false, nowMs: 1 }, control);
process.stdout.write('Done\n');
