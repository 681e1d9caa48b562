import { priceOfLimits, type DivisibleRelaxation, type Relaxation } from '../relaxation.ts';
import type { DoShard, ShardCrew } from './shard-crew.ts';
import { SHARDS, type ShardMemory } from './shard-memory.ts';

/** The relaxation evaluated by a crew: the same shards added in the same order, however many threads there are. */
export function shareRelaxation({ compiled }: DivisibleRelaxation, memory: ShardMemory, crew: ShardCrew, own: DoShard, lookUp: () => void): Relaxation {
  return {
    compiled,
    evaluate(prices, jitter, usage) {
      memory.prices.rows.set(prices.rows);
      memory.prices.covers.set(prices.covers);
      memory.jitter.set(jitter);
      crew.run('evaluate', SHARDS, own, lookUp);
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
