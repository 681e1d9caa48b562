import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { useWorkspaceActions } from '../../app/use-workspace-actions.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { loadingCopy } from '../../shared/messages/brand-copy.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';
import { OpenWorkspaceView } from './OpenWorkspaceView.tsx';
import { RefusedWorkspacePanel } from './RefusedWorkspacePanel.tsx';
import { WelcomeView } from './WelcomeView.tsx';

/** Start screen: which workspace is open and what it holds, or how to get one. */
export default function StartPage() {
  const { api } = useCore();
  const current = useQuery(api.workspace.current.queryOptions());
  const actions = useWorkspaceActions(current.data?.open != null);
  if (current.isError) return <ErrorPanel fault={toShownFault(current.error)} action={{ label: 'Ask again', run: () => void current.refetch() }} />;
  if (current.data === undefined) return <DelayedSkeleton kind="page" />;
  if (actions.isSampleOpening) return <ProgressPanel phase={loadingCopy.consuming} done={0} total={null} />;
  const { open, recent, refused } = current.data;
  const notice = refused === null ? null : <RefusedWorkspacePanel refused={refused} />;
  return open === null ? <WelcomeView recent={recent} actions={actions} notice={notice} /> : <OpenWorkspaceView workspace={open} recent={recent} actions={actions} notice={notice} />;
}
