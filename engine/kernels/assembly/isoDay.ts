const HYPHEN: u8 = 45;
const FIRST_YEAR = 1900;
const N_YEARS: u32 = 200;

/** Of ten bytes that are written like 1987-06-05 in the years that are kept: a number of its own, below 74,400; -1 for others. */
@inline
export function isoDayIndex(at: usize): i32 {
  if (load<u8>(at, 4) != HYPHEN || load<u8>(at, 7) != HYPHEN) return -1;
  const digits = i8x16.sub(v128.load(at), i8x16.splat(48));
  if ((i8x16.bitmask(i8x16.gt_u(digits, i8x16.splat(9))) & 0b1101101111) != 0) return -1;
  const century = <i32>i8x16.extract_lane_u(digits, 0) * 10 + <i32>i8x16.extract_lane_u(digits, 1);
  const year = <i32>i8x16.extract_lane_u(digits, 2) * 10 + <i32>i8x16.extract_lane_u(digits, 3);
  const month = <i32>i8x16.extract_lane_u(digits, 5) * 10 + <i32>i8x16.extract_lane_u(digits, 6) - 1;
  const day = <i32>i8x16.extract_lane_u(digits, 8) * 10 + <i32>i8x16.extract_lane_u(digits, 9) - 1;
  const since = century * 100 + year - FIRST_YEAR;
  if (<u32>since >= N_YEARS || <u32>month >= 12 || <u32>day >= 31) return -1;
  return (since * 12 + month) * 31 + day;
}
