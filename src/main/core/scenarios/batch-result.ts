import type { BatchCounts, BatchGoal, BatchResult, BatchSpec, Variant } from '../../../engine/model/batch.ts';

/** What stands in a result before its variants. */
export interface ResultHead {
  readonly batch: string;
  readonly scenario: string;
  readonly status: BatchResult['status'];
  readonly goal: BatchGoal;
  readonly spec: Pick<BatchSpec, 'search' | 'seed'>;
  readonly counts: BatchCounts;
  readonly skipped: Readonly<Record<string, number>>;
  readonly best: number | null;
  readonly replications: number;
}

/** An `omnivor.batch_result/1` document a part at a time, so that thousands of variants never stand in one text. */
export function* writeBatchResult({ batch, scenario, status, goal, spec, counts, replications, skipped, best }: ResultHead, variants: Iterable<Variant>): Generator<string> {
  const head: Omit<BatchResult, 'variants'> = { format: 'omnivor.batch_result/1', batch, scenario, status, goal, strategy: spec.search.strategy, seed: spec.seed, counts, replications, skipped, best };
  yield `${JSON.stringify(head).slice(0, -1)},"variants":[`;
  let isFirst = true;
  for (const variant of variants) {
    yield `${isFirst ? '' : ','}\n${JSON.stringify(variant)}`;
    isFirst = false;
  }
  yield '\n]}\n';
}
