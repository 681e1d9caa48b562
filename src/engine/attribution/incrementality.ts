import type { Experiment, ExperimentArm, IncrementalLift } from '../model/attribution.ts';
import { normalCdf } from '../response/normal.ts';
import { wilsonInterval } from '../response/wilson.ts';

/** Level of all intervals here. */
const LEVEL = 0.95;

/** A difference of two shares with an interval. */
export interface DifferenceOfShares {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Difference of two independent shares with the hybrid score interval (Newcombe 1998, method 10): Wilson's ends, squared and added. */
export function newcombeDifference(first: ExperimentArm, second: ExperimentArm, level: number): DifferenceOfShares {
  const [one, other] = [first.outcomes / first.contacts, second.outcomes / second.contacts];
  const [around, aroundOther] = [wilsonInterval(first.outcomes, first.contacts, level), wilsonInterval(second.outcomes, second.contacts, level)];
  const difference = one - other;
  return { difference, low: difference - Math.hypot(one - around.low, aroundOther.high - other), high: difference + Math.hypot(around.high - one, other - aroundOther.low) };
}

/** Two-sample z of two shares with the pooled variance, and its two-sided p. Equal all-or-nothing shares: z 0, p 1. */
export function pooledZTest(first: ExperimentArm, second: ExperimentArm): { z: number; pValue: number } {
  const pooled = (first.outcomes + second.outcomes) / (first.contacts + second.contacts);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / first.contacts + 1 / second.contacts));
  if (spread === 0) return { z: 0, pValue: 1 };
  const z = (first.outcomes / first.contacts - second.outcomes / second.contacts) / spread;
  return { z, pValue: Math.min(1, 2 * normalCdf(-Math.abs(z))) };
}

/** What each arm gained over the control: the one number here that says what the touches caused. */
export function measureIncrementality({ control, arms }: Experiment): IncrementalLift[] {
  return arms.map((arm) => {
    const { difference, low, high } = newcombeDifference(arm, control, LEVEL);
    return {
      arm: arm.name,
      rate: arm.outcomes / arm.contacts,
      controlRate: control.outcomes / control.contacts,
      lift: difference,
      low,
      high,
      ...pooledZTest(arm, control),
      incremental: { outcomes: difference * arm.contacts, low: low * arm.contacts, high: high * arm.contacts },
    };
  });
}
