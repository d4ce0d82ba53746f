/** Adds what the chunks found, in chunk order. */
export function addChunks(parts: Float64Array, width: number): Float64Array {
  const total = new Float64Array(width);
  for (let at = 0; at < parts.length; at += width) for (let i = 0; i < width; i++) total[i] += parts[at + i];
  return total;
}
