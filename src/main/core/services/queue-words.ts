const number = (value: number, digits = 2): string => String(Number(value.toFixed(digits)));
const percent = (share: number): string => `${Number((100 * share).toPrecision(3))}%`;

/** What a recommendation's reason is made from. */
export interface ReasonGround {
  readonly channel: string;
  readonly value: number;
  readonly mean: number;
  readonly sd: number;
  readonly worth: number;
  /** Ranked by worth and, where it explores, the bonus beside. */
  readonly score: number;
  readonly isExploration: boolean;
  /** Cost that was taken off, 0 where plans do not count net. */
  readonly cost: number;
  /** Next best channel: for an exploring recommendation the one of most worth. Null where there is no other. */
  readonly other: { readonly channel: string; readonly worth: number } | null;
}

/** Why an action is recommended, with its numbers. */
export function explainRecommended({ channel, value, mean, sd, worth, score, isExploration, cost, other }: ReasonGround): string {
  const sum = `${number(value)} × ${percent(mean)}${isExploration ? ` ± ${percent(sd)}` : ''}${cost === 0 ? '' : ` − ${number(cost)}`} = ${number(worth)}`;
  if (isExploration) return `Explores ${channel}: ${sum}, ${number(score)} with its bonus${other === null ? '' : `; ${other.channel} is worth ${number(other.worth)}`}.`;
  return `${sum}${other === null ? ', the only open channel' : `, ahead of ${other.channel} ${number(other.worth)}`}.`;
}

/** Why a dismissed recommendation is open again. */
export const explainReturn = (before: { readonly channel: string; readonly worth: number }, now: { readonly channel: string; readonly worth: number }): string =>
  before.channel === now.channel ? `Dismissed at ${number(before.worth)}, now worth ${number(now.worth)}.` : `${before.channel} was dismissed; ${now.channel} is ahead now.`;
