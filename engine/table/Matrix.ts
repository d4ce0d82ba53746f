/** Row-major numbers that kernels read: values[row * nColumns + column]. Finite unless a step says otherwise. */
export interface Matrix {
  readonly nRows: number;
  readonly nColumns: number;
  /** Backed by a SharedArrayBuffer. */
  readonly values: Float64Array;
  readonly columnNames: readonly string[];
}

export function sharedFloat64(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * 8));
}
export function sharedInt32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}
export function sharedUint8(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}
/** Whether another thread can be given it without a copy. */
export function isSharedArray({ buffer }: ArrayBufferView): boolean {
  return buffer instanceof SharedArrayBuffer;
}
/** @param values  in a SharedArrayBuffer; zeros without them */
export function newMatrix(
  nRows: number,
  columnNames: readonly string[],
  values: Float64Array = sharedFloat64(nRows * columnNames.length),
): Matrix {
  return { nRows, nColumns: columnNames.length, values, columnNames };
}
