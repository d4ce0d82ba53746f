/** Finds rows of the table by their row in the sheet: by halving where they ascend, as they nearly always do. @returns -1 where there is none */
export function rowFinder(sourceRows: Int32Array): (sourceRow: number) => number {
  if (!isAscending(sourceRows)) return sourceRow => sourceRows.indexOf(sourceRow);
  return sourceRow => {
    let low = 0;
    let high = sourceRows.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (sourceRows[middle] === sourceRow) return middle;
      if (sourceRows[middle] < sourceRow) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  };
}

function isAscending(values: Int32Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] <= values[i - 1]) return false;
  return true;
}
