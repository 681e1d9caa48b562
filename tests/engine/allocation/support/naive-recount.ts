import type { AllocationProblem, HeldEntry } from '../../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../../src/engine/model/constraint.ts';

export interface NaiveAction {
  readonly contact: string;
  readonly channel: string;
  readonly date: string;
  readonly exploration?: boolean;
  /** Who carries it out where that is not the contact's own rep. */
  readonly rep?: string;
}

/** What counting by hand says of one rule: whether it is broken, and the largest use of it where that is one number. */
export interface NaiveCount {
  readonly isBroken: boolean;
  readonly used: number | null;
}

interface Touch {
  readonly contact: number;
  readonly channel: string;
  readonly day: number;
  readonly rep?: string | undefined;
  /** What others hold: its labels, and the money that budgets count. */
  readonly held?: HeldEntry;
}

const MS_PER_DAY = 86_400_000;
const ROUNDING = 1e-6;

/** Counts a plan rule by rule, day by day and contact by contact, sharing nothing with the planner. Past touches lie before the start. */
export class NaiveRecount {
  private readonly problem: AllocationProblem;
  private readonly actions: readonly Touch[];
  private readonly entries: readonly NaiveAction[];
  private readonly past: readonly Touch[];
  /** What others hold, one a held action; rows of money alone stand once, in `money` only. */
  private readonly others: readonly Touch[];
  private readonly money: readonly Touch[];

  constructor(problem: AllocationProblem, entries: readonly NaiveAction[]) {
    this.problem = problem;
    this.entries = entries;
    this.actions = entries.map(({ contact, channel, date, rep }) => ({ contact: problem.contacts.ids.indexOf(contact), channel, day: this.dayOf(date), rep }));
    this.money = (problem.held ?? []).map((held, at) => ({ contact: this.placeOf(held.contact, at), channel: held.channel, day: this.dayOf(held.date), rep: held.rep, held }));
    this.others = this.money.flatMap((touch) => Array.from({ length: touch.held!.actions }, () => touch));
    const { recent, history } = problem.contacts;
    this.past = recent
      ? recent.contact.map((contact, at) => ({ contact, channel: recent.channel[at]!, day: recent.day[at]! }))
      : Object.entries(history ?? {}).flatMap(([channel, days]) => days.flatMap((day, contact) => (day === null ? [] : [{ contact, channel, day }])));
  }

  /** Ids of the enforced rules a plan breaks, those every problem has by themselves included. */
  listBroken(): string[] {
    const rules = this.problem.constraints.filter((rule) => rule.enforce !== false && !(rule.kind === 'blackout' && (rule.window === 'restricted' || rule.window === 'preferred')));
    return [...rules.filter((rule) => this.count(rule).isBroken).map((rule) => rule.id), ...this.listBrokenSettings()];
  }

