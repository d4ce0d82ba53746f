/**
 * The content policy of the interface, the same in both hosts: scripts from the app alone, no network but the app's own origin, style
 * elements by nonce. Style attributes are allowed because Plotly sets them on SVG text; trusted types are not asked for because its export of
 * a picture writes `innerHTML`.
 */
export interface PolicyOptions {
  readonly nonce: string;
  /** Sources besides 'self' that the page may connect to (the engine's socket). */
  readonly connect?: readonly string[];
  /** Only while developing: the bundler's own inline script. */
  readonly inlineScripts?: boolean;
}

export function contentPolicy({ nonce, connect = [], inlineScripts = false }: PolicyOptions): string {
  return [
    "default-src 'none'",
    `script-src 'self'${inlineScripts ? " 'unsafe-inline'" : ''}`,
    inlineScripts ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ['connect-src', "'self'", ...connect].join(' '),
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Every header a page or file of the interface is answered with, besides its type and length. */
export function securityHeaders(options: PolicyOptions): Record<string, string> {
  return {
    'Content-Security-Policy': contentPolicy(options),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
    'Cache-Control': 'no-store',
  };
}
