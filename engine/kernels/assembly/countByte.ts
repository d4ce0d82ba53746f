/** As ../typescript/countByte.ts. Sixteen counts side by side, taken together before one of them can pass 255. */
export function countByte(bytes: usize, end: i32, byte: i32): i32 {
  const sought = i8x16.splat(<i8>byte);
  const last = bytes + <usize>end;
  let at = bytes;
  let n = 0;
  while (at + 64 <= last) {
    let counts = i8x16.splat(0);
    for (let round = 0; round < 60 && at + 64 <= last; round++, at += 64) {
      const a = i8x16.add(i8x16.eq(v128.load(at), sought), i8x16.eq(v128.load(at, 16), sought));
      const b = i8x16.add(i8x16.eq(v128.load(at, 32), sought), i8x16.eq(v128.load(at, 48), sought));
      counts = i8x16.sub(counts, i8x16.add(a, b));
    }
    const fours = i32x4.extadd_pairwise_i16x8_s(i16x8.extadd_pairwise_i8x16_u(counts));
    n += i32x4.extract_lane(fours, 0) + i32x4.extract_lane(fours, 1);
    n += i32x4.extract_lane(fours, 2) + i32x4.extract_lane(fours, 3);
  }
  for (; at < last; at++) if (load<u8>(at) == <u8>byte) n++;
  return n;
}
