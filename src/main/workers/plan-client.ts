import type { PlanApi } from './plan-worker.ts';
import { createResidentThread, type ResidentThread } from './resident-thread.ts';

/** Reads large plans on a thread that keeps what it made of the last ones: the core answers meanwhile. */
export const createPlanClient = (): ResidentThread<PlanApi> => createResidentThread<PlanApi>('plan-worker');
