/**
 * Shapley values of a game on n players: the mean of what each adds, over all orders in which they join (Shapley 1953). `worth[set]` is
 * the worth of the players whose bits are set; the values add up to worth[all] − worth[none] but for rounding. O(n · 2ⁿ).
 */
export function shapleyValues(worth: ArrayLike<number>, players: number): Float64Array {
  const values = new Float64Array(players);
  const weights = new Float64Array(players);
  // s! (n − 1 − s)! / n! for a player that joins s others.
  for (let size = 0; size < players; size += 1) {
    let weight = 1 / players;
    for (let at = 1; at <= size; at += 1) weight *= at / (players - at);
    weights[size] = weight;
  }
  for (let set = 0; set < 2 ** players; set += 1) {
    let size = 0;
    for (let player = 0; player < players; player += 1) size += (set >> player) & 1;
    for (let player = 0; player < players; player += 1) if (((set >> player) & 1) === 0) values[player]! += weights[size]! * (worth[set | (1 << player)]! - worth[set]!);
  }
  return values;
}
