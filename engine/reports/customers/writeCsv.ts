import { open } from 'node:fs/promises';
import { replaceFile } from '../../files/replaceFile.ts';
import { csvLine, type CsvCell } from './csvText.ts';

/** Excel reads a file as UTF-8 only when it starts with this. */
const BYTE_ORDER_MARK = '\ufeff';
const BUFFERED_CHARACTERS = 1 << 18;

/**
 * Writes rows as CSV: UTF-8 with a byte order mark, commas, CRLF, formulas neutralised.
 * @throws AppError `file.diskFull`, `file.locked`, `file.notWritable`, `file.folder`; an existing file is then as it was
 */
export async function writeCsv(
  path: string,
  header: readonly string[],
  rows: Iterable<readonly CsvCell[]>,
): Promise<void> {
  await replaceFile(path, async temporary => {
    const file = await open(temporary, 'wx');
    try {
      let text = BYTE_ORDER_MARK + csvLine(header);
      for (const row of rows) {
        text += csvLine(row);
        if (text.length < BUFFERED_CHARACTERS) continue;
        await file.writeFile(text, 'utf8');
        text = '';
      }
      await file.writeFile(text, 'utf8');
    } finally {
      await file.close();
    }
  });
}