  /** Counts one rule, enforced or not. */
  count(rule: Constraint): NaiveCount {
    const mine = this.actions.filter((action) => this.isInScope(rule, action));
    const theirs = this.others.filter((action) => this.isInScope(rule, action));
    const atMost = (used: number, max: number): NaiveCount => ({ isBroken: used > max + ROUNDING, used });
    switch (rule.kind) {
      case 'capacity':
        return this.countKeys(mine, theirs, (action) => this.periodOf(rule, action.day), () => 1, rule.max);
      case 'rep_capacity':
        {
        const repOf = (action: Touch): string => action.rep ?? this.repOn(action.contact, action.day) ?? '';
        const own = new Set([...this.problem.contacts.ids.map((_id, at) => this.problem.contacts.rep?.[at] ?? ''), ...(this.problem.contacts.repSpans ?? []).map(({ rep }) => rep), ...mine.map(repOf)]);
        return this.countKeys(mine, theirs.filter((action) => own.has(repOf(action))), (action) => `${repOf(action)} ${this.periodOf(rule, action.day)}`, () => 1, rule.max);
      }
      case 'budget':
        return this.countKeys(mine, this.money.filter((action) => this.isInScope(rule, action)), (action) => this.periodOf({ ...rule, per: rule.per ?? 'horizon' }, action.day), (action) => this.costOf(rule, action), rule.max);
      case 'concurrent': {
        let used = 0;
        let isBroken = false;
        for (let day = 0; day < this.problem.horizon.days; day += 1) {
          const runs = (action: Touch): boolean => action.day <= day && day <= action.day + rule.durationDays - 1;
          const [planned, held] = [mine.filter(runs).length, theirs.filter(runs).length];
          used = Math.max(used, planned + held);
          if (planned > 0 && planned + held > rule.max) isBroken = true;
        }
        return { isBroken, used };
      }
      case 'frequency':
        return atMost(this.fullestWindow(rule, mine, rule.windowDays, 'contact', () => 1), rule.max);
      case 'pressure':
        return atMost(this.fullestWindow(rule, mine, rule.windowDays, rule.per, (channel) => rule.weights?.[channel] ?? 1), rule.max);
      case 'contact_limit': {
        const isOverMonth = mine.some(({ contact, day }) => {
          const month = this.periodOf({ per: 'month' }, day);
          const touches = [...mine, ...theirs, ...this.pastInScope(rule)].filter((touch) => touch.contact === contact && this.periodOf({ per: 'month' }, touch.day) === month);
          return touches.length > (rule.maxPerMonth ?? Infinity);
        });
        const isTooSoon = mine.some((action, at) => [...mine.slice(at + 1), ...theirs, ...this.pastInScope(rule)].some((other) => other.contact === action.contact && Math.abs(other.day - action.day) < (rule.cooldownDays ?? 0)));
        return { isBroken: isOverMonth || isTooSoon, used: null };
      }
      case 'exclusion': {
        let clashes = 0;
        for (const one of mine.filter((action) => action.channel === rule.first)) {
          clashes += [...mine, ...(this.money.filter((action) => action.held!.actions > 0 && this.isInScope(rule, action))), ...this.pastInScope(rule)].filter((other) => other.contact === one.contact && other.channel === rule.second && Math.abs(other.day - one.day) <= rule.withinDays).length;
        }
        for (const one of mine.filter((action) => action.channel === rule.second)) {
          clashes += [...(this.money.filter((action) => action.held!.actions > 0 && this.isInScope(rule, action))), ...this.pastInScope(rule)].filter((other) => other.contact === one.contact && other.channel === rule.first && Math.abs(other.day - one.day) <= rule.withinDays).length;
        }
        return atMost(clashes, 0);
      }
      case 'sequence': {
        const needy = mine.filter((action) => action.channel === (rule.need === 'precede' ? rule.then : rule.first));
        const alone = needy.filter((action) => {
          for (let days = 0; days <= rule.withinDays; days += 1) {
            const has = (list: readonly Touch[], channel: string, day: number): boolean => list.some((touch) => touch.contact === action.contact && touch.channel === channel && touch.day === day);
            if (has(this.others, rule.need === 'precede' ? rule.first : rule.then, rule.need === 'precede' ? action.day - days : action.day + days)) return false;
            if (rule.need === 'precede' && (has(this.actions, rule.first, action.day - days) || has(this.past, rule.first, action.day - days))) return false;
            if (rule.need === 'follow' && has(this.actions, rule.then, action.day + days)) return false;
          }
          return true;
        });
        return atMost(alone.length, 0);
      }
      case 'blackout':
        return rule.window === 'preferred' ? { isBroken: false, used: mine.length } : atMost(mine.length, 0);
      case 'rep_calendar':
        return atMost(mine.filter(({ day }) => (rule.daysOff ?? []).some((date) => this.dayOf(date) === day) || (rule.weekdays !== undefined && !rule.weekdays.includes(this.weekdayOf(day)))).length, 0);
      case 'coverage': {
        const members = this.problem.contacts.ids.filter((_id, contact) => this.isMember(rule, contact)).length;
        const need = rule.minContacts ?? Math.ceil((rule.minShare ?? 0) * members - 1e-9);
        const used = new Set([...mine, ...theirs.filter(({ contact }) => this.problem.contacts.ids[contact] !== undefined)].map(({ contact }) => contact)).size;
        return { isBroken: used < need, used };
      }
      case 'minimum':
        return { isBroken: mine.length + theirs.length < rule.min, used: mine.length + theirs.length };
    }
  }

  /** What an action, or what others hold, costs a budget. */
  private costOf(rule: Extract<Constraint, { kind: 'budget' }>, { channel, held }: Touch): number {
    const own = rule.costs !== undefined && Object.hasOwn(rule.costs, channel) ? rule.costs[channel]! : null;
    if (held === undefined) return own ?? this.channelOf(channel).unitCost;
    return own !== null && held.actions > 0 ? held.actions * own : held.amount;
  }

