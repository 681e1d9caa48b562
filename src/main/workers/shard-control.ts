import type { DoShard, ShardTask } from '../../engine/allocation/prices/shard-crew.ts';

/** Cells of the shared control block; behind them one cell per shard, 1 once it is done. */
const cells = { command: 0, task: 1, count: 2, next: 3, done: 4, beats: 5, dismissed: 6, shards: 8 } as const;
const MOST_SHARDS = 64;
const tasks: readonly ShardTask[] = ['evaluate', 'tighten', 'search'];
/** `next` holds the command's number above these bits and the next shard in them, so that no shard of another command is claimed. */
const SHARD_BITS = 8;
const COMMANDS = 2 ** (31 - SHARD_BITS);

/** A control block for the threads of one solve. */
export const createShardControl = (): Int32Array => new Int32Array(new SharedArrayBuffer((cells.shards + MOST_SHARDS) * 4));

/** Next shard of a command that nobody has taken yet, −1 where there is none or the command is over. */
function claim(control: Int32Array, command: number): number {
  for (;;) {
    const next = Atomics.load(control, cells.next);
    const shard = next & (2 ** SHARD_BITS - 1);
    if (next >>> SHARD_BITS !== command || shard >= Atomics.load(control, cells.count)) return -1;
    if (Atomics.compareExchange(control, cells.next, next, next + 1) === next) return shard;
  }
}

/** Does shards of a command until none is left to take. */
function takePart(control: Int32Array, command: number, own: DoShard): void {
  for (let shard = claim(control, command); shard >= 0; shard = claim(control, command)) {
    own(tasks[Atomics.load(control, cells.task)]!, shard);
    Atomics.store(control, cells.shards + shard, 1);
    Atomics.add(control, cells.done, 1);
    Atomics.notify(control, cells.done);
  }
}

/** Says that a helper is alive, and answers whether it is no longer wanted. */
export function beat(control: Int32Array): boolean {
  Atomics.add(control, cells.beats, 1);
  return isDismissed(control);
}

/** True once the helpers are no longer wanted. */
export const isDismissed = (control: Int32Array): boolean => Atomics.load(control, cells.dismissed) !== 0;

/** Sends the helpers away. */
export function dismiss(control: Int32Array): void {
  Atomics.store(control, cells.dismissed, 1);
  Atomics.add(control, cells.command, 1);
  Atomics.notify(control, cells.command);
}

/** What a helper thread does: takes part in every command until it is dismissed. */
export function serveShards(control: Int32Array, own: DoShard): void {
  let seen = -1;
  while (!isDismissed(control)) {
    const command = Atomics.load(control, cells.command);
    if (command === seen) {
      Atomics.wait(control, cells.command, seen);
      continue;
    }
    seen = command;
    takePart(control, command, own);
  }
}

/** How a command waits: `lookUp` is called every so many ms, and helpers that gave no sign for `silenceMs` are given up. */
export interface ShardPatience {
  readonly lookMs: number;
  readonly silenceMs: number;
  readonly now: () => number;
  readonly lookUp: () => void;
}

/**
 * Runs one command over shards 0 … count − 1, taking part in it; answers false where helpers gave no sign of life and were
 * given up. Every shard is done either way: what they left is done here.
 */
export function commandShards(control: Int32Array, task: ShardTask, count: number, own: DoShard, patience: ShardPatience): boolean {
  const command = (Atomics.load(control, cells.command) + 1) % COMMANDS;
  Atomics.store(control, cells.task, tasks.indexOf(task));
  Atomics.store(control, cells.count, count);
  Atomics.store(control, cells.done, 0);
  for (let shard = 0; shard < count; shard += 1) Atomics.store(control, cells.shards + shard, 0);
  Atomics.store(control, cells.next, command << SHARD_BITS);
  Atomics.store(control, cells.command, command);
  Atomics.notify(control, cells.command);
  takePart(control, command, own);
  let beats = Atomics.load(control, cells.beats);
  let heardMs = patience.now();
  for (let done = Atomics.load(control, cells.done); done < count; done = Atomics.load(control, cells.done)) {
    Atomics.wait(control, cells.done, done, patience.lookMs);
    patience.lookUp();
    if (beats !== Atomics.load(control, cells.beats)) {
      beats = Atomics.load(control, cells.beats);
      heardMs = patience.now();
    }
    if (patience.now() - heardMs < patience.silenceMs) continue;
    dismiss(control);
    for (let shard = 0; shard < count; shard += 1) if (Atomics.load(control, cells.shards + shard) === 0) own(task, shard);
    return false;
  }
  return true;
}
