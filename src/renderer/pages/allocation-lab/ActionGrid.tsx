import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { useSearch } from 'wouter';
import type { z } from 'zod';
import type { PlanActionRow } from '../../../contract/allocation.ts';
import type { PlanAlternative } from '../../../engine/model/plan.ts';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatFixed, formatMoney, formatNumber } from '../../shared/format/number.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';
import { CommandButton } from '../../shared/ui/CommandButton.tsx';
import { FactList } from '../../shared/ui/FactList.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { whyHref } from './why-words.ts';

type Action = z.infer<typeof PlanActionRow>;

/** What the list can be narrowed to by a link: a slice of a chart, a line of a rule. */
const narrowings = ['channel', 'date', 'from', 'to', 'segment', 'territory', 'rep', 'contact', 'campaign', 'constraint', 'period'] as const;
type Narrowing = Partial<Record<(typeof narrowings)[number], string>>;

const sortable = ['contact', 'name', 'channel', 'date', 'rep', 'segment', 'lift', 'cost', 'campaign'] as const;
type SortColumn = (typeof sortable)[number];
const isSortable = (column: string): column is SortColumn => (sortable as readonly string[]).includes(column);

const columnsOf = (currency: string, isForCampaigns: boolean): GridColumn<Action>[] => [
  { field: 'date', label: 'Date', text: (action) => formatDate(action.date), width: 150 },
  { field: 'contact', label: 'Contact', text: (action) => action.contact, width: 130 },
  { field: 'name', label: 'Name', text: (action) => action.name ?? '–', width: 180 },
  { field: 'channel', label: 'Channel', text: (action) => action.channel, width: 110 },
  ...(isForCampaigns ? [{ field: 'campaign', label: 'Campaign', text: (action: Action) => action.campaignName ?? '–', width: 150 }] : []),
  { field: 'rep', label: 'Rep', text: (action) => action.rep ?? '–', width: 90 },
  { field: 'segment', label: 'Segment', text: (action) => action.segment ?? '–', width: 100 },
  { field: 'lift', label: 'Lift', text: (action) => formatFixed(action.lift, 2), isNumeric: true, width: 100 },
  { field: 'cost', label: 'Cost', unit: currency, text: (action) => formatFixed(action.cost, 2), isNumeric: true, width: 110 },
  { field: 'reason', label: 'Reason', text: ({ exploration, reason }) => (exploration && !reason.includes('Exploration: ') ? `Exploration. ${reason}` : reason), isSortable: false, width: 420 },
];

/** What else was considered for an action, with what is left after prices and why it lost. */
const Alternatives = ({ action, alternatives }: { readonly action: Action; readonly alternatives: readonly PlanAlternative[] }) => (
  <Box component="ul" sx={{ m: 0, pl: 2, fontSize: '0.8125rem' }}>
    {alternatives.map(({ contact, channel, date, net, keptOutBy }) => (
      <Box component="li" key={`${contact ?? ''} ${channel ?? ''} ${date ?? ''}`} sx={{ overflowWrap: 'anywhere' }}>
        {`${contact === undefined ? '' : `${contact} · `}${channel ?? action.channel} · ${formatDate(date ?? action.date)}: ${formatNumber(net)} after prices${keptOutBy === undefined ? '' : `, kept out by ${keptOutBy}`}`}
      </Box>
    ))}
  </Box>
);

function ActionInspector({ action, currency, why, onClose }: { readonly action: Action; readonly currency: string; readonly why: Command | undefined; readonly onClose: () => void }) {
  const facts: readonly (readonly [string, string])[] = [
    ['Date', formatDate(action.date)],
    ['Contact', action.contact],
    ...(action.campaignName === null ? [] : [['Campaign', action.campaignName] as const]),
    ['Rep', action.rep ?? '–'],
    ['Segment', action.segment ?? '–'],
    ['Lift in this plan', formatNumber(action.lift)],
    ['Cost', formatMoney(action.cost, currency)],
    ['Exploration', action.exploration ? 'yes' : 'no'],
  ];
  return (
    <Inspector title={`${action.channel} · ${action.name ?? action.contact}`} sentence={formatDate(action.date)} onClose={onClose}>
      <Typography sx={{ mb: 2 }}>{action.reason}</Typography>
      <FactList facts={facts} />
      {action.alternatives !== undefined && action.alternatives.length > 0 && (
        <Box sx={{ mt: 2 }}>
          <InspectorSection title="Also considered">
            <Alternatives action={action} alternatives={action.alternatives} />
          </InspectorSection>
        </Box>
      )}
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mt: 2 }}>
        {why !== undefined && <CommandButton command={why} size="small" />}
        {action.contactId !== null && <Chip label="Open the contact" onClick={() => goTo(`/signal-index?contact=${action.contactId}`)} />}
      </Box>
    </Inspector>
  );
}

/** All actions of a plan, narrowed by what the link says; totals are those of all matching rows. */
export function ActionGrid({ planId, currency, isForCampaigns }: { readonly planId: number; readonly currency: string; readonly isForCampaigns: boolean }) {
  const { api, client } = useCore();
  const parameters = new URLSearchParams(useSearch());
  const [opened, setOpened] = useState<Action | null>(null);
  const narrowing: Narrowing = Object.fromEntries(narrowings.flatMap((name) => (parameters.has(name) ? [[name, parameters.get(name) ?? '']] : [])));
  const [why] = useCommands([
    { id: 'allocation.why', name: 'Why?', group: 'Allocation', icon: CircleHelp, shortcut: 'w', isEnabled: () => opened !== null, run: () => (opened === null ? undefined : goTo(whyHref(planId, opened))) },
  ]);
  const without = (name: string): void => {
    const rest = new URLSearchParams(parameters);
    rest.delete(name);
    if (name === 'constraint') rest.delete('period');
    goTo(`/allocation-lab?${rest.toString()}`);
  };
  const fetchPage = async ({ offset, limit, sort, search }: GridRequest, signal: AbortSignal) => {
    const first = sort[0];
    const answer = await client.allocation.actions(
      { planId, offset, limit, ...narrowing, ...(search === '' ? {} : { search }), ...(first === undefined || !isSortable(first.column) ? {} : { sort: { column: first.column, direction: first.direction } }) },
      { signal },
    );
    return { total: answer.total, rows: answer.rows, totals: { lift: formatFixed(answer.lift, 2), cost: formatMoney(answer.cost, currency) } };
  };
  return (
    <>
      <ServerGrid<Action>
        id={isForCampaigns ? 'plan-actions-of-campaigns' : 'plan-actions'}
        label="Actions of the plan"
        noun={['action', 'actions']}
        columns={columnsOf(currency, isForCampaigns)}
        idOf={(action) => action.position}
        queryKey={[...api.allocation.actions.key(), planId, narrowing]}
        fetchPage={fetchPage}
        onOpen={setOpened}
        openId={opened?.position ?? null}
        filters={Object.entries(narrowing).map(([name, value]) => (
          <Chip key={name} label={`${name} ${value === '' ? '(none)' : value}`} onDelete={() => without(name)} />
        ))}
        empty={emptyCopy.nothing}
      />
      {opened !== null && <ActionInspector action={opened} currency={currency} why={why} onClose={() => setOpened(null)} />}
    </>
  );
}
