import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Link from '@mui/material/Link';
import Switch from '@mui/material/Switch';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableRow from '@mui/material/TableRow';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouteLink } from 'wouter';
import type { PlanSummary } from '../../../contract/allocation.ts';
import type { PlanDiffSummary } from '../../../contract/plan-diff.ts';
import { actionChanges } from '../../../engine/model/plan-diff.ts';
import { useCore } from '../../app/core-context.ts';
import { useLocationParameter } from '../../app/location.ts';
import { formatCount, formatMoney, formatNumber, formatPercent, formatQuantity, formatSigned } from '../../shared/format/number.ts';
import { nameKind } from '../../shared/format/rule-usage.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { MetricCard } from '../../shared/ui/MetricCard.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { StickyHead } from '../../shared/ui/StickyHead.tsx';
import { DiffActionGrid, DiffContactGrid } from './DiffGrids.tsx';
import { changeWords, diffHref, readChange } from './diff-words.ts';
import { leadGoal } from './lead-goal.ts';
import { statusNames } from './plan-words.ts';

const numeric = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' } as const;

/** One figure of both plans. */
interface Figure {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
}

/** Figures of two plans; what is judged by different goals has no difference. */
function listFigures(before: PlanSummary, after: PlanSummary, currency: string): Figure[] {
  const signed = (one: number | null, other: number | null, digits = 1): string => (one === null || other === null ? '–' : formatSigned(other - one, digits));
  const [one, other] = [leadGoal(before, currency), leadGoal(after, currency)];
  const isSame = one.label === other.label;
  return [
    { name: isSame ? other.label : 'Objective', before: one.write(one.amount), after: other.write(other.amount), change: isSame ? signed(one.amount, other.amount) : '–' },
    { name: 'Proven bound', before: one.bound === null ? '–' : one.write(one.bound), after: other.bound === null ? '–' : other.write(other.bound), change: isSame ? signed(one.bound, other.bound) : '–' },
    { name: 'Gap', before: formatPercent(one.gap, 2), after: formatPercent(other.gap, 2), change: one.gap === null || other.gap === null ? '–' : `${formatSigned(100 * (other.gap - one.gap), 2)} points` },
    { name: 'Lift', before: formatNumber(before.lift, 1), after: formatNumber(after.lift, 1), change: signed(before.lift, after.lift) },
    { name: `Cost (${currency})`, before: formatMoney(before.cost, currency, 0), after: formatMoney(after.cost, currency, 0), change: signed(before.cost, after.cost, 0) },
    { name: 'Actions', before: formatCount(before.actions), after: formatCount(after.actions), change: signed(before.actions, after.actions, 0) },
    { name: 'Contacts reached', before: formatCount(before.reached), after: formatCount(after.reached), change: signed(before.reached, after.reached, 0) },
    { name: 'Solved by', before: `${before.method}, ${statusNames[before.status]}`, after: `${after.method}, ${statusNames[after.status]}`, change: '–' },
  ];
}

