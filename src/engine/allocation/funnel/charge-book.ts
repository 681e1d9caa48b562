import type { DecisionFunnel } from './decision-funnel.ts';

/** Slots that one reason closes. */
export type Charge = readonly [reason: number, slots: number];

/** Numbers reasons in order of first use and keeps what each contact is charged to. */
export class ChargeBook {
  readonly reasons: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly chargesOf: (readonly Charge[] | undefined)[] = [];

  /** Number of a reason. */
  numberOf(reason: string): number {
    const known = this.numbers.get(reason);
    if (known !== undefined) return known;
    this.numbers.set(reason, this.reasons.length);
    return this.reasons.push(reason) - 1;
  }

  /** Charges from slots by reason, most first; equals in the order they were met. */
  sort(slotsOf: ReadonlyMap<string, number>): Charge[] {
    return [...slotsOf].map(([reason, slots]): Charge => [this.numberOf(reason), slots]).sort((one, other) => other[1] - one[1]);
  }

  /** Writes down what a contact is charged to. */
  charge(contact: number, charges: readonly Charge[]): void {
    this.chargesOf[contact] = charges;
  }

  /** The book as arrays. O(contacts + charges). */
  close(contacts: number): Pick<DecisionFunnel, 'reasons' | 'reasonOf' | 'chargeStart' | 'chargeReason' | 'chargeSlots'> {
    const chargeStart = new Int32Array(contacts + 1);
    for (let contact = 0; contact < contacts; contact += 1) chargeStart[contact + 1] = chargeStart[contact]! + (this.chargesOf[contact]?.length ?? 0);
    const chargeReason = new Int32Array(chargeStart[contacts]!);
    const chargeSlots = new Int32Array(chargeStart[contacts]!);
    const reasonOf = new Int32Array(contacts).fill(-1);
    for (let contact = 0; contact < contacts; contact += 1) {
      const charges = this.chargesOf[contact] ?? [];
      for (const [at, [reason, slots]] of charges.entries()) {
        chargeReason[chargeStart[contact]! + at] = reason;
        chargeSlots[chargeStart[contact]! + at] = slots;
      }
      if (charges[0] !== undefined) reasonOf[contact] = charges[0][0];
    }
    return { reasons: this.reasons, reasonOf, chargeStart, chargeReason, chargeSlots };
  }
}
