import type { ActionCheck, ActionChecker } from '../../constraints/check-action.ts';
import { openActionChecker } from '../../constraints/check-action.ts';
import { formatNumber } from '../../constraints/words.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import type { Plan } from '../../model/plan.ts';
import type { ChangeCause, ChangeCounts, LateCounts, PlanChange } from '../../model/rebalance.ts';
import { CAPACITY_KINDS } from './capacity-kinds.ts';
import { matchActions, type ActionMatch, type MatchedAction } from './match-actions.ts';
import { toEntry, type PlannedBefore } from './rebalance-options.ts';

/** Everything that is compared. */
export interface ComparedPlans {
  readonly problem: AllocationProblem;
  readonly before: readonly PlannedBefore[];
  readonly after: Plan['actions'];
  /** Positions in `before` of what no longer stands under the rules of now. */
  readonly fallen: ReadonlySet<number>;
  readonly changePrice: number;
  readonly isPublished: (date: string) => boolean;
  readonly repOn: (contact: string, date: string) => string | null;
}

interface Why {
  readonly cause: ChangeCause;
  readonly rule: string | null;
  readonly why: string;
}

/** Why a fallen action no longer stands: the first enforced rule against it beside what still stands. */
function explainFallen(checker: ActionChecker, action: PlannedBefore): Why {
  const checked = checker.check(toEntry(action));
  if (!checked.ok) return { cause: 'rule', rule: null, why: 'No longer of this problem.' };
  const failure = findFailure(checked.value);
  if (failure === undefined) return { cause: 'rule', rule: null, why: 'Its place went to an action worth more.' };
  return { cause: CAPACITY_KINDS.has(failure.kind) ? 'capacity' : 'rule', rule: failure.rule, why: `${failure.message}.`.replace(/\.\.$/, '.') };
}

/** Why a late action is elsewhere, or nowhere. */
const explainLate = ({ kind }: ActionMatch): Why => ({ cause: 'late', rule: null, why: kind === 'dropped' ? 'Its day went by undone, and no open day is worth it.' : 'Its day went by undone.' });

const findFailure = ({ failures }: ActionCheck): ActionCheck['failures'][number] | undefined => failures.find(({ enforced }) => enforced);

/** Lists every change with what is behind it, fallen ones first explained by the rule against them. O(actions + fallen · rules). */
export function explainChanges(plans: ComparedPlans): { readonly changes: PlanChange[]; readonly counts: ChangeCounts; readonly late: LateCounts } {
  const { problem, before, after, fallen, changePrice, isPublished, repOn } = plans;
  const withRep = (action: PlannedBefore, rep: string | null): MatchedAction => ({ contact: action.contact, channel: action.channel, date: action.date, rep });
  const matches = matchActions(
    before.map((action) => withRep(action, action.rep ?? null)),
    after.map((action) => withRep(action, repOn(action.contact, action.date))),
  );
  const standing = before.filter((_action, at) => !fallen.has(at)).map(toEntry);
  const checker = fallen.size === 0 ? null : openActionChecker(problem, standing);
  const explain = (match: ActionMatch): Why => {
    const action = before[match.before];
    if (action?.late === 'open') return explainLate(match);
    if (action !== undefined && checker !== null && fallen.has(match.before)) return explainFallen(checker, action);
    const lift = after[match.after]?.lift ?? 0;
    const price = changePrice > 0 ? ` after the price of ${formatNumber(changePrice)}` : '';
    if (match.kind === 'added') return { cause: 'value', rule: null, why: `Adds ${formatNumber(lift)}${price}.` };
    if (match.kind === 'rep') return { cause: 'capacity', rule: null, why: 'Another rep acts on the contact that day.' };
    if (match.kind === 'moved') return { cause: 'value', rule: null, why: `Makes room for what is worth more${price}.` };
    return { cause: 'value', rule: null, why: `Gave way to what is worth more${price}.` };
  };
  const counts = { kept: 0, moved: 0, added: 0, dropped: 0, rep: 0, changed: 0 };
  const late = { actions: 0, kept: 0, moved: 0, dropped: 0 };
  const changes: PlanChange[] = [];
  for (const match of matches) {
    counts[match.kind] += 1;
    if (before[match.before]?.late !== undefined) {
      late.actions += 1;
      late[match.kind === 'moved' || match.kind === 'dropped' ? match.kind : 'kept'] += 1;
    }
    if (match.kind === 'kept') continue;
    counts.changed += 1;
    const old = before[match.before];
    const now = after[match.after];
    const { contact = '', channel = '' } = old ?? now ?? {};
    changes.push({
      kind: match.kind,
      contact,
      channel,
      from: old?.date ?? null,
      to: now?.date ?? null,
      repFrom: old?.rep ?? null,
      repTo: now === undefined ? null : repOn(now.contact, now.date),
      lift: now?.lift ?? 0,
      published: [old, now].some((action) => action !== undefined && isPublished(action.date)),
      ...explain(match),
    });
  }
  const dayOf = (change: PlanChange): string => change.from ?? change.to ?? '';
  changes.sort((first, second) => (dayOf(first) < dayOf(second) ? -1 : dayOf(first) > dayOf(second) ? 1 : first.contact < second.contact ? -1 : 1));
  return { changes, counts, late };
}
