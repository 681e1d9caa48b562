import { describe, expect, test } from 'vitest';
import { brand, cssVariables, tone } from '../../../src/renderer/app/theme/tokens.ts';
import { contrast, readColor } from '../support/contrast.ts';

const black = readColor(brand.voidBlack);
const surfaces = {
  'void black': black,
  'accent card': readColor(tone.accentSurface, black),
  'raised surface': readColor(tone.raisedSurface),
  'hovered row': readColor(tone.hoverSurface, black),
  'selected row': readColor(tone.selectedSurface, black),
  'hovered line of a menu': readColor(tone.hoverSurface, readColor(tone.raisedSurface)),
  'selected line of the palette': readColor(tone.selectedSurface, readColor(tone.raisedSurface)),
};

describe('colours measured on void black', () => {
  test.each([
    ['catalystGold', 6.2],
    ['processViolet', 5.0],
    ['signalWhite', 19],
    ['dataGray', 4.1],
    ['mutedGray', 2.6],
    ['consumptionPurple', 2.3],
  ] as const)('%s has the ratio the interface page states: %f', (name, stated) => {
    expect(Math.abs(contrast(readColor(brand[name]), black) - stated)).toBeLessThan(stated >= 10 ? 0.5 : 0.1);
  });
});

describe('text meets AA (4.5) on every surface it stands on', () => {
  for (const [name, surface] of Object.entries(surfaces)) {
    test.each([
      ['primary text', brand.signalWhite],
      ['secondary text', tone.secondaryText],
      ['violet text', tone.violetText],
      ['gold text under the pointer', tone.goldHover],
    ])(`%s on ${name}`, (_label, color) => {
      expect(contrast(readColor(color), surface)).toBeGreaterThanOrEqual(4.5);
    });
  }

  test.each(['void black', 'raised surface', 'accent card'] as const)('gold and process violet on %s', (name) => {
    expect(contrast(readColor(brand.catalystGold), surfaces[name])).toBeGreaterThanOrEqual(4.5);
    if (name !== 'accent card') expect(contrast(readColor(brand.processViolet), surfaces[name])).toBeGreaterThanOrEqual(4.5);
  });

  test('void black on the gold button, at rest and under the pointer', () => {
    expect(contrast(black, readColor(brand.catalystGold))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(black, readColor(tone.goldHover))).toBeGreaterThanOrEqual(4.5);
  });
});

test('the focus ring and field borders meet 3:1 against the page', () => {
  expect(contrast(readColor(brand.processViolet), black)).toBeGreaterThanOrEqual(3);
  expect(contrast(readColor(brand.dataGray), black)).toBeGreaterThanOrEqual(3);
});

test('every brand token is a CSS variable by its brand name', () => {
  expect(cssVariables).toMatchObject({
    '--void-black': '#0a0a0b',
    '--consumption-purple': '#6b21a8',
    '--process-violet': '#a855f7',
    '--catalyst-gold': '#d97706',
    '--signal-white': '#fafafa',
    '--data-gray': '#71717a',
    '--muted-gray': '#52525b',
    '--border-gray': '#27272a',
  });
});
