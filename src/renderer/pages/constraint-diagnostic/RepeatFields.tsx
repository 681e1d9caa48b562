import type { Constraint } from '../../../engine/model/constraint.ts';
import { InlineTextField } from '../../shared/ui/InlineTextField.tsx';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { describeRuleProblem, namedRepeats, repeatNames, repeatRules, repeatOf, type Repeat } from './rule-repeat.ts';

type Blackout = Extract<Constraint, { kind: 'blackout' }>;

/** Whether the days of a window come again: as often as named, or by any recurrence rule, which comes about by editing a named one's text. */
export function RepeatFields({ rule, change }: { readonly rule: Blackout; readonly change: (next: Constraint) => void }) {
  const { recurrence, exceptions: _exceptions, ...once } = rule;
  const repeat = repeatOf(recurrence);
  const choose = (next: Repeat): void => {
    if (next !== 'custom') change(next === 'never' ? once : { ...rule, recurrence: repeatRules[next] });
  };
  return (
    <>
      {repeat === 'custom' ? (
        <ChoiceField label="Repeats" value={repeat} names={repeatNames} onChoose={choose} />
      ) : (
        <ChoiceField label="Repeats" value={repeat} names={namedRepeats} onChoose={choose} />
      )}
      {recurrence !== undefined && (
        <InlineTextField label="Recurrence rule (RFC 5545)" width="100%" value={recurrence} validate={(text) => describeRuleProblem({ ...rule, recurrence: text })} onCommit={(text) => change({ ...rule, recurrence: text })} />
      )}
    </>
  );
}
