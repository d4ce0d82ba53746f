import { csv } from './csv.ts';
import type { Format } from './defineFormat.ts';
import { gzipOf } from './gzip.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { ods } from './ods.ts';
import { parquet } from './parquet.ts';
import { spreadsheetml } from './spreadsheetml.ts';
import { xls } from './xls.ts';
import { xlsb } from './xlsb.ts';
import { xlsx } from './xlsx.ts';

const plain: readonly Format[] = [xlsx, xlsb, xls, ods, spreadsheetml, csv, html, json, parquet];

/** Every format that is read. Adding one is one file, its entry in `shared/tableFormats.ts` and one line here. */
export const formats: readonly Format[] = [...plain, gzipOf(plain)];
