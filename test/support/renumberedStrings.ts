import type { RawRead } from '#engine/formats/defineFormat';
import { stream } from '#engine/random';
import { CELL_ERROR, CELL_TEXT } from '#engine/table/RawTable';

/** Texts that no cell has; some of them would be blank, a total or a header if one had. */
const UNUSED = ['', '  ', 'Total', 'NULL', 'CustomerID', 'Never used', '31/12/2031', '1.234,5'];

/** The same cells, with the texts of the table numbered in another order and texts among them that no cell has. */
export function renumberedStrings(raw: RawRead, seed: number): RawRead {
  const { strings, columns } = raw.table;
  const all = [...strings.map((text, index) => ({ text, index })), ...UNUSED.map(text => ({ text, index: -1 }))];
  const random = stream(seed, 'renumber', 0);
  for (let last = all.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [all[last], all[other]] = [all[other], all[last]];
  }
  const newIndex = new Float64Array(strings.length);
  for (const [place, { index }] of all.entries()) if (index >= 0) newIndex[index] = place;
  const table = {
    ...raw.table,
    strings: all.map(({ text }) => text),
    columns: columns.map(({ kinds, values }) => ({
      kinds,
      values: values.map((value, row) =>
        kinds[row] === CELL_TEXT || kinds[row] === CELL_ERROR ? newIndex[value] : value,
      ),
    })),
  };
  return { ...raw, table };
}
