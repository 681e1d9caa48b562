import { fail, succeed, type Result } from '../base/fault.ts';
import { checkTable, isKnown, type Feature, type FeatureTable, type NumberFeature } from './feature-table.ts';
import { knownRising } from './population-drift.ts';
import { countNotAbove } from './population-stability.ts';

/** From this change on a feature of one contact counts as changed. */
export const CHANGED_FROM = 0.25;

/** How far one contact's own profile moved since the snapshot. */
export interface ProfileChange {
  /** Mean change over the features, 0–1; 0 for contacts that were not in the snapshot: nothing can have changed. */
  readonly score: Float64Array;
  /** Names of the features of one contact that changed, most changed first. */
  readonly changedOf: (contact: number) => readonly string[];
}

/**
 * Change of each contact's profile against its row in the snapshot (`snapshotRow` by contact, −1 where it had none). A
 * category that differs changed by 1; a number by the share of the snapshot's known numbers that it passed, half of
 * those it stood level with; a value that became known or unknown by 1. Features are matched by name; one that the
 * profiles lack or hold as another kind answers BAD_INPUT. O(contacts · features · log contacts).
 */
export function measureProfileChange(then: FeatureTable, now: FeatureTable, snapshotRow: Int32Array): Result<ProfileChange> {
  checkTable(then);
  checkTable(now);
  if (snapshotRow.length !== now.rowCount) throw new RangeError(`snapshotRow holds ${snapshotRow.length} of ${now.rowCount} contacts`);
  const measures: { readonly name: string; readonly changeOf: (contact: number) => number }[] = [];
  for (const before of then.features) {
    const changed = changeBetween(before, now.features.find((feature) => feature.name === before.name));
    if (changed === null) {
      return fail('BAD_INPUT', `Feature ${before.name} of the snapshot is not a ${before.kind} of the profiles.`, { path: before.name, hint: 'Compare the features that both times have.' });
    }
    measures.push({ name: before.name, changeOf: (contact) => (snapshotRow[contact]! < 0 ? 0 : changed(snapshotRow[contact]!, contact)) });
  }
  const score = new Float64Array(now.rowCount);
  for (const { changeOf } of measures) {
    for (let contact = 0; contact < score.length; contact += 1) score[contact]! += changeOf(contact) / measures.length;
  }
  const changedOf = (contact: number): readonly string[] =>
    measures
      .map(({ name, changeOf }) => ({ name, change: changeOf(contact) }))
      .filter(({ change }) => change >= CHANGED_FROM)
      .sort((a, b) => b.change - a.change || (a.name < b.name ? -1 : 1))
      .map(({ name }) => name);
  return succeed({ score, changedOf });
}

/** Change of one feature from a row of the snapshot to a row of the profiles; null where the kinds differ. */
function changeBetween(before: Feature, after: Feature | undefined): ((row: number, contact: number) => number) | null {
  if (after === undefined || after.kind !== before.kind) return null;
  const differs = differenceOf(before, after);
  return (row, contact) => {
    const wasKnown = isKnown(before, row);
    if (wasKnown !== isKnown(after, contact)) return 1;
    return wasKnown ? differs(row, contact) : 0;
  };
}

function differenceOf(before: Feature, after: Feature): (row: number, contact: number) => number {
  if (before.kind === 'number' && after.kind === 'number') {
    const rank = rankIn(before);
    const rankThen = before.numbers.map(rank);
    return (row, contact) => Math.abs(rank(after.numbers[contact]!) - rankThen[row]!);
  }
  if (before.kind === 'category' && after.kind === 'category') {
    const nowCode = new Map(after.values.map((value, code) => [value, code]));
    const codeOf = before.values.map((value) => nowCode.get(value) ?? -1);
    return (row, contact) => (codeOf[before.codes[row]!] === after.codes[contact] ? 0 : 1);
  }
  throw new RangeError(`feature ${before.name} is a ${before.kind} and a ${after.kind}`);
}

/** Share of the feature's known numbers below x, and half of those equal to it. */
function rankIn(feature: NumberFeature): (x: number) => number {
  const rising = knownRising(feature);
  return (x) => {
    const upTo = countNotAbove(rising, x);
    let below = upTo;
    if (upTo > 0 && rising[upTo - 1] === x) below = countBelow(rising, x);
    return (below + upTo) / (2 * rising.length);
  };
}

function countBelow(rising: Float64Array, x: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
