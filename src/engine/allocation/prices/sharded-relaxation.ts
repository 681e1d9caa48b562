import type { CompiledProblem } from '../compiled-problem.ts';
import { priceOfLimits, type Relaxation } from '../relaxation.ts';
import type { DoShard, ShardCrew, ShardTask } from './shard-crew.ts';
import { SHARDS, type ShardMemory } from './shard-memory.ts';

/** Who evaluates a relaxation, and where the answers land. */
export interface SharedWork {
  readonly memory: ShardMemory;
  readonly crew: ShardCrew;
  readonly own: DoShard;
  readonly lookUp: () => void;
}

/** A relaxation evaluated by a crew: the same shards added in the same order, however many threads there are. */
export function shareRelaxation(compiled: CompiledProblem, task: Exclude<ShardTask, 'search'>, { memory, crew, own, lookUp }: SharedWork): Relaxation {
  return {
    compiled,
    evaluate(prices, jitter, usage) {
      memory.prices.rows.set(prices.rows);
      memory.prices.covers.set(prices.covers);
      memory.jitter.set(jitter);
      crew.run(task, SHARDS, own, lookUp);
      usage.rows.fill(0);
      usage.covers.fill(0);
      let value = priceOfLimits(compiled, prices);
      for (let shard = 0; shard < SHARDS; shard += 1) {
        value += memory.value[shard]!;
        const rows = memory.rows[shard]!;
        for (let row = 0; row < rows.length; row += 1) usage.rows[row]! += rows[row]!;
        const covers = memory.covers[shard]!;
        for (let cover = 0; cover < covers.length; cover += 1) usage.covers[cover]! += covers[cover]!;
      }
      return value;
    },
  };
}
