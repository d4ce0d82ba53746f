import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this script belongs to. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