  private listBrokenSettings(): string[] {
    const { problem, actions } = this;
    const broken: string[] = [];
    const keys = this.entries.map(({ contact, channel, date }) => `${contact} ${channel} ${date}`);
    const isHeld = ({ contact, channel, day }: Touch): boolean => this.others.some((other) => other.contact === contact && other.channel === channel && other.day === day);
    if (new Set(keys).size < keys.length || actions.some(isHeld)) broken.push('once-a-day');
    for (const [at, { contact, channel, day }] of actions.entries()) {
      const { weekdays, cooldownDays, maxPerContact } = this.channelOf(channel);
      if (day < 0 || day >= problem.horizon.days) broken.push('horizon');
      if (weekdays !== undefined && !weekdays.includes(this.weekdayOf(day))) broken.push('weekday');
      if (problem.contacts.optOut?.[channel]?.[contact] === true) broken.push('consent');
      const others = [...actions.filter((_other, place) => place !== at), ...this.others].filter((other) => other.contact === contact && other.channel === channel);
      const last = problem.contacts.history?.[channel]?.[contact] ?? -Infinity;
      if (others.length + 1 > maxPerContact) broken.push('max-per-contact');
      if (day - last < cooldownDays || others.some((other) => Math.abs(other.day - day) < cooldownDays)) broken.push('cooldown');
    }
    if ((problem.fixed ?? []).some(({ contact, channel, date }) => !keys.includes(`${contact} ${channel} ${date}`))) broken.push('fixed');
    if ((problem.forbidden ?? []).some(({ contact, channel, date }) => keys.includes(`${contact} ${channel} ${date}`))) broken.push('forbidden');
    const costOf = (list: readonly NaiveAction[]): number => list.reduce((sum, { channel }) => sum + this.channelOf(channel).unitCost, 0);
    if (costOf(this.entries.filter(({ exploration }) => exploration === true)) > (problem.objective.explorationShare ?? 0) * costOf(this.entries) + ROUNDING) broken.push('exploration-share');
    return broken;
  }

  /** Largest weight in any run of days that holds a planned action, over every contact or unit. */
  private fullestWindow(rule: Constraint, mine: readonly Touch[], windowDays: number, per: 'contact' | 'household' | 'account', weightOf: (channel: string) => number): number {
    const unitOf = ({ contact, held }: Touch): string => {
      const label = per === 'contact' ? '' : (this.problem.contacts[per]?.[contact] ?? held?.[per] ?? '');
      return label === '' ? `alone ${contact}` : label;
    };
    const theirs = this.others.filter((action) => this.isInScope(rule, action));
    const past = [...(rule.kind === 'frequency' && rule.from != null ? [] : this.pastInScope(rule)), ...theirs];
    let fullest = 0;
    for (const unit of new Set(mine.map(unitOf))) {
      for (let first = 1 - windowDays; first < this.problem.horizon.days; first += 1) {
        const inside = (touch: Touch): boolean => unitOf(touch) === unit && touch.day >= first && touch.day < first + windowDays;
        const planned = mine.filter((action) => inside(action) && weightOf(action.channel) > 0);
        if (planned.length > 0) fullest = Math.max(fullest, [...planned, ...past.filter(inside)].reduce((sum, { channel }) => sum + weightOf(channel), 0));
      }
    }
    return fullest;
  }

  /** Sums by key; one is broken where something planned of any weight is in it. */
  private countKeys(mine: readonly Touch[], theirs: readonly Touch[], keyOf: (action: Touch) => string, weightOf: (action: Touch) => number, max: number): NaiveCount {
    const sums: Record<string, number> = {};
    for (const action of [...mine, ...theirs]) sums[keyOf(action)] = (sums[keyOf(action)] ?? 0) + weightOf(action);
    const planned = new Set(mine.filter((action) => weightOf(action) > 0).map(keyOf));
    return { isBroken: Object.entries(sums).some(([key, sum]) => planned.has(key) && sum > max + ROUNDING), used: Math.max(0, ...Object.values(sums)) };
  }

  /** Contacts of the problem by position; every stranger by a number of its own, nobody by the row. */
  private placeOf(contact: string | null, row: number): number {
    if (contact === null) return -1 - row;
    const at = this.problem.contacts.ids.indexOf(contact);
    return at >= 0 ? at : 1_000_000 + (this.problem.held ?? []).findIndex((entry) => entry.contact === contact);
  }

  private isInScope(rule: Constraint, { contact, channel, day, rep, held }: Touch): boolean {
    if (rule.kind === 'blackout' && rule.recurrence !== undefined && !this.recursOn(rule, day)) return false;
    const isRecurring = rule.kind === 'blackout' && rule.recurrence !== undefined;
    const isAfter = isRecurring || rule.from == null || day >= this.dayOf(rule.from);
    const isBefore = isRecurring || rule.to == null || day <= this.dayOf(rule.to);
    return isAfter && isBefore && (rule.channels?.includes(channel) ?? true) && (held !== undefined && this.problem.contacts.ids[contact] === undefined ? this.isStrangerInScope(rule, held) : this.isContactInScope(rule, contact, rep ?? this.repOn(contact, day)));
  }

