import { workerData } from 'node:worker_threads';
import { compileProblem } from '../../engine/allocation/compile-problem.ts';
import { openShardMemory } from '../../engine/allocation/prices/shard-memory.ts';
import { createShardTasks } from '../../engine/allocation/prices/shard-tasks.ts';
import type { HelperStart } from './prices-crew.ts';
import { beat, serveShards } from './shard-control.ts';

const { problem, memory: buffer, control }: HelperStart = workerData;
const compiled = compileProblem(problem);
const memory = openShardMemory(compiled, buffer);
serveShards(control, createShardTasks(compiled, memory, () => beat(control) || Atomics.load(memory.stop, 0) !== 0));
