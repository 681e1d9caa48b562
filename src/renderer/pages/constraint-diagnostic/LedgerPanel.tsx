import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import type { LedgerQuery, LedgerRow } from '../../../contract/ledger.ts';
import type { LedgerMoveInput } from '../../../engine/model/ledger-move.ts';
import { Identifier, IsoDate } from '../../../engine/model/text.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { useLocationParameter } from '../../app/location.ts';
import { formatDate, formatMoment } from '../../shared/format/date.ts';
import { formatCount, formatMoney } from '../../shared/format/number.ts';
import { DateField } from '../../shared/forms/DateField.tsx';
import type { FieldConfig } from '../../shared/forms/form-field.ts';
import { SchemaForm } from '../../shared/forms/SchemaForm.tsx';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { MetricCard, MetricRow } from '../../shared/ui/MetricCard.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { describeDayProblem } from './DateCell.tsx';

type Row = z.infer<typeof LedgerRow>;

/** A move by hand as the form holds it: actions for work, an amount for money. */
const MoveForm = z.strictObject({
  kind: z.enum(['consume', 'commit', 'spend', 'release']),
  date: IsoDate,
  channel: Identifier,
  quantity: z.number().gt(0),
  note: z.string().max(500).optional(),
});

const kindNames = { consume: 'work done, actions', commit: 'money promised', spend: 'money spent', release: 'money given back' } as const;

function moveOf({ kind, date, channel, quantity, note }: z.output<typeof MoveForm>): LedgerMoveInput {
  const common = { date, channel, note: note ?? null };
  switch (kind) {
    case 'consume':
      return { ...common, kind, actions: Math.round(quantity) };
    case 'commit':
    case 'spend':
      return { ...common, kind, amount: quantity };
    case 'release':
      return { ...common, kind, actions: 0, amount: quantity };
  }
}

const sign = (row: Row): string => `${row.source} → ${row.target}`;

