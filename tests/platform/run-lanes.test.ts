import { expect, it } from 'vitest';
import { runLanes } from '../../scripts/lib/run-lanes.mjs';

it('does every item once, no more than the lanes at once, each lane in turn, and answers in their order', async () => {
  const running = new Map<number, number>();
  let most = 0;
  const answers = await runLanes([5, 1, 4, 2, 3], 2, async (item, lane) => {
    expect(running.has(lane)).toBe(false);
    running.set(lane, item);
    most = Math.max(most, running.size);
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    running.delete(lane);
    return item * 10;
  });
  expect(answers).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});
