import { CELL_EMPTY, CELL_ERROR, CELL_TEXT, type RawTable } from '../../table/RawTable.ts';

/**
 * Finds rows that hold exactly what an earlier row holds in every cell.
 * @param rows 0-based rows of the table, ascending
 * @returns [rows.length], position in `rows` of the row that is repeated; -1 where there is none
 *
 * Cost: linear; rows are hashed column by column and compared cell by cell only where hashes meet.
 */
export function findDuplicates(table: RawTable, rows: Int32Array): Int32Array {
  const hashes = hashRows(table, rows);
  const repeatOf = new Int32Array(rows.length).fill(-1);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(rows.length * 2 + 2))).fill(-1);
  const mask = slots.length - 1;
  for (let i = 0; i < rows.length; i++) {
    let slot = hashes[i] & mask;
    while (slots[slot] >= 0 && !(hashes[slots[slot]] === hashes[i] && areEqual(table, rows[slots[slot]], rows[i])))
      slot = (slot + 1) & mask;
    if (slots[slot] >= 0) repeatOf[i] = slots[slot];
    else slots[slot] = i;
  }
  return repeatOf;
}

function hashRows(table: RawTable, rows: Int32Array): Int32Array {
  const ofString = Int32Array.from(table.strings, hashText);
  const hashes = new Int32Array(rows.length).fill(0x811c9dc5);
  const number = new Float64Array(1);
  const bits = new Int32Array(number.buffer);
  for (const { kinds, values } of table.columns) {
    for (let i = 0; i < rows.length; i++) {
      const kind = kinds[rows[i]];
      let cell = kind;
      if (kind === CELL_TEXT || kind === CELL_ERROR) cell ^= ofString[values[rows[i]]];
      else if (kind !== CELL_EMPTY) {
        number[0] = values[rows[i]] + 0;
        cell ^= bits[0] ^ Math.imul(bits[1], 0x9e3779b1);
      }
      hashes[i] = mix(hashes[i], cell);
    }
  }
  return hashes;
}

function mix(hash: number, cell: number): number {
  const h = Math.imul(hash ^ cell, 0x85ebca6b);
  return Math.imul(h ^ (h >>> 15), 0xc2b2ae35) ^ (h >>> 13);
}

function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

function areEqual(table: RawTable, a: number, b: number): boolean {
  return table.columns.every(({ kinds, values }) => {
    if (kinds[a] !== kinds[b]) return false;
    if (kinds[a] === CELL_EMPTY || values[a] === values[b]) return true;
    const isText = kinds[a] === CELL_TEXT || kinds[a] === CELL_ERROR;
    return isText && table.strings[values[a]] === table.strings[values[b]];
  });
}
