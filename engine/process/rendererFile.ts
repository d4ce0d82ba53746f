import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json; charset=utf-8',
};

export interface RendererFile {
  readonly path: string;
  readonly type: string;
  readonly sizeBytes: number;
}

/**
 * The file of the interface that an address means: a file of a known kind inside `root`, links followed; null for everything else.
 *
 * @param urlPath percent-encoded, begins with a slash, without query
 */
export async function rendererFile(root: string, urlPath: string): Promise<RendererFile | null> {
  const segments = segmentsOf(urlPath);
  if (!segments) return null;
  const named = segments.length === 0 ? ['index.html'] : segments;
  const type = TYPES[extname(named[named.length - 1])];
  if (!type) return null;
  try {
    const base = await realpath(root);
    const path = await realpath(join(base, ...named));
    if (!path.startsWith(base + sep)) return null;
    // Where letter case is ignored, the name must still be the one that was asked for.
    if (path !== join(base, ...named)) return null;
    const found = await stat(path);
    return found.isFile() ? { path, type, sizeBytes: found.size } : null;
  } catch {
    return null;
  }
}

/** Decoded once, and nothing but plain names: no dots that climb, no separators, drives, streams, controls or device-name tricks. */
function segmentsOf(urlPath: string): string[] | null {
  if (!urlPath.startsWith('/')) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath.slice(1));
  } catch {
    return null;
  }
  if (decoded === '') return [];
  const segments = decoded.split('/');
  return segments.every(segment => /^[A-Za-z0-9_-][A-Za-z0-9_.@-]*$/.test(segment) && !segment.endsWith('.'))
    ? segments
    : null;
}
