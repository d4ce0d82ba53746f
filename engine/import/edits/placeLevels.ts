/**
 * Puts the levels of a column in order again after a few cells changed: most frequent first, ties by first appearance, levels that no row has
 * left out. Levels that were not touched keep their order among each other, so nothing is sorted but the touched ones.
 * @param codes [n], index into `levels`; -1 is missing
 * @param levels the levels in their old order, new ones at the end
 * Cost: a few passes over the rows.
 */
export function placeLevels(
  codes: Int32Array,
  levels: readonly string[],
  touched: ReadonlySet<number>,
): { codes: Int32Array; levels: string[] } {
  const counts = new Int32Array(levels.length);
  const first = new Int32Array(levels.length);
  for (let row = codes.length - 1; row >= 0; row--) {
    const code = codes[row];
    if (code < 0) continue;
    counts[code]++;
    first[code] = row;
  }
  const isBefore = (a: number, b: number) => counts[a] > counts[b] || (counts[a] === counts[b] && first[a] < first[b]);
  const moving = [...touched].filter(code => code >= 0 && counts[code] > 0).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const position = new Int32Array(levels.length).fill(-1);
  const ordered: string[] = [];
  let next = 0;
  const place = (code: number) => (position[code] = ordered.push(levels[code]) - 1);
  for (let code = 0; code < levels.length; code++) {
    if (touched.has(code) || counts[code] === 0) continue;
    while (next < moving.length && isBefore(moving[next], code)) place(moving[next++]);
    place(code);
  }
  while (next < moving.length) place(moving[next++]);
  const moved = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) moved[row] = codes[row] < 0 ? -1 : position[codes[row]];
  return { codes: moved, levels: ordered };
}
