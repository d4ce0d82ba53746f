/** Memory that holds 0, 1, 2 and so on, windows of which were handed out. */
const runs = new WeakSet<ArrayBufferLike>();
/** A run begins or ends no further off than this from another of the same rows. */
const SPARE = 64;

/**
 * [n]: first, first + 1 and so on; not to be written to.
 * @param beside other numbers from here, nearly the same: where they are a window of memory that holds these too, no other is filled
 */
export function numbersFrom(first: number, n: number, beside?: Int32Array): Int32Array {
  if (beside && runs.has(beside.buffer) && (first + n) * 4 <= beside.buffer.byteLength)
    return new Int32Array(beside.buffer, first * 4, n);
  const before = first <= SPARE ? first : 0;
  const numbers = new Int32Array(before + n + SPARE);
  for (let i = 0; i < numbers.length; i++) numbers[i] = first - before + i;
  if (before === first) runs.add(numbers.buffer);
  return numbers.subarray(before, before + n);
}
