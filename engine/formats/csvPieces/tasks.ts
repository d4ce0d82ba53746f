import { joinColumns } from './joinColumns.ts';
import { readPieces } from './readPiece.ts';

export const CSV_TASKS = { 'csv.pieces': readPieces, 'csv.join': joinColumns };
