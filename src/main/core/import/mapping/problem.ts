/** What is wrong with a cell: the rule in general words and the reason with the value at hand. */
export interface Problem {
  readonly column: string | null;
  readonly rule: string;
  readonly reason: string;
}

const MAX_SHOWN = 60;

const shorten = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

/** A cell that does not fit: `Date: "31.02.2027" is not a date. Expected day.month.year.` */
export function cellProblem(column: string | null, value: string, fault: string, expected: string): Problem {
  const place = column === null ? '' : `${column}: `;
  const shown = value.trim() === '' ? 'empty' : `"${shorten(value)}" is ${fault}`;
  const rule = `${value.trim() === '' ? 'empty' : fault}. Expected ${expected}.`;
  return { column, rule: rule.charAt(0).toUpperCase() + rule.slice(1), reason: `${place}${shown}. Expected ${expected}.` };
}
