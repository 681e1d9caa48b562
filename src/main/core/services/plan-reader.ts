import { createExecutionReader } from './execution-reader.ts';
import { createExportReader } from './export-reader.ts';
import { createDiffReader } from './plan-diff.ts';
import { createProblemReader } from './plan-file.ts';
import { createMapReader } from './plan-map.ts';

/** Every question about a stored plan that reads all of its actions; nothing is written to the workspace. */
export function createPlanReader() {
  const problemOf = createProblemReader();
  return { ...createMapReader(problemOf), ...createDiffReader(problemOf), ...createExecutionReader(problemOf), ...createExportReader(problemOf) };
}
