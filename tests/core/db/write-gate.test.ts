import { describe, expect, it } from 'vitest';
import { createWriteGate } from '../../../src/main/core/db/write-gate.ts';

const later = (): { promise: Promise<void>; resolve: () => void } => {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
};

describe('the write gate', () => {
  it('lets one writer in at a time, in the order they came', async () => {
    const gate = createWriteGate();
    const first = later();
    const order: string[] = [];
    const long = gate.run(async () => {
      order.push('long begins');
      await first.promise;
      order.push('long ends');
    });
    const short = gate.run(() => order.push('short'));
    await Promise.resolve();
    expect(order).toEqual(['long begins']);
    first.resolve();
    await Promise.all([long, short]);
    expect(order).toEqual(['long begins', 'long ends', 'short']);
  });

  it('hands errors to the one who asked and stays open for the next', async () => {
    const gate = createWriteGate();
    const failed = gate.run(() => {
      throw new Error('no');
    });
    const refused = gate.run(() => Promise.reject(new Error('neither')));
    const next = gate.run(() => 'yes');
    await expect(failed).rejects.toThrow('no');
    await expect(refused).rejects.toThrow('neither');
    await expect(next).resolves.toBe('yes');
  });
});
