import { placeOf, type CompiledProblem } from '../compiled-problem.ts';
import { PlanState } from '../plan-state.ts';
import { DRAFT, PUBLISHED, type Baseline } from './baseline.ts';

/**
 * A plan under construction whose objective is what its actions are worth less what the changes to a baseline weigh. Of one
 * channel on one contact and in one part, an action of the baseline that is gone and a new one are one change (the action
 * moved); each by itself is one too. So every search over plans weighs changes without knowing of them.
 */
export class PricedState extends PlanState {
  readonly baseline: Baseline;
  /** Changes to the published and to the draft part. */
  readonly changes: [number, number] = [0, 0];
  /** Per part and contact × channel: actions of the baseline that do not stand, and actions that are new. */
  private readonly gone: readonly [Int32Array, Int32Array];
  private readonly fresh: readonly [Int32Array, Int32Array];
  /** True where one part alone has days: then what a change weighs is known before its day is. */
  private readonly onlyPart: 0 | 1 | null;

  constructor(compiled: CompiledProblem, baseline: Baseline) {
    super(compiled);
    this.baseline = baseline;
    this.gone = [baseline.planned[PUBLISHED].slice(), baseline.planned[DRAFT].slice()];
    this.fresh = [new Int32Array(this.gone[PUBLISHED].length), new Int32Array(this.gone[DRAFT].length)];
    this.onlyPart = baseline.partOf.every((part) => part === PUBLISHED) ? PUBLISHED : baseline.partOf.every((part) => part === DRAFT) ? DRAFT : null;
    for (const part of [PUBLISHED, DRAFT] as const) {
      for (const count of this.gone[part]) this.changes[part] += count;
      this.objective -= this.changes[part] * baseline.weights[part];
    }
  }

  /** What the actions are worth, whatever changed. */
  get worth(): number {
    const { weights } = this.baseline;
    return this.objective + this.changes[PUBLISHED] * weights[PUBLISHED] + this.changes[DRAFT] * weights[DRAFT];
  }

  /** What one more action would add less the change it is; before its day is known, the lighter part is hoped for. */
  override gainOf(contact: number, channel: number): number {
    const pair = contact * this.compiled.channelCount + channel;
    const part = this.onlyPart ?? DRAFT;
    const isChange = this.fresh[part][pair]! >= this.gone[part][pair]!;
    return super.gainOf(contact, channel) - (isChange ? this.baseline.weights[part] : 0);
  }

  /** What taking one action away would cost, with the change that it is in the part that has more to say. */
  override lossOf(contact: number, channel: number): number {
    const pair = contact * this.compiled.channelCount + channel;
    const part = this.onlyPart ?? PUBLISHED;
    const isNew = this.fresh[part][pair]! > this.gone[part][pair]!;
    const isChange = this.fresh[part][pair] === 0 && this.baseline.planned[part][pair]! > 0;
    const weight = this.baseline.weights[part];
    return super.lossOf(contact, channel) + (isNew ? -weight : isChange ? weight : 0);
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
    const part = this.baseline.partOf[day] === PUBLISHED ? PUBLISHED : DRAFT;
    const pair = contact * this.compiled.channelCount + channel;
    const [gone, fresh] = [this.gone[part], this.fresh[part]];
    const before = Math.max(gone[pair]!, fresh[pair]!);
    if (this.baseline.isPlanned[placeOf(this.compiled, { contact, channel, day })] === 1) gone[pair]! -= sign;
    else fresh[pair]! += sign;
    const more = Math.max(gone[pair]!, fresh[pair]!) - before;
    this.changes[part] += more;
    this.objective -= more * this.baseline.weights[part];
  }
}
