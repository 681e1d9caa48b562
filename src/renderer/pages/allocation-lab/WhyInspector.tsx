import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouteLink } from 'wouter';
import type { NamedActionExplanation } from '../../../contract/explanation.ts';
import type { PriceLine, Rival } from '../../../engine/model/explanation.ts';
import { tone } from '../../app/theme/tokens.ts';
import { WaterfallChart, type WaterfallStep } from '../../shared/charts/WaterfallChart.tsx';
import { formatDate } from '../../shared/format/date.ts';
import { formatNumber, formatPercent } from '../../shared/format/number.ts';
import { FactList } from '../../shared/ui/FactList.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { placeOfRule, sayLead, sayPrice, verdictLooks, whyHref } from './why-words.ts';

/** Lines of prices shown one by one. */
const MOST_LINES = 6;

const RuleLink = ({ rule, kind }: { readonly rule: string; readonly kind: string }) => (
  <Link component={RouteLink} href={placeOfRule(rule, kind)} underline="hover" color="inherit" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
    {rule}
  </Link>
);

function listSteps({ worth, prices }: NamedActionExplanation): WaterfallStep[] {
  const step = (line: PriceLine): WaterfallStep => ({ key: `${line.rule} ${line.period ?? ''} ${line.rep ?? ''}`, name: <RuleLink rule={line.rule} kind={line.kind} />, amount: -line.amount, isLimit: line.amount > 0, detail: sayPrice(line) });
  const rest = prices.slice(MOST_LINES);
  return [
    { key: 'gain', name: 'Worth', amount: worth.gain },
    ...prices.slice(0, MOST_LINES).map(step),
    ...(rest.length === 0 ? [] : [{ key: 'rest', name: `${rest.length} more rules`, amount: -rest.reduce((sum, { amount }) => sum + amount, 0), isLimit: true }]),
  ];
}

function WorthFacts({ worth }: Pick<NamedActionExplanation, 'worth'>) {
  const { value, response, sd, place, wear, cost } = worth;
  return (
    <Box sx={{ mt: 1.5 }}>
      <FactList
        facts={[
          ['Value', formatNumber(value)],
          ['Response', `${formatPercent(response, 2)}${sd === null ? '' : ` ± ${formatPercent(sd, 2)}`}`],
          ...(place === 1 ? [] : [['Wear', `${formatPercent(wear)}, action ${place} of its channel`] as const]),
          ...(cost === 0 ? [] : [['Cost', formatNumber(cost)] as const]),
        ]}
      />
    </Box>
  );
}

function RivalLine({ planId, rival, names, what }: { readonly planId: number; readonly rival: Rival; readonly names: Readonly<Record<string, string>>; readonly what: string }) {
  return (
    <Typography variant="body2" component="li" sx={{ overflowWrap: 'anywhere' }}>
      {`${what}: `}
      <Link component={RouteLink} href={whyHref(planId, rival)} underline="always">
        {`${names[rival.contact] ?? rival.contact} · ${rival.channel} · ${formatDate(rival.date)}`}
      </Link>
      <Box component="span" sx={{ color: tone.secondaryText }}>{`, worth ${formatNumber(rival.gain)}, ${sayLead(rival)}`}</Box>
    </Typography>
  );
}

/** Everything behind one cell: the answer, its value against prices, the rules against it, the next best, and what would flip it. */
export function WhyInspector({ planId, explained, onClose }: { readonly planId: number; readonly explained: NamedActionExplanation; readonly onClose: () => void }) {
  const { contact, channel, date, verdict, summary, reason, refusals, runnerUp, flips, names, isPriced, prices, campaign } = explained;
  const list = { m: 0, pl: 2, display: 'grid', gap: 0.75, fontSize: '0.8125rem' } as const;
  return (
    <Inspector title={`${channel} · ${names[contact] ?? contact}`} sentence={`${formatDate(date)} · ${verdictLooks[verdict].name}${campaign === null ? '' : ` · ${campaign}`}`} onClose={onClose}>
      <Typography role="status" sx={{ mb: 2, overflowWrap: 'anywhere' }}>
        {summary}
      </Typography>
      <InspectorSection title="Value against prices">
        <WaterfallChart label={`Value of ${channel} on ${date} against the prices of what it uses`} steps={listSteps(explained)} total="Left" digits={3} />
        {prices.length === 0 && (
          <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
            {isPriced ? 'Nothing it uses is scarce: 0 prices.' : 'The plan came without prices.'}
          </Typography>
        )}
        <WorthFacts worth={explained.worth} />
      </InspectorSection>
      {refusals.length > 0 && (
        <InspectorSection title="Rules against it">
          <Box component="ul" sx={list}>
            {refusals.map((refusal, at) => (
              <Box component="li" key={`${refusal.rule} ${at}`} sx={{ overflowWrap: 'anywhere' }}>
                <RuleLink rule={refusal.rule} kind={refusal.kind} />
                <Box>{refusal.message}</Box>
                {refusal.inTheWay.slice(0, MOST_LINES).map((obstacle) => (
                  <Box key={`${obstacle.contact} ${obstacle.channel} ${obstacle.date}`} sx={{ color: tone.secondaryText }}>
                    {`${obstacle.planned ? 'Planned' : 'Earlier'}: ${obstacle.contact === contact ? '' : `${names[obstacle.contact] ?? obstacle.contact} · `}${obstacle.channel} · ${formatDate(obstacle.date)}`}
                  </Box>
                ))}
              </Box>
            ))}
          </Box>
        </InspectorSection>
      )}
      <InspectorSection title="Next best">
        {runnerUp.contact === null && runnerUp.slot === null ? (
          <Typography variant="body2">Nothing else fits.</Typography>
        ) : (
          <Box component="ul" sx={list}>
            {runnerUp.slot !== null && <RivalLine planId={planId} rival={runnerUp.slot} names={names} what={verdict === 'planned' ? 'For the slot' : 'Has the slot'} />}
            {runnerUp.contact !== null && <RivalLine planId={planId} rival={runnerUp.contact} names={names} what="For the contact" />}
          </Box>
        )}
      </InspectorSection>
      {verdict !== 'free' && (
        <InspectorSection title="What would flip it">
          {flips.length === 0 ? (
            <Typography variant="body2">No single change was found.</Typography>
          ) : (
            <Box component="ol" sx={list}>
              {flips.map((flip) => (
                <Box component="li" key={flip.words} sx={{ overflowWrap: 'anywhere' }}>
                  {flip.words}
                </Box>
              ))}
            </Box>
          )}
        </InspectorSection>
      )}
      {reason !== null && (
        <InspectorSection title="Reason in the plan">
          <Typography variant="body2">{reason}</Typography>
        </InspectorSection>
      )}
      <Link component={RouteLink} href={`/allocation-lab?${new URLSearchParams({ plan: String(planId), view: 'actions', contact }).toString()}`}>
        Actions of the contact
      </Link>
    </Inspector>
  );
}
