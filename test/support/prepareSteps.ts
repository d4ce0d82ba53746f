import { beforeAll, expect } from 'vitest';
import type { StepContext } from '#engine/prepare/defineStep';
import { fitPreparation } from '#engine/prepare/pipeline';
import type { Prepared } from '#engine/prepare/Prepared';
import type { Table } from '#engine/table/Column';
import { dayNumber } from '#engine/table/cellValue';
import type { Pool } from '#engine/workers/Pool';
import type { ColumnRole } from '#shared/columns';
import { sharedPool } from './sharedPool.ts';
import { testRun } from './testRun.ts';

export const REFERENCE_DAY = dayNumber('2024-12-31');

/** A pool for the tests of one file. */
export function usePool(): () => Pool {
  let pool: Pool;
  beforeAll(async () => {
    pool = await sharedPool(2);
  });
  return () => pool;
}

export function stepContext(pool: Pool): StepContext {
  return { run: testRun({ pool }), referenceDay: REFERENCE_DAY };
}

export function rolesFor(table: Table): ColumnRole[] {
  return table.columns.map(column => (column.kind === 'date' ? 'date' : 'feature'));
}

/** Fits steps given as [id, options]. */
export function fitSteps(
  pool: Pool,
  table: Table,
  steps: readonly [string, Record<string, unknown>?][],
): Promise<Prepared> {
  const recipe = steps.map(([step, options = {}]) => ({ step, options }));
  return fitPreparation(table, rolesFor(table), recipe, stepContext(pool));
}

export function matrixColumn(matrix: { values: Float64Array; nColumns: number; nRows: number }, j: number): number[] {
  return Array.from({ length: matrix.nRows }, (_none, row) => matrix.values[row * matrix.nColumns + j]);
}

/** Equal within `rtol` of the largest expected value. */
export function expectClose(found: readonly number[], expected: readonly number[], rtol: number): void {
  expect(found).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  expected.forEach((value, i) =>
    expect(Math.abs(found[i] - value), `at ${i}: ${found[i]} for ${value}`).toBeLessThanOrEqual(rtol * scale),
  );
}
