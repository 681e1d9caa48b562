import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { ConvergenceChart } from './ConvergenceChart.tsx';

/** How often the curve of a running solve is read anew. */
const READ_EVERY_MS = 500;

/** Best and bound of a running solve, from its first moment. */
export function LiveConvergence({ jobId }: { readonly jobId: string }) {
  const { api } = useCore();
  const points = useQuery({ ...api.allocation.progress.queryOptions({ input: { jobId } }), refetchInterval: READ_EVERY_MS }).data ?? [];
  return <ConvergenceChart points={points} isRunning />;
}

/** Best and bound of a stored plan; nothing where none were kept. */
export function PlanConvergence({ planId }: { readonly planId: number }) {
  const { api } = useCore();
  const points = useQuery(api.allocation.progress.queryOptions({ input: { planId } })).data ?? [];
  return <ConvergenceChart points={points} isRunning={false} height={240} />;
}
