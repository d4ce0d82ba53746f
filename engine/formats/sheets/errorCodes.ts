/** Error values by the code that binary workbooks have for them. Source: [MS-XLS] section 2.5.10, [MS-XLSB] section 2.5.97.2. */
const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
  0x2b: '#GETTING_DATA',
};

export function errorText(code: number): string {
  return ERRORS[code] ?? '#ERROR!';
}

/** A number in 30 bits, whole or the upper half of a double, perhaps in hundredths. Source: [MS-XLS] section 2.5.217. */
export function rkNumber(rk: number): number {
  const value = (rk & 2) !== 0 ? rk >> 2 : upperHalf(rk);
  return (rk & 1) !== 0 ? value / 100 : value;
}

function upperHalf(rk: number): number {
  const bytes = Buffer.alloc(8);
  bytes.writeInt32LE(rk & ~3, 4);
  return bytes.readDoubleLE(0);
}