  private isStrangerInScope(rule: Constraint, held: HeldEntry): boolean {
    const first = this.problem.held!.find((entry) => held.contact !== null && entry.contact === held.contact) ?? held;
    const filters = [[rule.contacts, held.contact ?? ''], [rule.segments, first.segment], [rule.territories, first.territory], [rule.specialties, first.specialty], [rule.reps, held.rep ?? '']] as const;
    return filters.every(([wanted, label]) => wanted == null || wanted.includes(label ?? ''));
  }

  private isContactInScope(rule: Constraint, contact: number, acting: string | undefined): boolean {
    const { ids, segment, territory, specialty } = this.problem.contacts;
    const filters = [[rule.contacts, ids[contact]], [rule.segments, segment?.[contact]], [rule.territories, territory?.[contact]], [rule.specialties, specialty?.[contact]], [rule.reps, acting]] as const;
    return filters.every(([wanted, label]) => wanted == null || (label !== undefined && wanted.includes(label)));
  }

  /** Whether a contact counts in a share of coverage: on some day of the rule where its rep changes. */
  private isMember(rule: Constraint, contact: number): boolean {
    if (!(this.problem.contacts.repSpans ?? []).some((span) => span.contact === this.problem.contacts.ids[contact])) return this.isContactInScope(rule, contact, this.problem.contacts.rep?.[contact]);
    const days = Array.from({ length: this.problem.horizon.days }, (_, day) => day).filter((day) => (rule.from == null || day >= this.dayOf(rule.from)) && (rule.to == null || day <= this.dayOf(rule.to)));
    return rule.reps == null ? this.isContactInScope(rule, contact, undefined) : days.some((day) => this.isContactInScope(rule, contact, this.repOn(contact, day)));
  }

  private repOn(contact: number, day: number): string | undefined {
    const { ids, rep, repSpans = [] } = this.problem.contacts;
    return repSpans.find((span) => span.contact === ids[contact] && this.dayOf(span.from) <= day && day <= this.dayOf(span.to))?.rep ?? rep?.[contact];
  }

  private pastInScope(rule: Constraint): Touch[] {
    return this.past.filter((touch) => this.isInScope(rule, touch));
  }

  /** Whether a window of one of the few recurrences that random rules have holds on a day. */
  private recursOn(rule: Extract<Constraint, { kind: 'blackout' }>, day: number): boolean {
    const [first, last] = [this.dayOf(rule.from), this.dayOf(rule.to)];
    for (let start = day; start >= day - (last - first); start -= 1) {
      if (start < first || (rule.exceptions ?? []).some((date) => this.dayOf(date) === start)) continue;
      if (rule.recurrence === 'FREQ=WEEKLY' && (start - first) % 7 === 0) return true;
      if (rule.recurrence === 'FREQ=DAILY;INTERVAL=5' && (start - first) % 5 === 0) return true;
      if (rule.recurrence === 'FREQ=MONTHLY' && this.dateOf(start).getUTCDate() === this.dateOf(first).getUTCDate()) return true;
    }
    return false;
  }

  private dateOf(day: number): Date {
    return new Date(Date.parse(this.problem.horizon.start) + day * MS_PER_DAY);
  }

  private periodOf({ per, resets }: { readonly per: 'day' | 'week' | 'month' | 'horizon'; readonly resets?: unknown }, day: number): string {
    // Random rules reset on Mondays and Thursdays.
    if (resets !== undefined) {
      let count = 0;
      for (let earlier = 0; earlier <= day; earlier += 1) if ([1, 4].includes(this.dateOf(earlier).getUTCDay())) count += 1;
      return `after ${count} resets`;
    }
    if (per === 'horizon') return 'all';
    if (per === 'week') return `week ${Math.floor(day / 7)}`;
    const date = new Date(Date.parse(this.problem.horizon.start) + day * MS_PER_DAY);
    return per === 'day' ? date.toISOString() : `${date.getUTCFullYear()} ${date.getUTCMonth()}`;
  }

  private dayOf(date: string): number {
    return Math.round((Date.parse(date) - Date.parse(this.problem.horizon.start)) / MS_PER_DAY);
  }

  private weekdayOf(day: number): number {
    return ((new Date(Date.parse(this.problem.horizon.start) + day * MS_PER_DAY).getUTCDay() + 6) % 7) + 1;
  }

  private channelOf(id: string): AllocationProblem['channels'][number] {
    return this.problem.channels.find((channel) => channel.id === id)!;
  }
}
