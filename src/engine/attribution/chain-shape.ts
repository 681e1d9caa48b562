import type { PathTable } from './path-table.ts';

/**
 * States and steps of an order-k chain over paths. A state is the last min(k, place) touches of a path, loops included;
 * before the first touch stands the start. Steps are grouped by the state they lead to.
 */
export interface ChainShape {
  readonly order: number;
  readonly stateCount: number;
  /** By state: its latest channel. A walk can enter a state that holds a channel only through one where it is the latest. */
  readonly latestChannel: Int32Array;
  /** By touch of the path table: the state it leads to. */
  readonly stateOfTouch: Int32Array;
  /** By touch of the path table: the step that leads to it, −1 for the first of a path. */
  readonly stepOfTouch: Int32Array;
  /** Steps into state s are incoming[s] … incoming[s + 1] − 1. */
  readonly incoming: Int32Array;
  /** By step: the state it comes from. */
  readonly source: Int32Array;
}

/** Reads the shape of the chain off the paths. States are numbered as they first occur. O(touches · order). */
export function shapeChain(paths: PathTable, order: number): ChainShape {
  const touchCount = paths.channel.length;
  const stateOfTouch = new Int32Array(touchCount);
  const stepOfTouch = new Int32Array(touchCount).fill(-1);
  const states = new Map<string, number>();
  const latest: number[] = [];
  const steps = new Map<number, number>();
  const [sources, targets]: [number[], number[]] = [[], []];
  for (let path = 0; path + 1 < paths.start.length; path += 1) {
    let memory = '';
    let before = -1;
    for (let touch = paths.start[path]!; touch < paths.start[path + 1]!; touch += 1) {
      memory = (memory + String.fromCharCode(paths.channel[touch]!)).slice(-order);
      const state = states.get(memory) ?? states.size;
      if (state === states.size) {
        states.set(memory, state);
        latest.push(paths.channel[touch]!);
      }
      stateOfTouch[touch] = state;
      if (before >= 0) {
        const key = before * touchCount + state;
        const step = steps.get(key) ?? steps.size;
        if (step === steps.size) {
          steps.set(key, step);
          sources.push(before);
          targets.push(state);
        }
        stepOfTouch[touch] = step;
      }
      before = state;
    }
  }
  const grouped = groupByTarget(sources, targets, states.size);
  for (let touch = 0; touch < touchCount; touch += 1) if (stepOfTouch[touch]! >= 0) stepOfTouch[touch] = grouped.placeOfStep[stepOfTouch[touch]!]!;
  return { order, stateCount: states.size, latestChannel: Int32Array.from(latest), stateOfTouch, stepOfTouch, incoming: grouped.incoming, source: grouped.source };
}

function groupByTarget(sources: readonly number[], targets: readonly number[], stateCount: number): { incoming: Int32Array; source: Int32Array; placeOfStep: Int32Array } {
  const incoming = new Int32Array(stateCount + 1);
  for (const target of targets) incoming[target + 1]! += 1;
  for (let state = 0; state < stateCount; state += 1) incoming[state + 1]! += incoming[state]!;
  const next = incoming.slice(0, stateCount);
  const source = new Int32Array(sources.length);
  const placeOfStep = new Int32Array(sources.length);
  targets.forEach((target, step) => {
    const place = next[target]!;
    next[target] = place + 1;
    source[place] = sources[step]!;
    placeOfStep[step] = place;
  });
  return { incoming, source, placeOfStep };
}
