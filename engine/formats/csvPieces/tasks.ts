import { joinColumns } from './joinColumns.ts';
import { numberTexts } from './numberTexts.ts';
import { readPieces } from './readPiece.ts';

export const CSV_TASKS = { 'csv.pieces': readPieces, 'csv.texts': numberTexts, 'csv.join': joinColumns };
