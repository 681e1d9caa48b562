/** Shown where a value is missing; never 0. */
export const MISSING = '–';

const LOCALE = 'en-US';
const cache = new Map<string, Intl.NumberFormat>();

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(LOCALE, options);
  cache.set(key, made);
  return made;
}

const isPresent = (value: number | null | undefined): value is number => value !== null && value !== undefined && Number.isFinite(value);

/** Whole count with thousands: `50,000`. */
export const formatCount = (value: number | null | undefined): string => (isPresent(value) ? formatter({ maximumFractionDigits: 0 }).format(value) : MISSING);

/** Number with at most `digits` decimals, none of them forced: `1,234.5`. */
export const formatNumber = (value: number | null | undefined, digits = 2): string => (isPresent(value) ? formatter({ maximumFractionDigits: digits }).format(value) : MISSING);

/** Number with exactly `digits` decimals, for columns of figures. */
export const formatFixed = (value: number | null | undefined, digits = 2): string =>
  isPresent(value) ? formatter({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value) : MISSING;

/** Number with its sign: `+23.4`. */
export const formatSigned = (value: number | null | undefined, digits = 1): string =>
  isPresent(value) ? formatter({ maximumFractionDigits: digits, signDisplay: 'exceptZero' }).format(value) : MISSING;

/** Large number shortened for a metric: `1.2M`. */
export const formatCompact = (value: number | null | undefined): string => (isPresent(value) ? formatter({ notation: 'compact', maximumFractionDigits: 1 }).format(value) : MISSING);

/** Money in an ISO 4217 currency: `€1,234.50`; decimals as the currency has them, none where the amount is whole and `digits` is 0. */
export function formatMoney(value: number | null | undefined, currency: string, digits?: number): string {
  if (!isPresent(value)) return MISSING;
  return formatter({ style: 'currency', currency, ...(digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }) }).format(value);
}

/** Share of 1 as percent: `0.234` → `23.4%`. */
export const formatPercent = (share: number | null | undefined, digits = 1): string => (isPresent(share) ? formatter({ style: 'percent', maximumFractionDigits: digits }).format(share) : MISSING);

/** Share with its interval: `12.3% (8.1–16.9%)`. */
export function formatPercentInterval(share: number | null | undefined, low: number | null | undefined, high: number | null | undefined, digits = 1): string {
  if (!isPresent(share)) return MISSING;
  if (!isPresent(low) || !isPresent(high)) return formatPercent(share, digits);
  return `${formatPercent(share, digits)} (${formatNumber(low * 100, digits)}–${formatPercent(high, digits)})`;
}

/** Count with its noun: `1 action`, `847 actions`. */
export const formatQuantity = (count: number | null | undefined, singular: string, plural = `${singular}s`): string => `${formatCount(count)} ${count === 1 ? singular : plural}`;
