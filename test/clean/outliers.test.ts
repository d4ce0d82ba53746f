import { describe, expect, test } from 'vitest';
import { fitIsolationForest, isolationScores, meanPathLength } from '#engine/algorithms/isolationForest';
import { outliers } from '#engine/clean/steps/outliers';
import { stream } from '#engine/random';
import { newMatrix } from '#engine/table/Matrix';
import { numbers } from '../support/preparedGolden.ts';
import { cellsOf, cleanContext, cleanTable, runStep } from '../support/cleanSteps.ts';

describe('outliers', () => {
  // 1 … 7 and 100: the quartiles of 8 values lie at places 1.75 and 5.25: q1 = 2.75, q3 = 6.25, so with factor 1.5 the bounds are
  // 2.75 − 1.5 · 3.5 = −2.5 and 6.25 + 5.25 = 11.5.
  const table = cleanTable([numbers('x', [1, 2, 3, 4, 5, 6, 7, 100])]);

  test('by quartiles are drawn in to the bound, and the bound is replayed', async () => {
    const { table: drawn, fitted } = await runStep(outliers, table, { columns: ['x'], iqrFactor: 1.5 });
    expect(cellsOf(drawn, 'x')).toEqual([1, 2, 3, 4, 5, 6, 7, 11.5]);
    const other = await outliers.apply(cleanTable([numbers('x', [50, -9])]), fitted.state as never, cleanContext());
    expect(cellsOf(other, 'x')).toEqual([11.5, -2.5]);
  });

  test('by standard deviations: mean 16, variance 8,092 / 8 = 1,011.5, so 2 of them reach to 79.6', async () => {
    // Squares of the distances from 16: 225 + 196 + 169 + 144 + 121 + 100 + 81 + 7,056 = 8,092.
    const options = { columns: ['x'], method: 'zscore', zThreshold: 2 };
    expect(cellsOf((await runStep(outliers, table, options)).table, 'x')[7]).toBeCloseTo(
      16 + 2 * Math.sqrt(1011.5),
      10,
    );
    expect((await runStep(outliers, table, { ...options, action: 'drop' })).table.nRows).toBe(7);
    const flagged = await runStep(
      outliers,
      table,
      { ...options, action: 'drop' },
      cleanContext({ removesRows: false }),
    );
    expect(cellsOf(flagged.table, 'Outlier')).toEqual([false, false, false, false, false, false, false, true]);
  });

  test('equal values are no outliers, however near the bound lies: the mean of seven times 0.1 is a little below', async () => {
    const same = cleanTable([numbers('x', [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])]);
    const options = { columns: ['x'], method: 'zscore', zThreshold: 0.5, action: 'flag' };
    expect(cellsOf((await runStep(outliers, same, options)).table, 'Outlier')).not.toContain(true);
  });

  test('where both quartiles are one value, a note says that all others count as far out', async () => {
    const due = cleanTable([
      numbers('Due', [0, 0, 0, 0, 0, 0, 0, 0, 35, 120]),
      numbers('x', [1, 2, 3, 4, 5, 6, 7, 8, 9, 99]),
    ]);
    const { fitted } = await runStep(outliers, due, { columns: ['Due', 'x'] });
    expect(fitted.notes).toEqual([{ code: 'clean.mostlyOneValue', args: { column: 'Due', value: '0', n: 2 } }]);
    const { fitted: same } = await runStep(outliers, cleanTable([numbers('Due', [0, 0, 0])]), { columns: ['Due'] });
    expect(same.notes).toEqual([]);
  });

  test('an isolation forest has no bounds to draw in to', async () => {
    await expect(runStep(outliers, table, { columns: ['x'], method: 'isolationForest' })).rejects.toMatchObject({
      code: 'option.invalid',
      args: { option: 'action' },
    });
  });
});

describe('isolation forest', () => {
  test('the mean path c(n) = 2 H(n − 1) − 2 (n − 1) / n', () => {
    expect([meanPathLength(1), meanPathLength(2)]).toEqual([0, 1]);
    // H(255) by its sum; the logarithm with Euler's constant is below it by about 1 / 510.
    let harmonic = 0;
    for (let i = 1; i <= 255; i++) harmonic += 1 / i;
    expect(meanPathLength(256)).toBeCloseTo(2 * harmonic - (2 * 255) / 256 - 2 / 510, 4);
  });

  test('the row that stands alone has the highest score', () => {
    const x = newMatrix(500, ['a', 'b']);
    const draw = stream(1, 'test');
    for (let i = 0; i < 1000; i++) x.values[i] = draw.normal();
    x.values.set([9, -9], 2 * 77);
    const forest = fitIsolationForest(x, { nEstimators: 100, maxSamples: 256 }, tree => stream(42, 'forest', tree));
    const scores = isolationScores(forest, x, 0, 500);
    expect(scores.indexOf(Math.max(...scores))).toBe(77);
    expect(scores[77]).toBeGreaterThan(0.7);
    const mean = scores.reduce((sum, score) => sum + score / 500, 0);
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(0.5);
  });
});
