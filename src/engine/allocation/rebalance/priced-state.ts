import type { CompiledProblem } from '../compiled-problem.ts';
import { PlanState } from '../plan-state.ts';
import { placeOf, type Baseline } from './baseline.ts';

/**
 * A plan under construction whose objective is what its actions are worth less the price of every change to a published
 * plan. Of one channel on one contact, a published action that is gone and a new one on a published day are one change
 * (the action moved); each by itself is one too. So every search over plans weighs changes without knowing of them.
 */
export class PricedState extends PlanState {
  readonly baseline: Baseline;
  /** Changes to the published part. */
  changes = 0;
  /** Published actions per contact × channel that do not stand, and actions on published days that are new. */
  private readonly gone: Int32Array;
  private readonly fresh: Int32Array;
  private readonly isAllPublished: boolean;

  constructor(compiled: CompiledProblem, baseline: Baseline) {
    super(compiled);
    this.baseline = baseline;
    this.gone = baseline.published.slice();
    this.fresh = new Int32Array(this.gone.length);
    this.isAllPublished = baseline.isPublishedDay.every((flag) => flag === 1);
    for (const count of this.gone) this.changes += count;
    this.objective -= this.changes * baseline.changePrice;
  }

  /** What the actions are worth, whatever changed. */
  get worth(): number {
    return this.objective + this.changes * this.baseline.changePrice;
  }

  /** What one more action would add less the change it is; before its day is known, a day without a price is hoped for. */
  override gainOf(contact: number, channel: number): number {
    const pair = contact * this.compiled.channelCount + channel;
    const isChange = this.isAllPublished && this.fresh[pair]! >= this.gone[pair]!;
    return super.gainOf(contact, channel) - (isChange ? this.baseline.changePrice : 0);
  }

  /** What taking one action away would cost, with the change that it is. */
  override lossOf(contact: number, channel: number): number {
    const pair = contact * this.compiled.channelCount + channel;
    const isNew = this.fresh[pair]! > this.gone[pair]!;
    const isChange = this.fresh[pair] === 0 && this.baseline.published[pair]! > 0;
    return super.lossOf(contact, channel) + (isNew ? -this.baseline.changePrice : isChange ? this.baseline.changePrice : 0);
  }

  override insert(contact: number, channel: number, day: number, isPinned = false): number {
    this.objective += super.gainOf(contact, channel) - this.gainOf(contact, channel);
    const slot = super.insert(contact, channel, day, isPinned);
    this.countChange(contact, channel, day, 1);
    return slot;
  }

  override remove(slot: number): void {
    const contact = this.slotContact[slot]!;
    const channel = this.slotChannel[slot]!;
    const day = this.slotDay[slot]!;
    this.objective += this.lossOf(contact, channel) - super.lossOf(contact, channel);
    super.remove(slot);
    this.countChange(contact, channel, day, -1);
  }

  private countChange(contact: number, channel: number, day: number, sign: 1 | -1): void {
    if (this.baseline.isPublishedDay[day] === 0) return;
    const pair = contact * this.compiled.channelCount + channel;
    const before = Math.max(this.gone[pair]!, this.fresh[pair]!);
    if (this.baseline.isPublishedAction[placeOf(this.compiled, { contact, channel, day })] === 1) this.gone[pair]! -= sign;
    else this.fresh[pair]! += sign;
    const more = Math.max(this.gone[pair]!, this.fresh[pair]!) - before;
    this.changes += more;
    this.objective -= more * this.baseline.changePrice;
  }
}
