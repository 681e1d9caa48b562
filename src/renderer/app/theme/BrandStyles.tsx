import CssBaseline from '@mui/material/CssBaseline';
import GlobalStyles from '@mui/material/GlobalStyles';
import { brand, cssVariables, motionMs, tone } from './tokens.ts';

/** Page-wide rules: the brand's variables, the focus ring, reduced motion, thin scroll bars. */
export function BrandStyles() {
  return (
    <>
      <CssBaseline />
      <GlobalStyles
        styles={{
          ':root': { ...cssVariables, colorScheme: 'dark' },
          'html, body, #root': { height: '100%' },
          body: { backgroundColor: brand.voidBlack, color: brand.signalWhite, overflow: 'hidden', scrollbarColor: `${brand.mutedGray} transparent` },
          // Not inherited, so said of every element.
          '*': { scrollbarWidth: 'thin' },
          // Components take their own outline away; the ring outweighs them, whichever style was written first.
          ':root :focus-visible': { outline: `2px solid ${brand.processViolet}`, outlineOffset: 2 },
          '[tabindex="-1"]:focus-visible': { outline: 'none' },
          // A focused field draws its ring on its own outline.
          '.MuiInputBase-input:focus-visible, .MuiInputBase-root textarea:focus-visible': { outline: 'none' },
          '::selection': { backgroundColor: tone.selectedSurface },
          a: { color: tone.violetText },
          '.visually-hidden': { position: 'absolute', width: 1, height: 1, margin: -1, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
          '@keyframes appear': { from: { opacity: 0, transform: 'translateX(8px)' }, to: { opacity: 1, transform: 'none' } },
          '.appear': { animation: `appear ${motionMs}ms ease-out` },
          '@media (prefers-reduced-motion: reduce)': { '*, *::before, *::after': { animationDuration: '0.01ms !important', transitionDuration: '0.01ms !important', scrollBehavior: 'auto !important' } },
        }}
      />
    </>
  );
}
