import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

const APP_HOST = 'omnivor';
export const APP_ORIGIN = `app://${APP_HOST}`;

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Declares the scheme; must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the built window from its own origin, with a strict content policy and a fresh nonce for each page. */
export function serveAppScheme(): void {
  const root = join(import.meta.dirname, '../renderer');
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const path = normalize(join(root, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname)));
    const contentType = contentTypes[extname(path)];
    if (url.host !== APP_HOST || !path.startsWith(root + sep) || contentType === undefined) return new Response('Not found', { status: 404 });
    let body: Buffer;
    try {
      body = await readFile(path);
    } catch {
      return new Response('Not found', { status: 404 });
    }
    const nonce = randomBytes(16).toString('base64');
    const content = path.endsWith('.html') ? Buffer.from(body.toString('utf8').replaceAll('__CSP_NONCE__', nonce)) : body;
    return new Response(new Uint8Array(content), {
      headers: { 'content-type': contentType, 'content-security-policy': policy(nonce), 'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin' },
    });
  });
}
