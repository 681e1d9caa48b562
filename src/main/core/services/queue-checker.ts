import { toHeldEntries } from '../../../engine/allocation/held-problem.ts';
import { formatDay, parseDay, type DayNumber } from '../../../engine/base/day.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { openActionChecker, type ActionCheck, type ActionChecker } from '../../../engine/constraints/check-action.ts';
import type { ActionKey, AllocationProblem, HeldEntry } from '../../../engine/model/allocation.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Sqlite } from '../db/connection.ts';
import { readLastEntry } from '../db/repositories/ledger.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { readInputs, readPlanningGround } from './build-problem.ts';
import { hashJson } from './hash-json.ts';
import { readHeldInLedger } from './ledger.ts';
import { readCampaignPart } from './plan-campaigns.ts';

/** Asks the one check about recommendations, beside pinned actions, what others hold, and the days that campaigns hold. */
export interface QueueChecker {
  check(action: ActionKey): Result<ActionCheck>;
  /** Counts an action that is about to be pinned. */
  add(action: ActionKey): void;
}

const keyOf = ({ contact, channel, date }: ActionKey): string => JSON.stringify([contact, channel, date]);

/** What is held in the days of the horizon by plans, work and money. */
export function readHeld(sqlite: Sqlite, rules: PlanningRules): HeldEntry[] {
  const fromDay = parseDay(rules.horizon.start) ?? 0;
  const { booked, lasting } = readHeldInLedger(sqlite, { fromDay, toDay: fromDay + rules.horizon.days - 1 }, null, rules);
  return toHeldEntries([...booked, ...lasting], rules);
}

/** Actions that others hold, each as a key. */
export function listHeldActions(held: readonly HeldEntry[]): (action: ActionKey) => boolean {
  const keys = new Set(held.flatMap(({ contact, channel, date, actions }) => (contact === null || actions <= 0 ? [] : [keyOf({ contact, channel, date })])));
  return (action) => keys.has(keyOf(action));
}

/** What is read for one state of the file. */
interface Ground {
  readonly key: string;
  readonly problem: AllocationProblem;
  readonly isHeld: (action: ActionKey) => boolean;
}

interface Opened extends Ground {
  readonly checker: ActionChecker;
  readonly counted: Set<string>;
}

const openOn = (ground: Ground): Opened => ({ ...ground, checker: openActionChecker(ground.problem, []), counted: new Set() });

/** Reads and compiles the rules once and counts pins as they come; a pin that goes away compiles them anew. */
export function createQueueCheckers() {
  let known: Opened | null = null;

  const readGround = (sqlite: Sqlite, rules: PlanningRules, today: DayNumber, key: string): Result<Ground> => {
    const campaigns = readCampaignPart(sqlite, rules, { campaigns: [], asOf: formatDay(today) });
    if (!campaigns.ok) return campaigns;
    const held = readHeld(sqlite, rules);
    const { problem } = readPlanningGround(sqlite, rules, { name: 'queue', audience: null, campaigns: campaigns.value });
    return succeed({ key, problem: { ...problem, held }, isHeld: listHeldActions(held) });
  };

  const count = ({ checker, isHeld, counted }: Opened, pin: ActionKey): void => {
    if (counted.has(keyOf(pin))) return;
    counted.add(keyOf(pin));
    if (!isHeld(pin)) checker.add(pin);
  };

  return {
    /** @param without pins that do not count, as they are about to move */
    read(sqlite: Sqlite, rules: PlanningRules, today: DayNumber, without: readonly ActionKey[] = []): Result<QueueChecker> {
      const { fixed = [], ...ground } = rules;
      const left = new Set(without.map(keyOf));
      const pins = fixed.filter((pin) => !left.has(keyOf(pin)));
      const wanted = new Set(pins.map(keyOf));
      const key = hashJson([sqlite.name, readInputs(sqlite, ground, null), readLastEntry(sqlite), readRevisions(sqlite).campaigns, today]);
      if (known?.key !== key) {
        const read = readGround(sqlite, ground, today, key);
        if (!read.ok) return read;
        known = openOn(read.value);
      } else if ([...known.counted].some((pin) => !wanted.has(pin))) known = openOn(known);
      const current = known;
      for (const pin of pins) count(current, pin);
      return succeed({ check: (action) => current.checker.check(action), add: (action) => count(current, action) });
    },
    /** Forgets what was counted for a step that did not happen. */
    forget(): void {
      if (known !== null) known = openOn(known);
    },
  };
}
export type QueueCheckers = ReturnType<typeof createQueueCheckers>;
