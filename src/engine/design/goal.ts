/** Whether less or more is better. */
export type Goal = 'min' | 'max';

/** 1 where more is better, −1 where less is: times a score, more is better. */
export function signOf(goal: Goal): 1 | -1 {
  return goal === 'max' ? 1 : -1;
}
