import { DamagedModel } from '../DamagedModel.ts';

/** @throws DamagedModel saying what is wrong */
export function requireThat(isSo: boolean, what: string): void {
  if (!isSo) throw new DamagedModel('damaged', `a part of it does not fit (${what})`);
}

/** A record's field that must be such an array, of such a length. */
export function requireArray<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(
  value: unknown,
  Kind: { new (length: number): T },
  length: number,
  what: string,
): T {
  requireThat(value instanceof Kind && value.length === length, what);
  return value as T;
}

export function requireCount(value: unknown, least: number, most: number, what: string): number {
  requireThat(Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most, what);
  return value as number;
}

export function requireNumber(value: unknown, what: string): number {
  requireThat(typeof value === 'number' && Number.isFinite(value), what);
  return value as number;
}

export function requireList(value: unknown, length: number | null, what: string): readonly unknown[] {
  requireThat(Array.isArray(value) && (length === null || value.length === length), what);
  return value as readonly unknown[];
}

export function requireRecord(value: unknown, what: string): Readonly<Record<string, unknown>> {
  requireThat(typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value), what);
  return value as Readonly<Record<string, unknown>>;
}

/** All numbers finite. */
export function requireFinite(values: Float64Array, what: string): void {
  for (const value of values) if (!Number.isFinite(value)) requireThat(false, what);
}

/** Whole numbers that are positions among `length` things, or -1 where that is allowed. */
export function requirePositions(values: Int32Array, length: number, what: string, least = 0): void {
  for (const value of values) if (value < least || value >= length) requireThat(false, what);
}

/** Numbers that never fall. */
export function requireAscending(values: Float64Array, what: string): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]) || (i > 0 && values[i] < values[i - 1])) requireThat(false, what);
}
