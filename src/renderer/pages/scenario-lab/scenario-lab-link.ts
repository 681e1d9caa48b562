/** Views of the Scenario Lab, in the order of the work. */
export const views = [
  ['scenarios', 'Scenarios'],
  ['build', 'Build'],
  ['result', 'Result'],
  ['search', 'Optimize'],
  ['compare', 'Compare'],
  ['sensitivity', 'Sensitivity'],
] as const;
export type View = (typeof views)[number][0];

/** Location of a view of the lab. */
export function linkTo(view: View, parameters: Readonly<Record<string, string | number | null>> = {}): string {
  const kept = Object.entries(parameters).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]));
  return `/scenario-lab?${new URLSearchParams([['view', view], ...kept]).toString()}`;
}
