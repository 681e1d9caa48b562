import { describe, expect, it } from 'vitest';
import { sayJudged } from '../../src/renderer/shared/format/response-words.ts';

const channel = (touches: number, responded: number, waiting: number) => ({ channel: 'email', touches, responded, waiting, mean: 0.1, low: 0, high: 0.2, saturation: 1, saturationSource: 'setting' as const });

describe('What a fit was judged on', () => {
  it('leaves nothing out silently', () => {
    expect(sayJudged([channel(1200, 30, 5000), channel(0, 0, 7)])).toBe('30 responses to 1,200 touches. 5,007 younger touches wait: their answer may still come.');
    expect(sayJudged([channel(1, 1, 1)])).toBe('1 response to 1 touch. 1 younger touch waits: its answer may still come.');
    expect(sayJudged([channel(12, 3, 0)])).toBe('3 responses to 12 touches.');
  });
});
