import type { Fault } from '../../engine/base/fault.ts';

declare global {
  interface Window {
    /** What the preload gives the page. The port to the core comes as a message `omnivor:port` after the page has posted `omnivor:ready`. */
    readonly omnivor: {
      readonly platform: string;
      fileToken(file: File): Promise<{ readonly token: string; readonly name: string; readonly sizeBytes: number } | { readonly fault: Fault }>;
      onCoreDied(listener: (code: number) => void): void;
    };
  }
}
