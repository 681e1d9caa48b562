import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { z } from 'zod';
import type { Constraint, PressureConstraint } from '../../../engine/model/constraint.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { FieldRow } from './FieldRow.tsx';
import { NumberCell } from './NumberCell.tsx';
import { unitNames } from './rule-words.ts';

type PressureRule = z.infer<typeof PressureConstraint>;

/** The rule with one channel's weight set; a weight of 1 is what a channel counts anyway and is not kept. */
export function withWeight(rule: PressureRule, channel: string, weight: number): PressureRule {
  const weights = { ...rule.weights, [channel]: weight };
  if (weight === 1) delete weights[channel];
  return { ...rule, weights: Object.keys(weights).length === 0 ? undefined : weights };
}

/** How much weighted contact, whose, in how many days, and what each channel weighs. */
export function PressureFields({ rule, channels, change }: { readonly rule: PressureRule; readonly channels: readonly string[]; readonly change: (next: Constraint) => void }) {
  const weighed = [...new Set([...channels.filter((channel) => rule.channels == null || rule.channels.includes(channel)), ...Object.keys(rule.weights ?? {})])];
  return (
    <>
      <FieldRow>
        <NumberCell label="Weight at most" value={rule.max} min={0} onCommit={(max) => change({ ...rule, max })} isLabelShown width="100%" />
        <NumberCell label="In any so many days" value={rule.windowDays} min={1} isWhole onCommit={(windowDays) => change({ ...rule, windowDays })} isLabelShown width="100%" />
      </FieldRow>
      <ChoiceField label="Added up per" value={rule.per} names={unitNames} onChoose={(per) => change({ ...rule, per })} />
      <Typography variant="body2" color="textSecondary">
        What one action counts
      </Typography>
      <Box role="group" aria-label="What one action counts" sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(120px, 1fr))', gap: 2 }}>
        {weighed.map((channel) => (
          <NumberCell key={channel} label={channel} value={rule.weights?.[channel] ?? 1} min={0} onCommit={(weight) => change(withWeight(rule, channel, weight))} isLabelShown width="100%" />
        ))}
      </Box>
    </>
  );
}
