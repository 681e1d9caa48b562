/** The brand's colours (Brand Appendix A.2). */
export const brand = {
  voidBlack: '#0a0a0b',
  consumptionPurple: '#6b21a8',
  processViolet: '#a855f7',
  catalystGold: '#d97706',
  signalWhite: '#fafafa',
  dataGray: '#71717a',
  mutedGray: '#52525b',
  borderGray: '#27272a',
} as const;

/**
 * Tones the brand leaves open, chosen so that text meets WCAG 2.2 AA on every surface of ours.
 * Data gray and muted gray stay for borders and large shapes; consumption purple for borders and fills.
 */
export const tone = {
  /** Labels and secondary text. */
  secondaryText: '#a1a1aa',
  /** Violet text on violet-tinted surfaces, where process violet falls below 4.5. */
  violetText: '#c084fc',
  /** Gold text on violet-tinted surfaces and under the pointer. */
  goldHover: '#f59e0b',
  cardBorder: 'rgba(107, 33, 168, 0.2)',
  accentSurface: 'rgba(107, 33, 168, 0.1)',
  hoverSurface: 'rgba(168, 85, 247, 0.08)',
  selectedSurface: 'rgba(107, 33, 168, 0.28)',
  /** Menus, tooltips and the inspector: void black lifted by one step. */
  raisedSurface: '#141416',
  scrim: 'rgba(10, 10, 11, 0.72)',
} as const;

/** How much of a limit is left; always beside the same in words. */
export const healthTone = { free: '#22c55e', tight: brand.catalystGold, gone: '#ef4444' } as const;

export const fontFamily = '"Inter Variable", Inter, system-ui, sans-serif';

/** Sizes and weights of A.4. */
export const typeScale = {
  pageTitle: { fontSize: '2.5rem', fontWeight: 700 },
  sectionHeader: { fontSize: '1.75rem', fontWeight: 700 },
  cardHeader: { fontSize: '1.25rem', fontWeight: 600 },
  body: { fontSize: '1rem', fontWeight: 400 },
  metricLabel: { fontSize: '0.625rem', fontWeight: 600 },
  metricValue: { fontSize: '2.5rem', fontWeight: 800 },
} as const;

/** Motion is opacity and transform only. */
export const motionMs = 150;

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Every colour as a CSS variable: `--void-black`, `--secondary-text`, … */
export const cssVariables: Readonly<Record<string, string>> = Object.fromEntries(
  [...Object.entries(brand), ...Object.entries(tone)].map(([name, value]) => [`--${kebab(name)}`, value]),
);
