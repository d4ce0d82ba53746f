import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { LeftOut } from '../import/Imported.ts';
import { countLeftOut, leftOutRows, LEFT_OUT_HEADER } from '../reports/customers/leftOutRows.ts';
import { writeCsv } from '../reports/customers/writeCsv.ts';
import { baseName } from './baseName.ts';
import type { Analysis } from './mainJob.ts';
import type { WrittenFile } from './writeRunFiles.ts';

/** Every row of a table that is no customer, with its reason, as a file to keep. @returns its name @throws AppError as `writeCsv` */
export async function writeLeftOut(
  directory: string,
  tableName: string,
  leftOut: LeftOut,
  sheet: string | null,
): Promise<string> {
  const name = `${baseName(tableName)}-rows-left-out.csv`;
  await writeCsv(join(directory, name), LEFT_OUT_HEADER, leftOutRows(leftOut, sheet));
  return name;
}

/** The same beside the other files of a run; none where no row was left out. */
export async function leftOutFiles({ source, imported }: Analysis, directory: string): Promise<WrittenFile[]> {
  const { leftOut, report } = imported;
  if (countLeftOut(leftOut) === 0) return [];
  const path = join(directory, await writeLeftOut(directory, source.name, leftOut, report.sheet));
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return [{ path, format: 'csv', sizeBytes: (await stat(path)).size, sha256: hash.digest('hex') }];
}
