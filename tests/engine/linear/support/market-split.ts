import { createRandom, randomIndex } from '../../../../src/engine/base/rng.ts';
import type { LinearModel } from '../../../../src/engine/linear/linear-model.ts';
import { createModelBuilder } from '../../../../src/engine/linear/model-builder.ts';

/** Market split (Cornuéjols and Dawande 1999): halves of five products' demands at once; branch and bound takes hours. */
export function buildMarketSplit(): LinearModel {
  const [products, customers] = [5, 40];
  const random = createRandom(7);
  const builder = createModelBuilder({ sense: 'min' });
  for (let customer = 0; customer < customers; customer += 1) builder.addColumn({ upper: 1, isInteger: true });
  for (let product = 0; product < products; product += 1) {
    const demands = Array.from({ length: customers }, () => randomIndex(random, 100));
    const half = Math.floor(demands.reduce((sum, demand) => sum + demand, 0) / 2);
    const [over, under] = [builder.addColumn({ cost: 1 }), builder.addColumn({ cost: 1 })];
    const row = builder.addRow({ lower: half, upper: half });
    for (const [customer, demand] of demands.entries()) if (demand > 0) builder.addEntry(row, customer, demand);
    builder.addEntry(row, over, 1);
    builder.addEntry(row, under, -1);
  }
  return builder.build();
}
