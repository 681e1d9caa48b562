import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lastDateOf } from '../../../engine/model/horizon-days.ts';
import { useCore } from '../../app/core-context.ts';

/**
 * The day from which a planner looks at reservations: today, or for a horizon that is over its first day, so that an old
 * cycle is seen as it was planned.
 */
export function planningDay(horizon: { readonly start: string; readonly days: number }, today: string): string {
  return today > lastDateOf(horizon) ? horizon.start : today;
}

const pad = (value: number): string => String(value).padStart(2, '0');
const localDay = (moment: Date): string => `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;

/** Planning day of the open workspace as of when the screen was opened, null until its rules are there. */
export function usePlanningDay(): string | null {
  const { api } = useCore();
  const [today] = useState(() => localDay(new Date()));
  const rules = useQuery(api.rules.get.queryOptions()).data;
  return rules === undefined ? null : planningDay(rules.horizon, today);
}
