/**
 * Does every item, `lanes` of them at once, each lane taking the next one when it is done with one.
 * @template Item, Answer
 * @param {readonly Item[]} items in the order they are begun
 * @param {number} lanes
 * @param {(item: Item, lane: number) => Promise<Answer>} work
 * @returns {Promise<Answer[]>} in the order of the items
 */
export async function runLanes(items, lanes, work) {
  /** @type {Answer[]} */
  const answers = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (next < items.length) {
        const at = next++;
        answers[at] = await work(/** @type {Item} */ (items[at]), lane);
      }
    }),
  );
  return answers;
}
