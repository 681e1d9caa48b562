import type { CompiledScenario } from './compile-scenario.ts';
import type { ActionTable } from './propose-actions.ts';

/** The actions that are carried out unless the contact opts out, and what each is worth. Entries by action, as in the table. */
export interface Schedule extends ActionTable {
  /** Factor on the response: saturation^(k−1) for the k-th action of its channel on its contact, times what fatigue leaves. */
  readonly factor: Float64Array;
  /** Chance that the action makes the contact opt out; null where nobody does. */
  readonly optOutChance: Float64Array | null;
}

/** Pressure on contacts as days go by: Σ weight · 2^(−days ago / half-life) over touches of earlier days. */
export class Pressure {
  private readonly weights: Float64Array | null;
  private readonly halfLifeDays: number;
  private readonly sum: Float64Array;
  /** What was taken on the contact's latest day, which counts from the next day on. */
  private readonly today: Float64Array;
  private readonly day: Int32Array;
  private readonly past: CompiledScenario['compiled']['past'];

  constructor({ scenario, problem, compiled }: CompiledScenario) {
    const fatigue = scenario.assumptions?.fatigue;
    this.weights = fatigue === undefined ? null : Float64Array.from(problem.channels, ({ id }) => fatigue.weights?.[id] ?? 1);
    this.halfLifeDays = fatigue?.halfLifeDays ?? 1;
    this.past = compiled.past;
    const count = fatigue === undefined ? 0 : compiled.contactCount;
    this.sum = new Float64Array(count);
    this.today = new Float64Array(count);
    this.day = new Int32Array(count);
  }

  /** Begins with the touches of a contact before the horizon. */
  begin(contact: number): void {
    const { weights, past } = this;
    if (weights === null) return;
    let sum = 0;
    for (let at = past.start[contact]!; at < past.start[contact + 1]!; at += 1) sum += weights[past.channel[at]!]! * 2 ** (past.day[at]! / this.halfLifeDays);
    this.sum[contact] = sum;
    this.today[contact] = 0;
    this.day[contact] = 0;
  }

  /** Pressure before an action on a day, which then counts for the days after it; days never fall. */
  take(contact: number, channel: number, day: number): number {
    const { weights } = this;
    if (weights === null) return 0;
    const passed = day - this.day[contact]!;
    if (passed > 0) {
      this.sum[contact] = (this.sum[contact]! + this.today[contact]!) * 2 ** (-passed / this.halfLifeDays);
      this.today[contact] = 0;
      this.day[contact] = day;
    }
    this.today[contact]! += weights[channel]!;
    return this.sum[contact]!;
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
      const pressing = pressure.take(contact, by, day[at]!);
      factor[at] = tierFactor[by * tierCount + counts[by]!]! * Math.exp(-perTouch * pressing);
      if (optOutChance !== null) optOutChance[at] = Math.min(1, optOut * (pressing + 1));
      counts[by]! += 1;
    }
  }
  return { start, channel, day, factor, optOutChance };
}
