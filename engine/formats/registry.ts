import { csv } from './csv.ts';
import type { Format } from './defineFormat.ts';
import { xlsx } from './xlsx.ts';

/** Every format that is read. Adding one is one file and one line here. */
export const formats: readonly Format[] = [xlsx, csv];
