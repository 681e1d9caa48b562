import { brand, tone } from '../../app/theme/tokens.ts';
import { formatNumber } from '../format/number.ts';
import { usageState, type UsageState } from '../format/rule-usage.ts';
import { Meter } from './Meter.tsx';

interface UsageBarProps {
  readonly used: number;
  readonly limit: number;
  /** What is used, for screen readers: "Budget". */
  readonly label: string;
  readonly format?: (value: number) => string;
  /** True where the limit has to be reached rather than kept. */
  readonly isFloor?: boolean;
  /** True where the limit is only the longest bar of several, so that reaching it warns of nothing. */
  readonly isShare?: boolean;
}

const stateWords: Readonly<Record<UsageState, string>> = { free: 'used', binding: 'used, binds', over: 'used, over', kept: 'kept', met: 'reached', short: 'reached, short' };

/** Used against limit: a bar in gold, in violet once it binds, and the same in words. */
export function UsageBar({ used, limit, label, format = (value) => formatNumber(value), isFloor = false, isShare = false }: UsageBarProps) {
  const state = usageState(used, limit, isFloor);
  const isWarning = !isShare && (state === 'binding' || state === 'over' || state === 'short');
  return (
    <Meter
      used={used}
      limit={limit}
      label={label}
      format={format}
      words={isShare ? '' : stateWords[state]}
      barColor={isWarning ? brand.processViolet : brand.catalystGold}
      wordsColor={isWarning ? tone.violetText : tone.secondaryText}
      minWidth={160}
    />
  );
}
