import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { Decision } from '../../../contract/decision.ts';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { humanize } from '../../shared/format/labels.ts';
import { formatNumber, formatQuantity } from '../../shared/format/number.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';

const sayValue = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? formatNumber(value) : JSON.stringify(value));

const describeDetail = (detail: Decision['detail']): string =>
  Object.entries(detail)
    .filter(([, value]) => value !== '' && value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${humanize(name)}: ${sayValue(value)}`)
    .join(' · ');

const columns: readonly GridColumn<Decision>[] = [
  { field: 'seq', label: 'No.', text: (decision) => String(decision.seq), isNumeric: true, isSortable: false, width: 70 },
  { field: 'at', label: 'When', text: (decision) => formatMoment(decision.at), isSortable: false, width: 190 },
  { field: 'actor', label: 'Who', text: (decision) => decision.actor, isSortable: false, width: 160 },
  { field: 'kind', label: 'What', text: (decision) => humanize(decision.kind), isSortable: false, width: 110 },
  { field: 'subject', label: 'Of', text: (decision) => decision.subject, isSortable: false, width: 150 },
  { field: 'detail', label: 'Detail', text: (decision) => describeDetail(decision.detail), isSortable: false, width: 520 },
];

/** Who approved, exported, withdrew, restored what, and why; a chain of hashes that can be verified. */
export default function DecisionLogPage() {
  const { api, client } = useCore();
  const notify = useNotify();
  const [opened, setOpened] = useState<Decision | null>(null);
  const total = useQuery(api.decisions.page.queryOptions({ input: { offset: 0, limit: 1 } })).data?.total;
  const verify = useMutation(
    api.decisions.verify.mutationOptions({
      onSuccess: ({ entries, brokenAt }) =>
        notify(brokenAt === null ? { text: `${formatQuantity(entries, 'entry', 'entries')} verified. The chain is whole.` } : { text: `The chain is broken at entry ${brokenAt}.`, tone: 'warning' }),
      onError: (error) => notify({ text: sayFault(error), tone: 'warning' }),
    }),
  );
  const commands: readonly Command[] = [{ id: 'decisions.verify', name: 'Verify', group: 'Decision Log', icon: ShieldCheck, isPrimary: true, isEnabled: () => !verify.isPending, run: () => verify.mutate(undefined) }];
  const [verifyCommand] = useCommands(commands);
  const fetchPage = async ({ offset, limit, search }: GridRequest, signal: AbortSignal) => client.decisions.page({ offset, limit, ...(search === '' ? {} : { search }) }, { signal });
  return (
    <>
      <PageHeader title="Decision Log" sentence={total === undefined ? undefined : `${formatQuantity(total, 'entry', 'entries')}. Each one covers the one before it.`} primary={verifyCommand} />
      <ServerGrid<Decision> id="decisions" label="Decisions" noun={['entry', 'entries']} columns={columns} idOf={(decision) => decision.seq} queryKey={[...api.decisions.page.key(), 'grid']} fetchPage={fetchPage} onOpen={setOpened} openId={opened?.seq ?? null} />
      {opened !== null && (
        <Inspector title={`${humanize(opened.kind)} ${opened.subject}`} sentence={`${opened.actor}, ${formatMoment(opened.at)}`} onClose={() => setOpened(null)}>
          <Box component="dl" sx={{ m: 0, fontSize: '0.875rem' }}>
            {Object.entries(opened.detail).map(([name, value]) => (
              <Box key={name} sx={{ mb: 1 }}>
                <Box component="dt" sx={{ color: 'text.secondary' }}>
                  {humanize(name)}
                </Box>
                <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
                  {sayValue(value)}
                </Box>
              </Box>
            ))}
          </Box>
          <Typography variant="caption" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>{`SHA-256 ${opened.hash}`}</Typography>
        </Inspector>
      )}
    </>
  );
}
