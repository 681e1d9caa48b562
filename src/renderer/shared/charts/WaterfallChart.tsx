import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatNumber, formatSigned } from '../format/number.ts';

/** One step of a waterfall: what it adds, or takes away where it is negative. */
export interface WaterfallStep {
  readonly key: string;
  readonly name: ReactNode;
  readonly amount: number;
  /** Limits are violet, values gold. */
  readonly isLimit?: boolean;
  readonly detail?: string;
}

/** Where a step begins and ends on the way from 0. */
export function layOutSteps(steps: readonly Pick<WaterfallStep, 'amount'>[]): readonly { readonly from: number; readonly to: number }[] {
  let at = 0;
  return steps.map(({ amount }) => {
    const from = at;
    at += amount;
    return { from, to: at };
  });
}

/** From a value, step by step, to what is left of it. The numbers stand beside the bars, so that it reads as a list. */
export function WaterfallChart({ label, steps, total, digits = 2 }: { readonly label: string; readonly steps: readonly WaterfallStep[]; readonly total: string; readonly digits?: number }) {
  const laid = layOutSteps(steps);
  const left = laid.at(-1)?.to ?? 0;
  const ends = [0, ...laid.flatMap(({ from, to }) => [from, to])];
  const least = Math.min(...ends);
  const most = Math.max(...ends);
  const placeOf = (value: number): number => (most === least ? 0 : ((value - least) / (most - least)) * 100);
  const bar = (from: number, to: number, color: string) => (
    <Box aria-hidden sx={{ position: 'relative', height: 16, borderLeft: `1px solid ${brand.borderGray}` }}>
      <Box sx={{ position: 'absolute', top: 2, height: 12, left: `${Math.min(placeOf(from), placeOf(to))}%`, width: `${Math.abs(placeOf(to) - placeOf(from))}%`, minWidth: '2px', backgroundColor: color }} />
    </Box>
  );
  const row = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 96px 72px', columnGap: 1.5, alignItems: 'center', fontSize: '0.8125rem' } as const;
  return (
    <Box role="figure" aria-label={label}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
        {steps.map(({ key, name, amount, isLimit = false, detail }, at) => (
          <Box component="li" key={key} sx={row}>
            <Box sx={{ overflowWrap: 'anywhere' }}>
              {name}
              {detail !== undefined && <Box sx={{ color: tone.secondaryText, fontSize: '0.75rem' }}>{detail}</Box>}
            </Box>
            {bar(laid[at]!.from, laid[at]!.to, isLimit ? brand.processViolet : brand.catalystGold)}
            <Box sx={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>{at === 0 ? formatNumber(amount, digits) : formatSigned(amount, digits)}</Box>
          </Box>
        ))}
        <Box component="li" sx={{ ...row, fontWeight: 600, borderTop: `1px solid ${brand.borderGray}`, pt: 0.5 }}>
          <Box>{total}</Box>
          {bar(0, left, left >= 0 ? brand.catalystGold : brand.processViolet)}
          <Box sx={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>{formatNumber(left, digits)}</Box>
        </Box>
      </Box>
    </Box>
  );
}
