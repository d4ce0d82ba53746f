import type { NumberTexts } from '../CellCalls.ts';

const CELL_TEXT = 2;

export function numberTexts({ kinds, values, n, codes, codeOfText, seen, counts, nCodes }: NumberTexts): number {
  for (let i = 0; i < n; i++) {
    if (kinds[i] !== CELL_TEXT) {
      codes[i] = -1;
      continue;
    }
    const text = values[i] | 0;
    let code = codeOfText[text];
    if (code < 0) {
      code = nCodes++;
      seen[code] = text;
      codeOfText[text] = code;
    }
    counts[code]++;
    codes[i] = code;
  }
  return nCodes;
}
