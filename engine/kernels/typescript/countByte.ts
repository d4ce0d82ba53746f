/** How often a byte is among the first `end`. */
export function countByte(bytes: Uint8Array, end: number, byte: number): number {
  let n = 0;
  for (let at = 0; at < end; at++) if (bytes[at] === byte) n++;
  return n;
}
