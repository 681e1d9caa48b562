/** Operating system the window runs on, as Node names it. */
export const platform: string = typeof window.omnivor === 'object' ? window.omnivor.platform : 'linux';
