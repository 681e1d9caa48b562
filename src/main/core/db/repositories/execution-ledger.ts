import { formatDay } from '../../../../engine/base/day.ts';
import type { ActionOutcome } from '../../../../engine/model/execution.ts';
import type { LedgerAccount, LedgerEntry } from '../../../../engine/model/ledger.ts';
import type { Sqlite } from '../connection.ts';
import type { Row, RowChange } from './edit.ts';
import { postEntries } from './ledger.ts';

/** Where the capacity and money of an action stand. */
const accountOf: Record<ActionOutcome, LedgerAccount> = { planned: 'booked', done: 'used', failed: 'open', skipped: 'open' };

interface Place {
  readonly account: LedgerAccount;
  readonly day: number;
}

type Entered = Pick<LedgerEntry, 'contact' | 'channel' | 'rep' | 'campaign' | 'plan'> & { readonly cost: number };

const isOutcome = (text: unknown): text is ActionOutcome => typeof text === 'string' && text in accountOf;

/** Where an image of a row puts its action: done work counts on the day it was done. */
function placeOf(image: Row | null, plannedDay: number): Place {
  if (image === null || !isOutcome(image['state'])) return { account: 'booked', day: plannedDay };
  return { account: accountOf[image['state']], day: Number((image['state'] === 'done' ? image['done_day'] : null) ?? image['day']) };
}

const kindOf = (source: LedgerAccount, target: LedgerAccount): LedgerEntry['kind'] => (source === 'used' || target === 'used' ? 'consume' : target === 'booked' ? 'book' : 'release');

function move({ cost, ...entered }: Entered, source: LedgerAccount, target: LedgerAccount, day: number): LedgerEntry[] {
  return source === target ? [] : [{ ...entered, kind: kindOf(source, target), source, target, actions: 1, amount: cost, date: formatDay(day), note: null }];
}

/** Entries that bring an action from one place to another; over another day it is given back on the first. */
function entriesOf(entered: Entered, from: Place, to: Place): LedgerEntry[] {
  if (from.day === to.day) return move(entered, from.account, to.account, to.day);
  return [...move(entered, from.account, 'open', from.day), ...move(entered, 'open', to.account, to.day)];
}

/**
 * Lets the ledger follow what a step wrote on carried-out actions, forwards or back; call inside the transaction of the step. One
 * posting a step. The ledger only ever grows: taking a step back is a contrary entry.
 */
export function followExecution(sqlite: Sqlite, changes: readonly RowChange[], side: 'before' | 'after', nowMs: number): void {
  const rows = changes.filter(({ table }) => table === 'execution_actions');
  if (rows.length === 0) return;
  const read = sqlite.prepare('SELECT contact, channel, rep, campaign, cost, day FROM plan_actions WHERE plan_id = ? AND position = ?');
  const entries = (side === 'after' ? rows : rows.toReversed()).flatMap(({ before, after }) => {
    const key = before ?? after;
    const action = read.get(key?.['plan_id'], key?.['position']) as (Omit<Entered, 'plan'> & { day: number }) | undefined;
    if (action === undefined) return [];
    const { day, ...entered } = action;
    const [from, to] = side === 'after' ? [before, after] : [after, before];
    return entriesOf({ ...entered, plan: Number(key?.['plan_id']) }, placeOf(from, day), placeOf(to, day));
  });
  if (entries.length > 0) postEntries(sqlite, entries, nowMs);
}
