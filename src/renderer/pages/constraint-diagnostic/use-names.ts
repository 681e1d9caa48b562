import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import type { Suggestion } from './NamesField.tsx';

/** What the workspace knows that fits a typed text, and which of the chosen names it does not know. */
export interface KnownNames {
  readonly suggestions: readonly Suggestion[];
  readonly unknown: readonly string[];
}

/** Suggestions shown at once. */
const MOST = 50;
/** Most chosen names looked up; beyond that nothing is said of them. */
const MOST_LOOKED_UP = 1000;

const isLookedUp = (chosen: readonly string[]): boolean => chosen.length > 0 && chosen.length <= MOST_LOOKED_UP;
const lacking = (chosen: readonly string[], known: readonly (string | null)[] | undefined): string[] => (known === undefined ? [] : chosen.filter((name) => !known.includes(name)));

/** Values of a column of the contacts, most frequent first. */
export function useColumnNames(column: string, text: string, chosen: readonly string[]): KnownNames {
  const { api } = useCore();
  const wanted = useDeferredValue(text.trim());
  const found = useQuery({
    ...api.contacts.facet.queryOptions({ input: { column, filter: { join: 'and', conditions: [{ column, operator: 'not_empty' }, ...(wanted === '' ? [] : [{ column, operator: 'contains' as const, value: wanted }])] }, limit: MOST } }),
    placeholderData: keepPreviousData,
  }).data;
  const known = useQuery(api.contacts.facet.queryOptions({ input: { column, filter: { join: 'and', conditions: [{ column, operator: 'any_of', value: [...chosen] }] }, limit: 500 }, enabled: isLookedUp(chosen) })).data;
  return {
    suggestions: (found ?? []).flatMap(({ value, contacts }) => (value === null ? [] : [{ name: value, detail: formatQuantity(contacts, 'contact') }])),
    unknown: lacking(chosen, known?.map(({ value }) => value)),
  };
}

/** Contacts by their ID, found by anything the Signal Index searches. */
export function useContactNames(text: string, chosen: readonly string[]): KnownNames {
  const { api } = useCore();
  const wanted = useDeferredValue(text.trim());
  const found = useQuery({
    ...api.contacts.page.queryOptions({ input: { filter: { join: 'and', conditions: [], ...(wanted === '' ? {} : { search: wanted.slice(0, 200) }) }, sort: [], offset: 0, limit: MOST } }),
    placeholderData: keepPreviousData,
  }).data;
  const known = useQuery(api.contacts.page.queryOptions({ input: { filter: { join: 'and', conditions: [{ column: 'key', operator: 'any_of', value: [...chosen] }] }, sort: [], offset: 0, limit: 1000 }, enabled: isLookedUp(chosen) })).data;
  return {
    suggestions: (found?.rows ?? []).map(({ key, name, first_name: first, last_name: last, specialty }) => ({
      name: key,
      detail: [name ?? [first, last].filter((part) => part !== null).join(' '), specialty].filter((part) => part !== null && part !== '').join(', '),
    })),
    unknown: lacking(chosen, known?.rows.map(({ key }) => key)),
  };
}

/** Reps: those with a calendar, an assignment or contacts that name them. */
export function useRepNames(text: string, chosen: readonly string[]): KnownNames {
  const { api } = useCore();
  const reps = useQuery(api.territories.get.queryOptions()).data?.reps;
  const wanted = text.trim().toLowerCase();
  return {
    suggestions: (reps ?? [])
      .filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(wanted))
      .slice(0, MOST)
      .map(({ id, name, primary }) => ({ name: id, detail: [name, formatQuantity(primary, 'contact')].filter((part) => part !== '').join(', ') })),
    unknown: lacking(chosen, reps?.map(({ id }) => id)),
  };
}

/** Column that a label of the contacts comes from. */
export const columnOf = (rules: PlanningRules, label: 'segment' | 'territory'): string => rules.contacts?.[label]?.column ?? label;
