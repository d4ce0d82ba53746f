const CELL_TEXT: u8 = 2;

/** As ../typescript/numberTexts.ts. */
export function numberTexts(
  kinds: usize,
  values: usize,
  n: i32,
  codes: usize,
  codeOfText: usize,
  seen: usize,
  counts: usize,
  nCodes: i32,
): i32 {
  for (let i = 0; i < n; i++) {
    if (load<u8>(kinds + <usize>i) != CELL_TEXT) {
      store<i32>(codes + (<usize>i << 2), -1);
      continue;
    }
    const text = <i32>load<f64>(values + (<usize>i << 3));
    let code = load<i32>(codeOfText + (<usize>text << 2));
    if (code < 0) {
      code = nCodes++;
      store<i32>(seen + (<usize>code << 2), text);
      store<i32>(codeOfText + (<usize>text << 2), code);
    }
    const count = counts + (<usize>code << 2);
    store<i32>(count, load<i32>(count) + 1);
    store<i32>(codes + (<usize>i << 2), code);
  }
  return nCodes;
}
