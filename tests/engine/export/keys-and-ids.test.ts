import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeKey } from '../../../src/engine/export/compose-key.ts';
import { isSalesforceId, toLongId } from '../../../src/engine/export/salesforce-id.ts';

describe('a composed key', () => {
  it('reads as its parts', () => expect(composeKey(['omnivor', 'plan-3', 'C 17', 'e-mail'])).toBe('omnivor|plan-3|C 17|e-mail'));

  it('leaves out an empty prefix alone', () => expect(composeKey(['', 'plan-3', '', 'x'])).toBe('plan-3||x'));

  it('differs where its parts differ, and holds no control characters', () => {
    const part = fc.oneof(fc.stringMatching(/^[|%a ]{0,4}$/), fc.string({ unit: 'grapheme', maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 3 }), fc.array(part, { minLength: 2, maxLength: 3 }), (one, other) => {
        const [first, second] = [composeKey(['x', ...one]), composeKey(['x', ...other])];
        expect(first === second).toBe(JSON.stringify(one) === JSON.stringify(other));
        expect(first).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });
});

describe('a Salesforce id', () => {
  it.each([
    ['003D000000QV9n2', '003D000000QV9n2IAD'],
    ['001000000000000', '001000000000000AAA'],
    ['001f000001iIxQ9', '001f000001iIxQ9AAK'],
  ])('%s is %s in its long form', (short, long) => {
    expect(toLongId(short)).toBe(long);
    expect(toLongId(long)).toBe(long);
    expect(isSalesforceId(short) && isSalesforceId(long)).toBe(true);
  });

  it('of 18 characters is refused where a case changed on the way', () => {
    expect(isSalesforceId('001F000001iIxQ9AAK')).toBe(false);
    expect(toLongId('C1')).toBe('C1');
  });
});
