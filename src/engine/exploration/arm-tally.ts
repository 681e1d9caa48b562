/** Rewards seen so far, by arm. */
export class ArmTally {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  #total = 0;

  constructor(armCount: number) {
    if (!(Number.isInteger(armCount) && armCount > 0)) throw new RangeError(`armCount is ${armCount}, expected a whole number above 0`);
    this.counts = new Float64Array(armCount);
    this.sums = new Float64Array(armCount);
  }

  /** Rewards over all arms. */
  get total(): number {
    return this.#total;
  }

  add(arm: number, reward: number): void {
    if (!Number.isFinite(reward)) throw new RangeError(`reward of arm ${arm} is ${reward}`);
    this.counts[arm]! += 1;
    this.sums[arm]! += reward;
    this.#total += 1;
  }

  /** Mean reward of an arm; 0 before its first. */
  mean(arm: number): number {
    return this.counts[arm] === 0 ? 0 : this.sums[arm]! / this.counts[arm]!;
  }
}
