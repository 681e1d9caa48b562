import type { Comparison, Subject } from '../../../contract/scenario.ts';
import type { Measure } from '../../../engine/model/simulation.ts';

/** A subject as the location carries it: `s4` = scenario 4, `b2.17` = variant 17 of batch 2. */
export const writeSubject = (subject: Subject): string => (subject.kind === 'scenario' ? `s${subject.scenarioId}` : `b${subject.batchId}.${subject.number}`);

/** The subject of its text, null where it is none. */
export function readSubject(text: string): Subject | null {
  const scenario = /^s(\d{1,9})$/.exec(text);
  if (scenario !== null) return { kind: 'scenario', scenarioId: Number(scenario[1]) };
  const variant = /^b(\d{1,9})\.(\d{1,5})$/.exec(text);
  return variant === null || Number(variant[2]) === 0 ? null : { kind: 'variant', batchId: Number(variant[1]), number: Number(variant[2]) };
}

/** Most subjects side by side. */
export const MOST_SUBJECTS = 50;

/** The subjects of a location, each once. */
export function readSubjects(text: string | null): readonly Subject[] {
  const parts = [...new Set((text ?? '').split(',').map((part) => part.trim()))];
  return parts.flatMap((part) => readSubject(part) ?? []).slice(0, MOST_SUBJECTS);
}

export const writeSubjects = (subjects: readonly Subject[]): string => subjects.map(writeSubject).join(',');

/** How a difference to the baseline is shown. */
export type DeltaView = 'absolute' | 'percent';

/** Where the difference of one measure stands on a scale that all subjects share: its ends and its mean, −1 to 1. */
export interface DeltaBar {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Bars of the differences of a measure, the widest of which fills the scale; null where there is none. */
export function scaleDeltas({ deltas }: Pick<Comparison['measures'][number], 'deltas'>): readonly (DeltaBar | null)[] {
  const widest = Math.max(0, ...deltas.flatMap((delta) => (delta === null ? [] : [Math.abs(delta.low), Math.abs(delta.high), Math.abs(delta.mean)])));
  return deltas.map((delta) => (delta === null || widest === 0 ? null : { mean: delta.mean / widest, low: delta.low / widest, high: delta.high / widest }));
}

/** Lines of rule use in which the subjects differ, by more than rounding. */
export const differingUsage = (usage: Comparison['usage']): Comparison['usage'] =>
  usage.filter(({ cells }) => {
    const [first] = cells;
    return cells.some((cell) => (cell === null) !== (first === null || first === undefined) || (cell !== null && first !== null && first !== undefined && (Math.abs(cell.used - first.used) > 1e-9 || Math.abs(cell.limit - first.limit) > 1e-9)));
  });

/** Name of a group of inputs that drove a difference. */
export function nameGroup(group: string): string {
  const names: Readonly<Record<string, string>> = { policy: 'Policy', assumptions: 'Assumptions', response: 'Response', cost: 'Cost', capacity: 'Capacity', rules: 'Rules', contacts: 'Contacts', audience: 'Audience', horizon: 'Horizon', interaction: 'Together', seed: 'Seed and replications' };
  return names[group] ?? group;
}

/** Measures that the Pareto front is drawn over. */
export const frontMeasures = { x: 'cost', y: 'lift' } as const satisfies Record<string, Measure>;
