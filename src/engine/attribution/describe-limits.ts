import type { AttributionReport } from '../model/attribution.ts';

type Facts = Omit<AttributionReport, 'limits' | 'format'> & { readonly usesNullPaths: boolean };

/** Channels credited with fewer conversions than this say little by themselves. */
const FEW = 30;
/** A rank kept in fewer resamples than this is not a rank to act on. */
const STEADY = 0.8;

const count = (number: number): string => {
  const [whole = '', fraction] = (Number.isInteger(number) ? String(number) : number.toFixed(1)).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/gu, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
const list = (names: readonly string[]): string => (names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`);

/** What the numbers of a report cannot say, with its own numbers. */
export function describeLimits(facts: Facts): string[] {
  const { totals } = facts;
  return [...sayCause(facts), ...sayCoverage(facts), ...sayNulls(facts), ...sayDisagreement(facts), ...saySmall(facts), ...facts.unavailable.map(({ model, reason }) => `${model} is not given. ${reason}`)].concat(
    totals.attributed > 0 ? [] : ['No outcome has a touch in its window: there is nothing to divide.'],
  );
}

function sayCause({ incrementality, totals }: Facts): string[] {
  if (incrementality.length === 0) return [`No control group: the models divide ${count(totals.attributed)} outcomes that came; how many would have come without any touch is not in these data.`];
  return incrementality.map(({ arm, lift, low, high, incremental, controlRate, rate }) => {
    const sure = low > 0 || high < 0 ? '' : ' The interval holds 0: no effect is shown.';
    const base = rate > 0 ? ` The control had ${percent(Math.min(1, controlRate / rate))} of that rate without the touch, which no model here takes off.` : '';
    return `Against the control, ${arm} gained ${percent(lift)} of its contacts (95% interval ${percent(low)} to ${percent(high)}), ${count(Math.round(incremental.outcomes))} outcomes.${base}${sure}`;
  });
}

function sayCoverage({ totals }: Facts): string[] {
  return [
    ...(totals.unattributed > 0 ? [`${count(totals.unattributed)} of ${count(totals.outcomes)} outcomes (${percent(totals.unattributed / totals.outcomes)}) have no touch in its window and are in no model.`] : []),
    ...(totals.singleTouch > 0 ? [`${percent(totals.singleTouch / totals.attributed)} of the attributed outcomes follow a single touch: first, last, linear, position, time decay and Shapley give it all of them, so these models differ on the other ${percent(1 - totals.singleTouch / totals.attributed)} only.`] : []),
  ];
}

function sayNulls({ totals, usesNullPaths, markov }: Facts): string[] {
  if (Object.keys(markov).length === 0) return [];
  if (totals.nulls === 0) return ['No path without outcome: Markov takes every path to end in an outcome, so its removal effects say where paths lead through, not what works.'];
  return usesNullPaths ? [] : [`${count(totals.nulls)} paths without outcome are left out of Markov by the settings.`];
}

function sayDisagreement({ ranks, agreement, stability, resamples }: Facts): string[] {
  const sentences: string[] = [];
  const leaders = new Map<string, string[]>();
  for (const [model, places] of Object.entries(ranks)) for (const [channel, rank] of Object.entries(places)) if (rank === 1) leaders.set(channel, [...(leaders.get(channel) ?? []), model]);
  if (leaders.size > 1) sentences.push(`The models do not agree on the first channel: ${[...leaders].map(([channel, models]) => `${channel} by ${models.join(', ')}`).join('; ')}.`);
  let lowest: { tau: number; pair: string } | null = null;
  for (const [model, row] of Object.entries(agreement)) {
    for (const [other, tau] of Object.entries(row)) if (model < other && tau !== null && (lowest === null || tau < lowest.tau)) lowest = { tau, pair: `${model} and ${other}` };
  }
  if (lowest !== null && lowest.tau < 1) sentences.push(`${lowest.pair} differ most in the order of the channels: Kendall's tau ${lowest.tau.toFixed(2)}.`);
  const shaky = new Set(Object.values(stability).flatMap((shares) => Object.entries(shares).flatMap(([channel, share]) => (share < STEADY ? [channel] : []))));
  if (shaky.size > 0) sentences.push(`Under at least one model ${list([...shaky].sort())} ${shaky.size === 1 ? 'keeps its rank' : 'keep their ranks'} in fewer than ${percent(STEADY)} of ${resamples} resamples of the paths.`);
  return sentences;
}

function saySmall({ models }: Facts): string[] {
  const most = new Map<string, number>();
  for (const credits of Object.values(models)) for (const [channel, { conversions }] of Object.entries(credits)) most.set(channel, Math.max(most.get(channel) ?? 0, conversions));
  const few = [...most].filter(([, conversions]) => conversions < FEW).map(([channel]) => channel).sort();
  return few.length === 0 ? [] : [`${list(few)}: fewer than ${FEW} conversions under every model, too few to judge the channel by.`];
}
