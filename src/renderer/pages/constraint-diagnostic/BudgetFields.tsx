import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { z } from 'zod';
import type { BudgetConstraint, Constraint } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { NumberCell } from './NumberCell.tsx';
import { PeriodFields } from './PeriodFields.tsx';

type BudgetRule = z.infer<typeof BudgetConstraint>;
type PlannedChannel = PlanningRules['channels'][number];

/** The rule with what one action by a channel costs it; the channel's unit cost is what it counts anyway and is not kept. */
export function withCost(rule: BudgetRule, { id, unitCost }: Pick<PlannedChannel, 'id' | 'unitCost'>, cost: number): BudgetRule {
  const { costs, ...plain } = rule;
  const own = { ...costs, [id]: cost };
  if (cost === unitCost) delete own[id];
  return Object.keys(own).length === 0 ? plain : { ...plain, costs: own };
}

interface BudgetFieldsProps {
  readonly rule: BudgetRule;
  readonly channels: PlanningRules['channels'];
  readonly currency: string;
  readonly change: (next: Constraint) => void;
}

/** How much money, in which periods, and what one action by each channel costs the budget. */
export function BudgetFields({ rule, channels, currency, change }: BudgetFieldsProps) {
  const priced = channels.filter(({ id }) => rule.channels == null || rule.channels.includes(id) || rule.costs?.[id] !== undefined);
  return (
    <>
      <PeriodFields rule={rule} label={`Cost at most, ${currency}`} change={change} />
      <Typography variant="body2" color="textSecondary">
        What one action costs this budget, {currency}. The channel’s unit cost where nothing else is entered.
      </Typography>
      <Box role="group" aria-label={`What one action costs this budget, ${currency}`} sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(120px, 1fr))', gap: 2 }}>
        {priced.map((channel) => (
          <NumberCell key={channel.id} label={channel.id} value={rule.costs?.[channel.id] ?? channel.unitCost} min={0} onCommit={(cost) => change(withCost(rule, channel, cost))} isLabelShown width="100%" />
        ))}
      </Box>
    </>
  );
}
