/**
 * Copies all of `from` to the start of `to`; the two must not overlap. Between shared arrays `set` moves eight bytes at a time, so that other
 * threads never see half a number; the filling of a buffer leaves it to the machine's block copy.
 */
export function copyNumbers(from: Float64Array, to: Float64Array): void {
  if (from.length > 0) bytesOf(to.subarray(0, from.length)).fill(bytesOf(from));
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
