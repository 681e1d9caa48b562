import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Expected = z.object({
  mknap1: z.array(z.object({ problem: z.int(), published_optimum: z.number(), cbc_value: z.number() })),
  mknap2: z.array(z.object({ problem: z.string(), published_optimum: z.number(), cbc_value: z.number() })),
  mknapcb1: z.array(z.object({ problem: z.int(), best_known: z.number() })),
  gap: z.array(z.object({ path: z.string(), jobs: z.int(), best_known: z.number() })),
  mps: z.array(z.object({ file: z.string(), published: z.union([z.number(), z.literal('infeasible'), z.null()]) })),
});

/** The proven answers beside the solver files; empty lists where the shared folder is not there. */
export function readExpected(sharedDir: string): z.infer<typeof Expected> {
  if (!existsSync(sharedDir)) return { mknap1: [], mknap2: [], mknapcb1: [], gap: [], mps: [] };
  return Expected.parse(JSON.parse(readFileSync(join(sharedDir, 'data', 'solver', 'expected.json'), 'utf8')));
}
