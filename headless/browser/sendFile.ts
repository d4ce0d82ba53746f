import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#shared/errors';
import { safeFileName } from '#engine/process/safeFileName';
import type { KnownFile } from '#engine/process/FileTokens';

const TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.csv': 'text/csv; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Sends a file that the engine made, always to be saved and never to be shown as a page of ours.
 * @throws AppError `file.missing`
 */
export async function sendDownload(response: ServerResponse, file: KnownFile): Promise<void> {
  const name = safeFileName(file.name);
  let handle;
  try {
    handle = await open(file.path, 'r');
  } catch (error) {
    throw new AppError('file.missing', { name }, { cause: error });
  }
  try {
    const { size } = await handle.stat();
    response.writeHead(200, {
      'Content-Type': TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream',
      'Content-Length': size,
      'Content-Disposition': contentDisposition(name),
      'Content-Security-Policy': "default-src 'none'; sandbox",
    });
    await pipeline(handle.createReadStream({ autoClose: false }), response);
  } finally {
    await handle.close();
  }
}

/** RFC 6266: an ASCII name for old readers and the whole one for the others. */
export function contentDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
