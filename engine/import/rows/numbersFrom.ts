/** [n]: first, first + 1 and so on. One loop for all who need it, since compiling it costs as much as running it. */
export function numbersFrom(first: number, n: number): Int32Array {
  const numbers = new Int32Array(n);
  for (let i = 0; i < n; i++) numbers[i] = first + i;
  return numbers;
}
