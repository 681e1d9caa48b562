import { fail, succeed, type Result } from '../base/fault.ts';
import { signOf, type Goal } from './goal.ts';
import { comparePaired, widenForSample } from './paired-difference.ts';
import { planRace, type RacePlanOptions, type RaceRound } from './plan-race.ts';

/** A race, and when a variant may be stopped. */
export interface RaceOptions extends RacePlanOptions {
  readonly goal: Goal;
  /** Standard errors of the paired difference that a stopped variant lies behind the leader (default 3, widened for few replications). */
  readonly z?: number;
  /** Share of the leader's mean that is not worth a replication: a variant that can be ahead by no more may stop too (default 0). */
  readonly indifference?: number;
}

/** Why a variant was stopped. */
export interface RaceStop {
  /** Round after which it was stopped, 0 being the first. */
  readonly round: number;
  /** The leader then, by how much it was ahead on the mean of the same replications, and the standard error of that. */
  readonly leader: number;
  readonly difference: number;
  readonly standardError: number;
}

/** Where a variant stands. */
export interface RaceStanding {
  readonly variant: number;
  /** Mean of its replications so far; null before the first round. */
  readonly mean: number | null;
  readonly replications: number;
  /** Null while it runs, or when it came to the end. */
  readonly stopped: RaceStop | null;
}

/** What to evaluate next: replications `from` … `to` − 1 of the variants. */
export interface RaceAsk extends Pick<RaceRound, 'from' | 'to'> {
  readonly round: number;
  readonly variants: readonly number[];
}

/** A race that is asked for work and told scores. */
export interface Race {
  /** Null once the last round is told. */
  ask(): RaceAsk | null;
  /**
   * Scores of the round asked for: a row for each of its variants, in that order, with a score for each replication.
   * Replication r has to use the same random draws in every variant. Other shapes and scores that are not finite answer
   * BAD_INPUT and nothing is taken. O(variants · replications).
   */
  tell(scores: readonly (readonly number[])[]): Result<RaceAsk | null>;
  standings(): readonly RaceStanding[];
  /** Variant with the best mean of those that run or came to the end; null before the first round. */
  leader(): number | null;
}

/** Scores of one variant, replications in order, and whether it was stopped. */
interface Entry {
  readonly variant: number;
  scores: Float64Array;
  mean: number | null;
  stopped: RaceStop | null;
}

function better(sign: number, a: Entry, b: Entry): number {
  return sign * (b.mean! - a.mean!) || a.variant - b.variant;
}

/** Marks the variants that stop after a round: behind the best 1/eta and surely behind the leader. */
function stopBehind(running: readonly Entry[], round: number, { goal, eta, z, indifference }: Required<RaceOptions>): void {
  const sign = signOf(goal);
  const order = running.toSorted((a, b) => better(sign, a, b));
  const leader = order[0]!;
  const limit = widenForSample(z, leader.scores.length - 1);
  for (const entry of order.slice(Math.ceil(order.length / eta))) {
    const { mean, standardError } = comparePaired(leader.scores, entry.scores);
    const difference = sign * mean;
    const room = indifference * Math.abs(leader.mean!);
    if (difference + room > limit * standardError) entry.stopped = { round, leader: leader.variant, difference, standardError };
  }
}

function findFault({ z, indifference }: Required<RaceOptions>): ReturnType<typeof fail> | null {
  if (!(z >= 0 && Number.isFinite(z))) return fail('BAD_INPUT', `z is ${z}, not a number of 0 or more.`, { path: 'z' });
  return indifference >= 0 && Number.isFinite(indifference) ? null : fail('BAD_INPUT', `indifference is ${indifference}, not a share of 0 or more.`, { path: 'indifference' });
}

/**
 * Racing by successive halving with a guard: after each round the best 1/eta go on, and so does every variant whose paired
 * difference to the leader is within z standard errors (Maron & Moore 1994 for the guard). Where variants cannot be told
 * apart the race spends what evaluating all of them would; it never trades the winner for time. State is what was told:
 * the same rows told to a new race lead to the same place. Options out of range answer BAD_INPUT.
 */
export function createRace(given: RaceOptions): Result<Race> {
  const options: Required<RaceOptions> = { eta: 3, least: 8, z: 3, indifference: 0, ...given };
  const plan = planRace(options);
  if (!plan.ok) return plan;
  const fault = findFault(options);
  if (fault !== null) return fault;
  const rounds = plan.value;
  const sign = signOf(options.goal);
  const entries: Entry[] = Array.from({ length: options.count }, (_, variant) => ({ variant, scores: new Float64Array(), mean: null, stopped: null }));
  let round = 0;
  const running = (): Entry[] => entries.filter(({ stopped }) => stopped === null);
  const ask = (): RaceAsk | null => {
    const next = rounds[round];
    return next === undefined ? null : { round, from: next.from, to: next.to, variants: running().map(({ variant }) => variant) };
  };
  return succeed({
    ask,
    tell(scores) {
      const asked = ask();
      if (asked === null) return fail('BAD_INPUT', 'The race is over.', { path: 'scores' });
      if (scores.length !== asked.variants.length) return fail('BAD_INPUT', `${scores.length} rows were told for ${asked.variants.length} variants.`, { path: 'scores' });
      for (const [at, row] of scores.entries()) {
        if (row.length !== asked.to - asked.from) return fail('BAD_INPUT', `Variant ${asked.variants[at]} has ${row.length} scores for ${asked.to - asked.from} replications.`, { path: `scores.${at}` });
        const wrong = row.findIndex((score) => !Number.isFinite(score));
        if (wrong >= 0) return fail('BAD_INPUT', `Score ${wrong + 1} of variant ${asked.variants[at]} is ${row[wrong]}, not a finite number.`, { path: `scores.${at}.${wrong}` });
      }
      const left = running();
      left.forEach((entry, at) => {
        entry.scores = Float64Array.of(...entry.scores, ...scores[at]!);
        entry.mean = entry.scores.reduce((sum, score) => sum + score, 0) / entry.scores.length;
      });
      if (round < rounds.length - 1) stopBehind(left, round, options);
      round += 1;
      return succeed(ask());
    },
    standings: () => entries.map(({ variant, scores, mean, stopped }) => ({ variant, mean, replications: scores.length, stopped })),
    leader: () => (round === 0 ? null : running().toSorted((a, b) => better(sign, a, b))[0]!.variant),
  });
}
