import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { Link as RouteLink } from 'wouter';
import type { FunnelStageCount } from '../../../contract/funnel.ts';
import type { FunnelStage } from '../../../engine/model/decision-funnel.ts';
import { useCore } from '../../app/core-context.ts';
import { useLocationParameter } from '../../app/location.ts';
import { brand, tone } from '../../app/theme/tokens.ts';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { formatCount, formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { FunnelGrid } from './FunnelGrid.tsx';
import { nameReason, readStage, stageWords } from './funnel-words.ts';

/** Reasons named beside a loss before the rest is counted. */
const NAMED_REASONS = 4;

const hrefOf = (planId: number, stage: FunnelStage, reason?: string): string =>
  `/allocation-lab?${new URLSearchParams({ plan: String(planId), view: 'funnel', stage, ...(reason === undefined ? {} : { reason }) }).toString()}`;

interface BarProps {
  readonly name: string;
  readonly sentence: string;
  readonly count: number;
  readonly all: number;
  readonly href?: string | undefined;
}

/** One step: what it is, how many are left of all. */
const StageBar = ({ name, sentence, count, all, href }: BarProps) => (
  <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(150px, 30%) 1fr minmax(110px, max-content)', gap: 2, alignItems: 'center' }}>
    <Box sx={{ minWidth: 0 }}>
      <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {sentence}
      </Typography>
    </Box>
    <Box aria-hidden sx={{ height: 24, borderRadius: '4px', backgroundColor: tone.accentSurface }}>
      <Box sx={{ height: '100%', width: `${all === 0 ? 0 : (100 * count) / all}%`, minWidth: count > 0 ? 2 : 0, borderRadius: '4px', backgroundColor: brand.catalystGold }} />
    </Box>
    <Typography sx={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {href === undefined ? (
        <Box component="span" sx={{ fontWeight: 700 }}>
          {formatCount(count)}
        </Box>
      ) : (
        <Link component={RouteLink} href={href} color="inherit" underline="hover" sx={{ fontWeight: 700 }} aria-label={`${name}: ${formatCount(count)}`}>
          {formatCount(count)}
        </Link>
      )}
      <Box component="span" sx={{ color: 'text.secondary', ml: 1 }}>
        {all === 0 ? '' : formatPercent(count / all, 1)}
      </Box>
    </Typography>
  </Box>
);

const lossLink = { color: tone.violetText, display: 'inline-flex', alignItems: 'center', minHeight: 24, overflowWrap: 'anywhere' } as const;

/** What a stage took, each reason a link to its contacts. */
function StageLoss({ planId, count: { stage, lost, reasons } }: { readonly planId: number; readonly count: FunnelStageCount }) {
  const rest = reasons.slice(NAMED_REASONS);
  const restContacts = rest.reduce((sum, one) => sum + one.contacts, 0);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.5, pl: 'calc(max(150px, 30%) + 16px)', fontSize: '0.875rem', minHeight: 24, alignItems: 'center' }}>
      {lost === 0 ? (
        <Typography variant="body2" color="textSecondary">
          0 lost
        </Typography>
      ) : (
        <>
          <Link component={RouteLink} href={hrefOf(planId, stage)} underline="hover" sx={{ ...lossLink, fontWeight: 700 }}>
            {`−${formatCount(lost)} ${stageWords[stage].lost}`}
          </Link>
          {reasons.slice(0, NAMED_REASONS).map(({ reason, contacts }) => (
            <Link key={reason} component={RouteLink} href={hrefOf(planId, stage, reason)} underline="hover" sx={lossLink}>
              {`${nameReason(reason)} ${formatCount(contacts)}`}
            </Link>
          ))}
          {rest.length > 0 && (
            <Link component={RouteLink} href={hrefOf(planId, stage)} underline="hover" sx={lossLink}>
              {`${formatQuantity(rest.length, 'more reason')} ${formatCount(restContacts)}`}
            </Link>
          )}
        </>
      )}
    </Box>
  );
}

interface FunnelViewProps {
  readonly planId: number;
  readonly contactNoun: string;
}

/** From the audience to the plan: how many contacts each step lets through, and which rule took the others. A loss opens its contacts. */
export function FunnelView({ planId, contactNoun }: FunnelViewProps) {
  const { api } = useCore();
  const [stageParameter] = useLocationParameter('stage');
  const [reason] = useLocationParameter('reason');
  const stage = readStage(stageParameter);
  const funnel = useQuery(api.allocation.funnel.count.queryOptions({ input: { planId } }));
  if (funnel.isError) return <ErrorPanel fault={toShownFault(funnel.error)} action={{ label: 'Count again', run: () => void funnel.refetch() }} />;
  if (funnel.data === undefined) return <DelayedSkeleton kind="page" />;
  const { contacts, stages } = funnel.data;
  if (stage !== null) return <FunnelGrid planId={planId} stage={stage} reason={reason} reasons={stages.find((one) => one.stage === stage)?.reasons ?? []} contactNoun={contactNoun} />;
  if (contacts === 0) return <EmptyState fact={emptyCopy.nothing} />;
  const planned = stages.at(-1)?.contacts ?? 0;
  const largest = stages.reduce<FunnelStageCount | null>((most, one) => (most === null || one.lost > most.lost ? one : most), null);
  const sentence = `${formatCount(planned)} of ${formatQuantity(contacts, contactNoun)} planned.${largest === null || largest.lost === 0 ? '' : ` ${formatCount(largest.lost)} ${stageWords[largest.stage].lost}.`}`;
  const rows = stages.flatMap(({ stage: name, contacts: left, reasons }) => [{ stage: stageWords[name].name, reason: 'passed', contacts: left }, ...reasons.map((one) => ({ stage: stageWords[name].name, reason: nameReason(one.reason), contacts: -one.contacts }))]);
  return (
    <ChartCard id="plan.funnel" title="Decision funnel" sentence={sentence} columns={[{ key: 'stage', label: 'Stage' }, { key: 'reason', label: 'Passed, or the reason' }, { key: 'contacts', label: 'Contacts', format: formatCount }]} data={[{ stage: 'Audience', reason: 'in the plan\'s audience', contacts }, ...rows]}>
      <Box component="ol" aria-label="Decision funnel" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        <Box component="li">
          <StageBar name="Audience" sentence={`every ${contactNoun} of the problem`} count={contacts} all={contacts} />
        </Box>
        {stages.map((count) => (
          <Box component="li" key={count.stage} sx={{ display: 'grid', gap: 0.25 }}>
            <StageLoss planId={planId} count={count} />
            <StageBar name={stageWords[count.stage].name} sentence={stageWords[count.stage].passes} count={count.contacts} all={contacts} href={count.stage === 'planned' ? `/allocation-lab?plan=${planId}&view=actions` : undefined} />
          </Box>
        ))}
      </Box>
    </ChartCard>
  );
}
