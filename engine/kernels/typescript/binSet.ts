export function setBit(set: Uint8Array, bin: number): void {
  set[bin >> 3] |= 1 << (bin & 7);
}
export function clearBit(set: Uint8Array, bin: number): void {
  set[bin >> 3] &= ~(1 << (bin & 7));
}
export function hasBit(set: Uint8Array, bin: number): boolean {
  return ((set[bin >> 3] >> (bin & 7)) & 1) === 1;
}
