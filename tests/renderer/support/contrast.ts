type Rgb = readonly [red: number, green: number, blue: number];

/** Reads `#rrggbb` or `rgba(r, g, b, a)` laid over a background. */
export function readColor(text: string, over: Rgb = [0, 0, 0]): Rgb {
  const hex = /^#(..)(..)(..)$/.exec(text);
  if (hex !== null) return [1, 2, 3].map((index) => Number.parseInt(hex[index] ?? '', 16)) as unknown as Rgb;
  const rgba = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(text);
  if (rgba === null) throw new Error(`not a colour: ${text}`);
  const alpha = Number(rgba[4]);
  return [0, 1, 2].map((index) => Number(rgba[index + 1]) * alpha + (over[index] ?? 0) * (1 - alpha)) as unknown as Rgb;
}

/** Relative luminance (WCAG 2.2). */
function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours (WCAG 2.2), 1 to 21. */
export function contrast(first: Rgb, second: Rgb): number {
  const [light, dark] = [luminance(first), luminance(second)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
