import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { ArrowLeft } from 'lucide-react';
import { z } from 'zod';
import type { ChangedActionRow, ContactChangeRow } from '../../../contract/plan-diff.ts';
import type { ActionChange } from '../../../engine/model/plan-diff.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatMoney, formatSigned } from '../../shared/format/number.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { changeWords, diffHref } from './diff-words.ts';

interface Pair {
  readonly before: number;
  readonly after: number;
}

const ActionColumn = z.enum(['change', 'contact', 'name', 'channel', 'before', 'after', 'lift', 'cost']);
const ContactColumn = z.enum(['contact', 'name', 'actions', 'lift', 'cost']);

const liftOf = ({ before, after }: ChangedActionRow | ContactChangeRow): number => (after?.lift ?? 0) - (before?.lift ?? 0);
const costOf = ({ before, after }: ChangedActionRow | ContactChangeRow): number => (after?.cost ?? 0) - (before?.cost ?? 0);

const actionColumns = ({ before, after }: Pair, currency: string): GridColumn<ChangedActionRow>[] => [
  { field: 'change', label: 'Change', text: (row) => changeWords[row.change], width: 100 },
  { field: 'contact', label: 'Contact', text: (row) => row.contact, width: 130 },
  { field: 'name', label: 'Name', text: (row) => row.name ?? '–', width: 190 },
  { field: 'channel', label: 'Channel', text: (row) => row.channel, width: 110 },
  { field: 'before', label: `Plan ${before}`, text: (row) => (row.before === null ? '–' : formatDate(row.before.date)), width: 150 },
  { field: 'after', label: `Plan ${after}`, text: (row) => (row.after === null ? '–' : formatDate(row.after.date)), width: 150 },
  { field: 'lift', label: 'Change of lift', text: (row) => formatSigned(liftOf(row), 2), isNumeric: true, width: 130 },
  { field: 'cost', label: 'Change of cost', unit: currency, text: (row) => formatSigned(costOf(row), 2), isNumeric: true, width: 160 },
];

const contactColumns = (currency: string): GridColumn<ContactChangeRow>[] => [
  { field: 'contact', label: 'Contact', text: (row) => row.contact, width: 130 },
  { field: 'name', label: 'Name', text: (row) => row.name ?? '–', width: 220 },
  { field: 'actions', label: 'Actions', text: (row) => `${formatCount(row.before.actions)} → ${formatCount(row.after.actions)}`, isNumeric: true, width: 120 },
  { field: 'lift', label: 'Change of lift', text: (row) => formatSigned(liftOf(row), 2), isNumeric: true, width: 140 },
  { field: 'cost', label: 'Change of cost', unit: currency, text: (row) => formatSigned(costOf(row), 2), isNumeric: true, width: 160 },
];

/** Way back from rows to the comparison, and what the rows are. */
const Head = ({ pair, title }: { readonly pair: Pair; readonly title: string }) => (
  <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', mb: 1 }}>
    <Button size="small" variant="text" startIcon={<ArrowLeft size={16} />} onClick={() => goTo(diffHref(pair.after, pair.before))}>
      Whole comparison
    </Button>
    <Typography component="h2" variant="h3">
      {title}
    </Typography>
  </Box>
);

interface DiffActionGridProps {
  readonly pair: Pair;
  readonly change: ActionChange | null;
  readonly channel: string | null;
  readonly currency: string;
}

/** Actions of two plans, those of one change or channel. */
export function DiffActionGrid({ pair, change, channel, currency }: DiffActionGridProps) {
  const { api, client } = useCore();
  const narrowing = { ...(change === null ? {} : { change }), ...(channel === null ? {} : { channel }) };
  const fetchPage = async ({ offset, limit, sort, search }: GridRequest, signal: AbortSignal) => {
    const column = ActionColumn.safeParse(sort[0]?.column);
    const answer = await client.allocation.diff.actions({ ...pair, ...narrowing, offset, limit, ...(search === '' ? {} : { search }), ...(column.success && sort[0] !== undefined ? { sort: { column: column.data, direction: sort[0].direction } } : {}) }, { signal });
    return { total: answer.total, rows: answer.rows, totals: { lift: formatSigned(answer.lift, 2), cost: `${answer.cost > 0 ? '+' : ''}${formatMoney(answer.cost, currency)}` } };
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 480 }}>
      <Head pair={pair} title={`Actions${change === null ? '' : ` ${changeWords[change]}`} from plan ${pair.before} to plan ${pair.after}`} />
      <ServerGrid<ChangedActionRow>
        id="plan-diff-actions"
        label="Actions of both plans"
        noun={['action', 'actions']}
        columns={actionColumns(pair, currency)}
        idOf={(row) => row.position}
        queryKey={[...api.allocation.diff.actions.key(), pair, narrowing]}
        fetchPage={fetchPage}
        onOpen={(row) => row.contactId !== null && goTo(`/signal-index?contact=${row.contactId}`)}
        filters={
          <>
            {change !== null && <Chip label={changeWords[change]} onDelete={() => goTo(diffHref(pair.after, pair.before, channel === null ? {} : { channel }))} />}
            {channel !== null && <Chip label={`channel ${channel}`} onDelete={() => goTo(diffHref(pair.after, pair.before, change === null ? {} : { change }))} />}
          </>
        }
        empty={emptyCopy.nothing}
      />
    </Box>
  );
}

interface DiffContactGridProps {
  readonly pair: Pair;
  readonly side: 'gains' | 'loses';
  readonly currency: string;
  readonly contactNoun: string;
}

/** Contacts that gain or lose lift from one plan to the other, the greatest change first. */
export function DiffContactGrid({ pair, side, currency, contactNoun }: DiffContactGridProps) {
  const { api, client } = useCore();
  const fetchPage = async ({ offset, limit, sort, search }: GridRequest, signal: AbortSignal) => {
    const column = ContactColumn.safeParse(sort[0]?.column);
    const answer = await client.allocation.diff.contacts({ ...pair, side, offset, limit, ...(search === '' ? {} : { search }), ...(column.success && sort[0] !== undefined ? { sort: { column: column.data, direction: sort[0].direction } } : {}) }, { signal });
    return { total: answer.total, rows: answer.rows, totals: { lift: formatSigned(answer.lift, 2), cost: `${answer.cost > 0 ? '+' : ''}${formatMoney(answer.cost, currency)}` } };
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 480 }}>
      <Head pair={pair} title={side === 'gains' ? `${contactNoun}s with more lift in plan ${pair.after}` : `${contactNoun}s with less lift in plan ${pair.after}`} />
      <ServerGrid<ContactChangeRow>
        id="plan-diff-contacts"
        label={`Contacts that ${side === 'gains' ? 'gain' : 'lose'}`}
        noun={[contactNoun, `${contactNoun}s`]}
        columns={contactColumns(currency)}
        idOf={(row) => row.contact}
        queryKey={[...api.allocation.diff.contacts.key(), pair, side]}
        fetchPage={fetchPage}
        onOpen={(row) => row.contactId !== null && goTo(`/signal-index?contact=${row.contactId}`)}
        empty={emptyCopy.nothing}
      />
    </Box>
  );
}
