import type { ConstraintKind } from '../../../engine/model/constraint.ts';

export const kindNames: Record<ConstraintKind, string> = {
  capacity: 'Capacity',
  rep_capacity: 'Rep capacity',
  concurrent: 'Concurrent',
  budget: 'Budget',
  frequency: 'Frequency',
  contact_limit: 'Contact limit',
  pressure: 'Pressure',
  exclusion: 'Exclusion',
  sequence: 'Sequence',
  blackout: 'Blackout',
  rep_calendar: 'Rep calendar',
  coverage: 'Coverage',
  minimum: 'Minimum',
};

/** Name of a kind as a line of usage carries it; a kind unknown here keeps its own. */
export function nameKind(kind: string): string {
  const names: Readonly<Record<string, string>> = kindNames;
  return names[kind] ?? kind;
}

/** What a line of usage spans: its period's name, the fullest window of a rule that counts windows, else the horizon. */
export const namePeriod = ({ kind, period }: { readonly kind: string; readonly period?: string | undefined }): string => period ?? (kind === 'frequency' || kind === 'pressure' ? 'fullest window' : 'horizon');

/** How tightly a line of usage stands. */
export type UsageState = 'free' | 'binding' | 'over' | 'kept' | 'met' | 'short';

/** How much of a limit is taken. A limit of 0 that nothing uses forbids and is kept; it leaves no room, but nothing presses on it. */
export function usageState(used: number, limit: number, isFloor = false): UsageState {
  const slack = 1e-9 * Math.max(1, Math.abs(limit));
  if (isFloor) return used >= limit - slack ? 'met' : 'short';
  if (used > limit + slack) return 'over';
  if (Math.abs(limit) <= slack) return 'kept';
  return used >= limit - slack ? 'binding' : 'free';
}

/** One line of usage as the screens show it. */
export interface UsageLine {
  readonly constraint: string;
  readonly kind: string;
  readonly used: number;
  readonly limit: number;
  readonly enforced: boolean;
}

/** True where the limit has to be reached rather than kept. */
export const isFloor = ({ kind }: Pick<UsageLine, 'kind'>): boolean => kind === 'coverage' || kind === 'minimum';

/** True for preferred days: of `limit` actions so many stand on them, and none of them is a breach. Forbidden and restricted days have a limit of 0. */
export const isPreference = ({ kind, limit }: Pick<UsageLine, 'kind' | 'limit'>): boolean => kind === 'blackout' && limit > 0;

/** True where the line leaves no room, or less than none. */
export const isTight = (line: UsageLine): boolean => !isPreference(line) && ['binding', 'over', 'short'].includes(usageState(line.used, line.limit, isFloor(line)));

/** Enforced rules that leave no room in at least one period. */
export const countBinding = (usage: readonly UsageLine[]): number => new Set(usage.filter((line) => line.enforced && isTight(line)).map((line) => line.constraint)).size;
