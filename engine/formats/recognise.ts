import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { AppError } from '#shared/errors';
import { formatOfExtension } from '#shared/tableFormats';
import type { Format } from './defineFormat.ts';
import { foreignContent } from './foreignContent.ts';
import { isOleContainer, oleStreamNames } from './oleContainer.ts';
import { readZipDirectory } from './xlsx/zipDirectory.ts';

/** Below this, content says too little and the extension decides. */
const SURE = 0.5;

/**
 * The format that a file's content speaks for; where that says too little, its extension decides.
 * @throws AppError `file.encrypted`, `file.wrongFormat`, `file.unknownFormat`
 */
export async function recognise(
  formats: readonly Format[],
  path: string,
  name: string,
  head: Uint8Array,
): Promise<Format> {
  const parts = await partNames(path, name, head);
  if (parts.includes('EncryptedPackage')) throw new AppError('file.encrypted', { name });
  const extension = extname(name).toLowerCase();
  const ranked = formats
    .map(format => ({ format, confidence: format.sniff(head, name, parts) }))
    .toSorted((a, b) => b.confidence - a.confidence);
  const [best] = ranked;
  const foreign = isOleContainer(head) && best.confidence < SURE ? 'an old Office document' : foreignContent(head);
  if (!foreign && (best.confidence >= SURE || (best.confidence > 0 && best.format.extensions.includes(extension))))
    return best.format;
  throw wrongFormat(name, foreign ?? 'neither a workbook nor text', formats);
}

/** The claim is the name's: a file that is what its name says, only nothing we read, claims nothing false. */
export function wrongFormat(name: string, actual: string, formats: readonly Format[]): AppError {
  const claimed = claimOf(name);
  if (claimed) return new AppError('file.wrongFormat', { name, claimed, actual });
  return new AppError('file.unknownFormat', {
    name,
    expected: formats.flatMap(format => format.extensions).join(', '),
  });
}

/** What a file's extension says it is, in words; null where it says nothing. */
export function claimOf(name: string): string | null {
  const extension = extname(name).toLowerCase();
  const format = formatOfExtension(extension);
  return format ? `${format.words} (${extension})` : null;
}

/** The names of what stands inside a zip archive or an OLE compound file; none for another file or one that is damaged. */
async function partNames(path: string, name: string, head: Uint8Array): Promise<string[]> {
  if (isOleContainer(head)) return [...(await oleStreamNames(path))];
  if (head[0] !== 0x50 || head[1] !== 0x4b) return [];
  const file = await open(path, 'r');
  try {
    const zip = await readZipDirectory(file, (await file.stat()).size, name);
    return [...zip.entries.values()].map(entry => entry.name);
  } catch (error) {
    // The reader that is chosen meets the damage again and says what it is.
    if (error instanceof AppError) return [];
    throw error;
  } finally {
    await file.close();
  }
}
