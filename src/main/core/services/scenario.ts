import { fail, type Result } from '../../../engine/base/fault.ts';

const NOT_YET = 'Scenarios are not played yet.';
const notYet = (..._asked: readonly unknown[]): Result<never> => fail('NOT_SUPPORTED', NOT_YET);
const notYetAwaited = (..._asked: readonly unknown[]): Promise<Result<never>> => Promise.resolve(fail('NOT_SUPPORTED', NOT_YET));

export const createScenarioService = () => ({ list: notYet, get: notYet, setup: notYet, check: notYet, parameters: notYet, create: notYetAwaited, createFromPlan: notYetAwaited, update: notYetAwaited, branch: notYetAwaited, setLocked: notYetAwaited, remove: notYetAwaited, run: notYet, result: notYet, exportFile: notYetAwaited, importFile: notYetAwaited });
export const createBatchService = () => ({ list: notYet, get: notYet, preview: notYetAwaited, create: notYetAwaited, findOptimal: notYetAwaited, run: notYetAwaited, pause: notYetAwaited, cancel: notYetAwaited, remove: notYetAwaited, variants: notYet, columns: notYet, best: notYet, promote: notYetAwaited, exportFile: notYetAwaited });
export const createComparisonService = () => ({ compare: notYetAwaited, drivers: notYetAwaited });
export const createSensitivityService = () => ({ run: notYetAwaited, list: notYet, remove: notYetAwaited });
