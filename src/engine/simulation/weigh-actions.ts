import type { CompiledScenario } from './compile-scenario.ts';
import type { ActionTable } from './propose-actions.ts';

/** The actions that are carried out unless the contact opts out, and what each is worth. Entries by action, as in the table. */
export interface Schedule extends ActionTable {
  /** Factor on the response: saturation^(k−1) for the k-th action of its channel on its contact, times what fatigue leaves. */
  readonly factor: Float64Array;
  /** Chance that the action makes the contact opt out; null where nobody does. */
  readonly optOutChance: Float64Array | null;
}

/** Pressure on one contact as days go by: Σ weight · 2^(−days ago / half-life) over touches of earlier days. */
export class Pressure {
  private readonly weights: Float64Array | null;
  private readonly halfLifeDays: number;
  private sum = 0;
  private today = 0;
  private day = 0;
  private readonly past: CompiledScenario['compiled']['past'];

  constructor({ scenario, problem, compiled }: CompiledScenario) {
    const fatigue = scenario.assumptions?.fatigue;
    this.weights = fatigue === undefined ? null : Float64Array.from(problem.channels, ({ id }) => fatigue.weights?.[id] ?? 1);
    this.halfLifeDays = fatigue?.halfLifeDays ?? 1;
    this.past = compiled.past;
  }

  /** Begins with the touches of a contact before the horizon. */
  begin(contact: number): void {
    const { weights, past } = this;
    this.sum = 0;
    this.today = 0;
    this.day = 0;
    if (weights === null) return;
    for (let at = past.start[contact]!; at < past.start[contact + 1]!; at += 1) this.sum += weights[past.channel[at]!]! * 2 ** (past.day[at]! / this.halfLifeDays);
  }

  /** Pressure before an action on a day, which then counts for the days after it; days never fall. */
  take(channel: number, day: number): number {
    const { weights } = this;
    if (weights === null) return 0;
    if (day > this.day) {
      this.sum = (this.sum + this.today) * 2 ** ((this.day - day) / this.halfLifeDays);
      this.today = 0;
      this.day = day;
    }
    this.today += weights[channel]!;
    return this.sum;
  }
}

/** Weighs the actions of a table, which run by day within each contact. O(actions + touches). */
export function weighActions(scenario: CompiledScenario, actions: ActionTable): Schedule {
  const { start, channel, day } = actions;
  const { compiled, optOut } = scenario;
  const { tierCount, tierFactor, channelCount } = compiled;
  const perTouch = scenario.scenario.assumptions?.fatigue?.perTouch ?? 0;
  const factor = new Float64Array(channel.length);
  const optOutChance = optOut > 0 ? new Float64Array(channel.length) : null;
  const counts = new Int32Array(channelCount);
  const pressure = new Pressure(scenario);
  for (let contact = 0; contact + 1 < start.length; contact += 1) {
    if (start[contact] === start[contact + 1]) continue;
    counts.fill(0);
    pressure.begin(contact);
    for (let at = start[contact]!; at < start[contact + 1]!; at += 1) {
      const by = channel[at]!;
      const pressing = pressure.take(by, day[at]!);
      factor[at] = tierFactor[by * tierCount + counts[by]!]! * Math.exp(-perTouch * pressing);
      if (optOutChance !== null) optOutChance[at] = Math.min(1, optOut * (pressing + 1));
      counts[by]! += 1;
    }
  }
  return { start, channel, day, factor, optOutChance };
}
