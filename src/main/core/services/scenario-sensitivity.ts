import { fail, type Result } from '../../../engine/base/fault.ts';

const notYet = (..._asked: readonly unknown[]): Promise<Result<never>> => Promise.resolve(fail('NOT_SUPPORTED', 'Sensitivity is not measured yet.'));

export const createSensitivityService = () => ({ run: notYet, remove: notYet, list: (_scenarioId: number): Result<never[]> => ({ ok: true, value: [] }) });
export type SensitivityService = ReturnType<typeof createSensitivityService>;