function FigureTable({ before, after, currency }: { readonly before: PlanSummary; readonly after: PlanSummary; readonly currency: string }) {
  return (
    <SectionCard title="Figures">
      <TableContainer tabIndex={0} role="group" aria-label="Figures of both plans">
        <Table size="small">
          <StickyHead titles={['Figure', `Plan ${before.id}`, `Plan ${after.id}`, 'Change']} numericFrom={1} />
          <TableBody>
            {listFigures(before, after, currency).map(({ name, before: one, after: other, change }) => (
              <TableRow key={name}>
                <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>
                  {name}
                </TableCell>
                {[one, other, change].map((text, at) => (
                  <TableCell key={at} align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                    {text}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}

interface PartProps {
  readonly planId: number;
  readonly compareId: number;
  readonly diff: PlanDiffSummary;
  readonly currency: string;
}

function ChannelTable({ planId, compareId, diff, currency }: PartProps) {
  return (
    <SectionCard title="By channel" sentence={`${formatQuantity(diff.channels.length, 'channel')}. A number opens its actions.`}>
      <TableContainer tabIndex={0} role="group" aria-label="Channels of both plans">
        <Table size="small">
          <StickyHead titles={['Channel', ...actionChanges.map((change) => changeWords[change]), 'Actions', 'Lift', `Cost (${currency})`]} numericFrom={1} />
          <TableBody>
            {diff.channels.map(({ channel, before, after, counts }) => (
              <TableRow key={channel}>
                <TableCell component="th" scope="row" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                  {channel}
                </TableCell>
                {actionChanges.map((change) => (
                  <TableCell key={change} align="right" sx={numeric}>
                    {(counts[change] ?? 0) === 0 ? (
                      '0'
                    ) : (
                      <Link component={RouteLink} href={diffHref(planId, compareId, { change, channel })} color="inherit" aria-label={`${channel}: ${formatCount(counts[change] ?? 0)} ${changeWords[change]}`} sx={{ display: 'inline-block', minWidth: 24, minHeight: 24, lineHeight: '24px' }}>
                        {formatCount(counts[change] ?? 0)}
                      </Link>
                    )}
                  </TableCell>
                ))}
                <TableCell align="right" sx={numeric}>{`${formatCount(before.actions)} → ${formatCount(after.actions)}`}</TableCell>
                <TableCell align="right" sx={numeric}>{formatSigned(after.lift - before.lift)}</TableCell>
                <TableCell align="right" sx={numeric}>{formatSigned(after.cost - before.cost, 0)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}

/** Use that differs by less is the same. */
const SAME_USE = 1e-9;

function UsageTable({ diff, currency }: Pick<PartProps, 'diff' | 'currency'>) {
  const [isAll, setIsAll] = useState(false);
  const changed = diff.usage.filter(({ before, after }) => before === null || after === null || Math.abs(before.used - after.used) > SAME_USE || before.limit !== after.limit);
  const lines = isAll ? diff.usage : changed;
  const say = (line: PlanDiffSummary['usage'][number], side: 'before' | 'after'): string => {
    const use = line[side];
    const format = (value: number): string => (line.kind === 'budget' ? formatMoney(value, currency, 0) : formatNumber(value));
    return use === null ? '–' : `${format(use.used)} of ${format(use.limit)}`;
  };
  return (
    <SectionCard title="By rule" sentence={`${formatCount(changed.length)} of ${formatQuantity(diff.usage.length, 'line')} differ.`} actions={<FormControlLabel control={<Switch size="small" checked={isAll} onChange={(event) => setIsAll(event.target.checked)} />} label="Lines that are the same too" />}>
      <TableContainer tabIndex={0} role="group" aria-label="Rules of both plans" sx={{ maxHeight: '50vh' }}>
        <Table size="small" stickyHeader>
          <StickyHead titles={['Rule', 'Kind', 'Period', 'Rep', 'Before', 'After', 'Change']} numericFrom={4} />
          <TableBody>
            {lines.map((line) => (
              <TableRow key={`${line.constraint}|${line.period ?? ''}|${line.rep ?? ''}`}>
                <TableCell component="th" scope="row" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                  {line.constraint}
                </TableCell>
                <TableCell>{nameKind(line.kind)}</TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{line.period ?? 'horizon'}</TableCell>
                <TableCell>{line.rep ?? '–'}</TableCell>
                <TableCell align="right" sx={numeric}>{say(line, 'before')}</TableCell>
                <TableCell align="right" sx={numeric}>{say(line, 'after')}</TableCell>
                <TableCell align="right" sx={numeric}>{line.before === null || line.after === null ? '–' : formatSigned(line.after.used - line.before.used)}</TableCell>
              </TableRow>
            ))}
            {lines.length === 0 && (
              <TableRow>
                <TableCell colSpan={7}>{diff.usage.length === 0 ? emptyCopy.nothing : '0 rules are used differently.'}</TableCell>
              </TableRow>
            )}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}

function DiffSummary({ planId, compareId, diff, contactNoun }: Omit<PartProps, 'currency'> & { readonly contactNoun: string }) {
  const { counts, gaining, losing, level } = diff;
  const card = (change: (typeof actionChanges)[number], detail: string) => <MetricCard label={changeWords[change]} value={formatCount(counts[change] ?? 0)} detail={detail} href={diffHref(planId, compareId, { change })} meaning={change === 'dropped' || change === 'moved' ? 'limit' : 'value'} />;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))', gap: 2 }}>
      {card('kept', 'on the same date')}
      {card('moved', 'to another date')}
      {card('added', 'only in the second plan')}
      {card('dropped', 'only in the first plan')}
      <MetricCard label="Gain" value={formatCount(gaining)} detail={`${contactNoun}s with more lift`} href={diffHref(planId, compareId, { side: 'gains' })} />
      <MetricCard label="Lose" value={formatCount(losing)} detail={`${contactNoun}s with less, ${formatCount(level)} level`} href={diffHref(planId, compareId, { side: 'loses' })} meaning="limit" />
    </Box>
  );
}

interface DiffViewProps {
  readonly plans: readonly PlanSummary[];
  readonly chosen: PlanSummary;
  readonly currency: string;
  readonly contactNoun: string;
}

/** The chosen plan beside another one, which comes first: what changed from that to this. */
export function DiffView({ plans, chosen, currency, contactNoun }: DiffViewProps) {
  const { api } = useCore();
  const [compare] = useLocationParameter('compare');
  const [changeParameter] = useLocationParameter('change');
  const [channel] = useLocationParameter('channel');
  const [side] = useLocationParameter('side');
  const other = plans.find(({ id }) => id === Number(compare) && id !== chosen.id) ?? null;
  const pair = { before: other?.id ?? 0, after: chosen.id };
  const diff = useQuery(api.allocation.diff.summary.queryOptions({ input: pair, enabled: other !== null }));
  if (other === null) return <EmptyState fact={plans.length < 2 ? '1 plan. A comparison takes two.' : 'No plan to compare with. Choose one beside the plan.'} />;
  if (diff.isError) return <ErrorPanel fault={toShownFault(diff.error)} action={{ label: 'Compare again', run: () => void diff.refetch() }} />;
  if (diff.data === undefined) return <DelayedSkeleton kind="page" />;
  const change = readChange(changeParameter);
  if (side === 'gains' || side === 'loses') return <DiffContactGrid pair={pair} side={side} currency={currency} contactNoun={contactNoun} />;
  if (change !== null || channel !== null) return <DiffActionGrid pair={pair} change={change} channel={channel} currency={currency} />;
  const parts = { planId: chosen.id, compareId: other.id, diff: diff.data, currency };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <DiffSummary planId={chosen.id} compareId={other.id} diff={diff.data} contactNoun={contactNoun} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(0, 3fr)' } }}>
        <FigureTable before={other} after={chosen} currency={currency} />
        <ChannelTable {...parts} />
      </Box>
      <UsageTable diff={diff.data} currency={currency} />
    </Box>
  );
}
