/** Nonce of this page's content policy; style tags without it are refused. Empty under the development server, which has no policy. */
export const styleNonce: string = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
