// Sets of bins, 256 bits in 32 bytes.
@inline
export function setBit(set: usize, bin: i32): void {
  const at = set + <usize>(bin >> 3);
  const bit: i32 = 1 << (bin & 7);
  store<u8>(at, <u8>(<i32>load<u8>(at) | bit));
}
@inline
export function clearBit(set: usize, bin: i32): void {
  const at = set + <usize>(bin >> 3);
  const bit: i32 = 1 << (bin & 7);
  store<u8>(at, <u8>(<i32>load<u8>(at) & ~bit));
}