/** What is booked and used of capacity and money, and every entry it is the sum of. */
export function LedgerPanel({ rules, currency }: { readonly rules: PlanningRules; readonly currency: string }) {
  const { api, client } = useCore();
  const notify = useNotify();
  const [channel, setChannel] = useLocationParameter('channel');
  const [from, setFrom] = useLocationParameter('from');
  const [to, setTo] = useLocationParameter('to');
  const [constraint, setConstraint] = useLocationParameter('constraint');
  const [period, setPeriod] = useLocationParameter('period');
  const [rep, setRep] = useLocationParameter('rep');
  const fromProblem = describeDayProblem(from ?? '', { isNeeded: false });
  const toProblem = describeDayProblem(to ?? '', { isNeeded: false });
  const line = constraint === null ? {} : { constraint, ...(period === null ? {} : { period }), ...(rep === null ? {} : { rep }) };
  const showAll = (): void => {
    setConstraint(null);
    setPeriod(null);
    setRep(null);
  };
  const query: LedgerQuery = { ...line, ...(channel === null ? {} : { channel }), ...(from === null || fromProblem !== null ? {} : { from }), ...(to === null || toProblem !== null ? {} : { to }) };
  const balance = useQuery(api.ledger.balance.queryOptions({ input: query })).data;
  const columns = useMemo(
    (): readonly GridColumn<Row>[] => [
      { field: 'posting', label: 'Posting', text: (row) => String(row.posting), isNumeric: true, isSortable: false, width: 80 },
      { field: 'at', label: 'Entered', text: (row) => formatMoment(row.at), isSortable: false, width: 180 },
      { field: 'kind', label: 'Kind', text: (row) => row.kind, isSortable: false, width: 90 },
      { field: 'move', label: 'From → to', text: sign, isSortable: false, width: 140 },
      { field: 'actions', label: 'Actions', text: (row) => formatCount(row.actions), isNumeric: true, isSortable: false, width: 90 },
      { field: 'amount', label: 'Amount', unit: currency, text: (row) => formatMoney(row.amount, currency), isNumeric: true, isSortable: false, width: 120 },
      { field: 'date', label: 'For', text: (row) => formatDate(row.date), isSortable: false, width: 140 },
      { field: 'channel', label: 'Channel', text: (row) => row.channel, isSortable: false, width: 110 },
      { field: 'contact', label: 'Contact', text: (row) => row.contact ?? '–', isSortable: false, width: 130 },
      { field: 'rep', label: 'Rep', text: (row) => row.rep ?? '–', isSortable: false, width: 90 },
      { field: 'plan', label: 'Plan', text: (row) => (row.plan === null ? '–' : String(row.plan)), isNumeric: true, isSortable: false, width: 70 },
      { field: 'note', label: 'Note', text: (row) => row.note ?? '–', isSortable: false, width: 200 },
    ],
    [currency],
  );
  const fields = useMemo(
    (): Record<keyof z.input<typeof MoveForm>, FieldConfig> => ({
      kind: { label: 'Kind', options: Object.entries(kindNames).map(([value, label]) => ({ value, label })) },
      date: { label: 'For the day', kind: 'date' },
      channel: { label: 'Channel', kind: 'choice', options: rules.channels.map(({ id }) => ({ value: id, label: id })) },
      quantity: { label: `Actions, or amount in ${currency}` },
      note: { label: 'Note', isWide: true },
    }),
    [rules.channels, currency],
  );
  const start = useMemo(() => ({ kind: 'consume' as const, date: rules.horizon.start, channel: rules.channels[0]?.id ?? '' }), [rules.horizon.start, rules.channels]);
  const record = async (form: z.output<typeof MoveForm>): Promise<void> => {
    const { posting } = await client.ledger.record(moveOf(form));
    const takeBack = (): void => void client.ledger.reverse({ posting }).then(() => notify({ text: `Posting ${posting} taken back.` }), (error: unknown) => notify({ text: sayFault(error), tone: 'warning' }));
    notify({ text: `Posting ${posting} entered.`, action: { label: 'Take it back', run: takeBack } });
  };
  const fetchPage = ({ offset, limit, search }: GridRequest, signal: AbortSignal) => client.ledger.entries({ ...query, ...(search === '' ? {} : { search }), offset, limit }, { signal });
  const setDay = (set: (value: string | null) => void) => (text: string) => set(text === '' ? null : text);
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1.5, mb: 2, flexWrap: 'wrap' }}>
        <TextField select label="Channel" value={channel ?? ''} onChange={(event) => setChannel(event.target.value === '' ? null : event.target.value)} sx={{ width: 200 }}>
          <MenuItem value="">all channels</MenuItem>
          {rules.channels.map(({ id }) => (
            <MenuItem key={id} value={id}>
              {id}
            </MenuItem>
          ))}
        </TextField>
        <DateField label="Days from" text={from ?? ''} onText={setDay(setFrom)} error={fromProblem !== null} message={fromProblem ?? undefined} />
        <DateField label="Days to" text={to ?? ''} onText={setDay(setTo)} error={toProblem !== null} message={toProblem ?? undefined} />
        {constraint !== null && <Chip label={['rule', constraint, period, rep].filter((part) => part !== null).join(' ')} onDelete={showAll} sx={{ maxWidth: '100%' }} />}
      </Box>
      <MetricRow>
        <MetricCard label="Booked" value={formatCount(balance?.bookedActions)} detail="actions of approved plans" />
        <MetricCard label="Used" value={formatCount(balance?.usedActions)} detail="actions done" />
        <MetricCard label="Committed" value={formatMoney(balance?.bookedAmount, currency)} detail="promised, not yet spent" />
        <MetricCard label="Spent" value={formatMoney(balance?.usedAmount, currency)} detail="gone" />
      </MetricRow>
      <Box sx={{ height: 420, display: 'flex', flexDirection: 'column', mb: 3 }}>
        <ServerGrid<Row> id="ledger" label="Ledger entries" noun={['entry', 'entries']} columns={columns} idOf={(row) => row.id} queryKey={[...api.ledger.entries.key(), 'grid', query]} fetchPage={fetchPage} searchLabel="Search contact, rep, note" />
      </Box>
      <SectionCard title="Enter by hand" sentence="Work and money outside of plans. An entry is never changed; a contrary one takes it back.">
        <Box sx={{ maxWidth: 720 }}>
          <SchemaForm schema={MoveForm} fields={fields} value={start} submitLabel="Enter" onSubmit={record} />
        </Box>
      </SectionCard>
    </>
  );
}
