import type { LiveVariant } from './live-variant.ts';

/** Where a batch that is played writes what it comes to. */
export interface BatchSink {
  /** New variants of a Bayesian search. */
  add(variants: readonly LiveVariant[]): Promise<void>;
  /** Variants as they now are. */
  write(variants: readonly LiveVariant[]): Promise<void>;
  /** A round begins; the first is 1. */
  beginRound(round: number): Promise<void>;
  /** A round was judged: writes the variants it stopped, then that the next begins. One that was cut off in between is judged again. */
  closeRound(round: number, stopped: readonly LiveVariant[]): Promise<void>;
}

/** Collects variants that changed and writes them a part at a time, so that the core answers others in between. */
export interface BatchWriter {
  mark(variant: LiveVariant): void;
  /** Writes what is left; throws what a write threw. */
  flush(): Promise<void>;
}

const WRITE_EVERY_MS = 100;

export function createBatchWriter(sink: BatchSink): BatchWriter {
  const changed = new Set<LiveVariant>();
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;
  let lastMs = Number.NEGATIVE_INFINITY;
  const write = async (): Promise<void> => {
    const part = [...changed];
    changed.clear();
    isWriting = true;
    try {
      await sink.write(part);
    } finally {
      isWriting = false;
      lastMs = performance.now();
    }
  };
  return {
    mark(variant) {
      changed.add(variant);
      if (isWriting || performance.now() - lastMs < WRITE_EVERY_MS) return;
      writing = write();
      writing.catch(() => undefined);
    },
    async flush() {
      await writing;
      if (changed.size > 0) await write();
    },
  };
}
