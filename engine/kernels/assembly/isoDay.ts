const HYPHEN: u8 = 45;
const FIRST_YEAR = 1900;
const N_YEARS: u32 = 200;

/** Of ten bytes that are written like 1987-06-05 in the years that are kept: a number of its own, below 74,400; -1 for others. */
@inline
export function isoDayIndex(at: usize): i32 {
  if (load<u8>(at, 4) != HYPHEN || load<u8>(at, 7) != HYPHEN) return -1;
  const others = i8x16.bitmask(i8x16.gt_u(i8x16.sub(v128.load(at), i8x16.splat(48)), i8x16.splat(9)));
  if ((others & 0b1101101111) != 0) return -1;
  // Two digits side by side make a number of two, and two of these the year.
  const digits = load<u32>(at) & 0x0f0f0f0f;
  const pairs = digits * 10 + (digits >>> 8);
  const since = <i32>((pairs & 0xff) * 100 + ((pairs >>> 16) & 0xff)) - FIRST_YEAR;
  const month = twoDigits(at + 5) - 1;
  const day = twoDigits(at + 8) - 1;
  if (<u32>since >= N_YEARS || <u32>month >= 12 || <u32>day >= 31) return -1;
  return (since * 12 + month) * 31 + day;
}

@inline
function twoDigits(at: usize): i32 {
  const digits = <u32>load<u16>(at);
  return <i32>((digits & 15) * 10 + ((digits >>> 8) & 15));
}
