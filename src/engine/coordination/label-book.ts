import type { CampaignSet } from '../constraints/campaign-slots.ts';

/** An action that wants a campaign. */
export interface UnlabelledAction {
  readonly contact: number;
  readonly channel: number;
  /** Position of the set of campaigns that may take it. */
  readonly set: number;
  /** Campaign that it goes to where that one may take it and has room; NOBODY without such a wish. */
  readonly wish: number;
  readonly cost: number;
  /** Kept first where not all can be. */
  readonly isPinned: boolean;
  readonly lift: number;
}

/** What the actions of some campaigns together keep: at most, or at least, so much money, so many actions or contacts. */
export interface LabelTerm {
  readonly counts: 'money' | 'actions' | 'contacts';
  readonly sense: 'atMost' | 'atLeast';
  readonly members: readonly number[];
  readonly limit: number;
  /** What others hold of it; of contacts those they reach. */
  readonly held: number;
  readonly reached: ReadonlySet<number>;
}

/** Stands for an action without a campaign. */
export const NOBODY = -1;
/** Money may pass a limit by so much while actions are labelled; the recount allows ten times as much. */
const TOLERANCE = 1e-7;

/** Use of one term. */
interface Use {
  readonly term: LabelTerm;
  used: number;
  /** Actions per contact; contacts that others reach count one more. */
  readonly perContact: Map<number, number> | null;
}

const openUse = (term: LabelTerm): Use => ({ term, used: term.held, perContact: term.counts === 'contacts' ? new Map([...term.reached].map((contact) => [contact, 1])) : null });

/** Who takes which action, and what that leaves of every ceiling and floor. */
export class LabelBook {
  readonly labelOf: Int32Array;
  readonly actions: readonly UnlabelledAction[];
  readonly sets: readonly CampaignSet[];
  readonly campaignCount: number;
  private readonly ceilings: Use[][];
  private readonly floors: Use[][];
  /** Actions per campaign, by what makes them alike: set and channel. */
  private readonly held: Map<number, Set<number>>[];
  private readonly channelStride: number;

  constructor(actions: readonly UnlabelledAction[], sets: readonly CampaignSet[], campaignCount: number, terms: readonly LabelTerm[]) {
    this.actions = actions;
    this.sets = sets;
    this.campaignCount = campaignCount;
    this.labelOf = new Int32Array(actions.length).fill(NOBODY);
    this.channelStride = actions.reduce((most, { channel }) => Math.max(most, channel), 0) + 1;
    const uses = terms.map(openUse);
    const usesOf = (sense: LabelTerm['sense']): Use[][] => Array.from({ length: campaignCount }, (_, campaign) => uses.filter(({ term }) => term.sense === sense && term.members.includes(campaign)));
    this.ceilings = usesOf('atMost');
    this.floors = usesOf('atLeast');
    this.held = Array.from({ length: campaignCount }, () => new Map<number, Set<number>>());
  }

  mayTake(campaign: number, action: number): boolean {
    return this.sets[this.actions[action]!.set]!.members.includes(campaign);
  }

  /** True where the campaign's ceilings leave room for an action, once it gave another away. */
  hasRoom(campaign: number, action: number, given: number = NOBODY): boolean {
    return this.canPay(campaign, this.actions[action]!.cost, given === NOBODY ? undefined : this.actions[given]!.cost);
  }

  /** The same for an action of some cost, once one of another cost is gone. */
  canPay(campaign: number, cost: number, back?: number): boolean {
    return this.ceilings[campaign]!.every(({ term, used }) => {
      const added = term.counts === 'money' ? cost - (back ?? 0) : back === undefined ? 1 : 0;
      return used + added <= term.limit + TOLERANCE;
    });
  }

  /** True where a floor of the campaign that is not met gains by the action. */
  helps(campaign: number, action: number): boolean {
    return this.floors[campaign]!.some((use) => use.used < use.term.limit && this.isGain(use, action));
  }

  /** True where a campaign keeps its floors without an action it has, once it got another for it. */
  canGive(campaign: number, action: number, gained: number = NOBODY): boolean {
    return this.floors[campaign]!.every((use) => {
      if (!this.isLoss(use, action)) return true;
      return use.used - 1 >= use.term.limit || (gained !== NOBODY && this.isGain(use, gained));
    });
  }

  /** True where some floor of the campaign is not met. */
  isShort(campaign: number): boolean {
    return this.floors[campaign]!.some(({ used, term }) => used < term.limit);
  }

  /** Gives an action to a campaign, or to nobody. */
  label(action: number, campaign: number): void {
    const before = this.labelOf[action]!;
    if (before === campaign) return;
    if (before !== NOBODY) this.count(action, before, -1);
    this.labelOf[action] = campaign;
    if (campaign !== NOBODY) this.count(action, campaign, 1);
  }

  /** Actions of a campaign, the cheapest sorts first, one of each sort where all of a sort are alike to every term. */
  *listGivable(campaign: number): Iterable<number> {
    const areAlike = this.floors.every((uses) => uses.every(({ perContact }) => perContact === null));
    for (const { alike } of this.listSorts(campaign)) {
      for (const action of alike) {
        yield action;
        if (areAlike) break;
      }
    }
  }

  private listSorts(campaign: number): { readonly cost: number; readonly alike: ReadonlySet<number> }[] {
    const sorts: { cost: number; alike: ReadonlySet<number> }[] = [];
    for (const alike of this.held[campaign]!.values()) {
      const [first] = alike;
      if (first !== undefined) sorts.push({ cost: this.actions[first]!.cost, alike });
    }
    return sorts.sort((one, other) => one.cost - other.cost);
  }

  private isGain({ perContact }: Use, action: number): boolean {
    return perContact === null || (perContact.get(this.actions[action]!.contact) ?? 0) === 0;
  }

  private isLoss({ perContact }: Use, action: number): boolean {
    return perContact === null || perContact.get(this.actions[action]!.contact) === 1;
  }

  private count(action: number, campaign: number, step: 1 | -1): void {
    const { cost, contact, set, channel } = this.actions[action]!;
    for (const use of this.ceilings[campaign]!) use.used += step * (use.term.counts === 'money' ? cost : 1);
    for (const use of this.floors[campaign]!) {
      if (use.perContact === null) use.used += step;
      else {
        const times = (use.perContact.get(contact) ?? 0) + step;
        use.perContact.set(contact, times);
        if (times === (step === 1 ? 1 : 0)) use.used += step;
      }
    }
    const key = set * this.channelStride + channel;
    const alike = this.held[campaign]!.get(key);
    if (step === -1) alike?.delete(action);
    else if (alike === undefined) this.held[campaign]!.set(key, new Set([action]));
    else alike.add(action);
  }
}
