import { healthTone, tone } from '../../app/theme/tokens.ts';
import { formatNumber } from '../format/number.ts';
import { Meter } from './Meter.tsx';

/** How tight a limit is: free below 70%, tight up to 90%, nearly gone above, over beyond the limit. */
export function healthOf(used: number, limit: number): 'free' | 'tight' | 'nearly gone' | 'over' {
  const share = limit > 0 ? used / limit : used > 0 ? Infinity : 0;
  if (share > 1 + 1e-9) return 'over';
  return share > 0.9 ? 'nearly gone' : share >= 0.7 ? 'tight' : 'free';
}

const colourOf = { free: healthTone.free, tight: healthTone.tight, 'nearly gone': healthTone.gone, over: healthTone.gone } as const;

/** Utilisation of a limit: green, amber or red, and the same in words. */
export function HealthBar({ used, limit, label, format = (value) => formatNumber(value) }: { readonly used: number; readonly limit: number; readonly label: string; readonly format?: (value: number) => string }) {
  const health = healthOf(used, limit);
  return <Meter used={used} limit={limit} label={label} format={format} words={limit <= 0 && used <= 0 ? 'kept' : `used, ${health}`} barColor={colourOf[health]} wordsColor={tone.secondaryText} minWidth={180} />;
}
