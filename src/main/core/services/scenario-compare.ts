import { fail, type Result } from '../../../engine/base/fault.ts';

const notYet = (..._asked: readonly unknown[]): Promise<Result<never>> => Promise.resolve(fail('NOT_SUPPORTED', 'Scenarios are not compared yet.'));

export const createComparisonService = () => ({ compare: notYet, drivers: notYet });
export type ComparisonService = ReturnType<typeof createComparisonService>;
