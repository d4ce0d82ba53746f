import { tidyText } from '../import/cells/tidyText.ts';
import { scalarText } from '../import/cells/rawText.ts';
import { CELL_EMPTY, CELL_ERROR, CELL_TEXT, type RawColumn } from '../table/RawTable.ts';

const DIGITS = /^0*(\d+)(?:\.0*)?$/;

/**
 * A key as it is compared (`JOIN_KEY_RULE`): trimmed, without case; digits alone without zeros in front and without ".0" behind.
 * '' is no key.
 */
export function joinKey(text: string): string {
  const tidy = tidyText(text).toLowerCase();
  return DIGITS.exec(tidy)?.[1] ?? tidy;
}

/**
 * The key of every row.
 * @param isMissing whether a text is read as missing
 * @returns [nRows]; '' where the row has none
 */
export function joinKeys(
  { kinds, values }: RawColumn,
  strings: readonly string[],
  isMissing: (tidy: string) => boolean,
): string[] {
  const ofText = new Map<number, string>();
  const keys: string[] = Array.from({ length: kinds.length });
  for (let row = 0; row < kinds.length; row++) {
    const kind = kinds[row];
    const value = values[row];
    if (kind === CELL_EMPTY || kind === CELL_ERROR) keys[row] = '';
    else if (kind === CELL_TEXT) {
      let key = ofText.get(value);
      if (key === undefined) {
        key = isMissing(tidyText(strings[value])) ? '' : joinKey(strings[value]);
        ofText.set(value, key);
      }
      keys[row] = key;
    } else keys[row] = joinKey(scalarText(kind, value, strings));
  }
  return keys;
}
