import { beforeAll, describe, expect, it } from 'vitest';
import type { MonitorReference } from '#shared/monitor/reference';
import { defaultMonitoring } from '#shared/monitor/choices';
import { bookReference, makeBook, somePeriod } from '../support/somePeriods.ts';

describe('a later file against the development customers', () => {
  let reference: MonitorReference;
  beforeAll(async () => {
    reference = await bookReference();
  });

  it('is green where nothing has changed, also for few customers', async () => {
    for (const [nRows, seed] of [
      [800, 3],
      [60, 4],
      [31, 5],
    ]) {
      const found = await somePeriod(reference, { nRows, seed });
      expect(found.findings).toEqual([]);
      expect(found.light).toBe('green');
      expect(found.headline).toContain('none of 3 columns has changed clearly');
    }
  });

  it('raises few false alarms on small files that are no different', async () => {
    let alarms = 0;
    for (let seed = 100; seed < 140; seed++)
      if ((await somePeriod(reference, { nRows: 50, seed })).light !== 'green') alarms++;
    expect(alarms).toBeLessThanOrEqual(5);
  });

  it('says what moved, in columns, score and segments', async () => {
    const found = await somePeriod(reference, { shift: 1.2, city: 'Multan', seed: 6 });
    const [income, active, city] = found.columns;
    expect(income.light).toBe('red');
    expect(income.sentences[0]).toMatch(
      /^Income has changed much: PSI [\d.]+, where chance gives 0\.0\d+ on average; its mean went from 49,\d+ to 6\d,\d+\.$/,
    );
    expect(income.ks!.distance).toBeGreaterThan(0.4);
    expect(active).toMatchObject({ light: 'green', ks: null });
    expect(city.sentences.join(' ')).toMatch(
      /City has 1 level never seen before \(“Multan”\): \d+\.\d % of customers\./,
    );
    expect(found.scores[0]).toMatchObject({ light: 'red' });
    expect(found.segments!.sentence).toMatch(/^The sizes of the segments have changed much: .*“Segment 3” grew from /);
    expect(found.light).toBe('red');
    expect(found.findings[0].light).toBe('red');
  });

  it('lets one column alone make the whole amber and not red', async () => {
    const found = await somePeriod(reference, {
      city: 'Multan',
      seed: 7,
      rule: { ...defaultMonitoring(), columnsRed: 0.5 },
    });
    expect(found.columns.map(({ light }) => light)).toEqual(['green', 'green', 'red']);
    expect(found.light).toBe('amber');
  });

  it('estimates the area near to what is measured, and does not measure by too few outcomes', async () => {
    const { scores } = await somePeriod(reference, { nRows: 3_000, seed: 8 });
    const [{ measured, estimated }] = scores;
    expect(Math.abs(measured!.performance.rocAuc!.value - estimated!.rocAuc!.value)).toBeLessThan(0.02);
    expect(measured!.performance.calibrationRatio!.low).toBeLessThan(1);
    expect(measured!.light).toBe('green');
    const [unknown] = (await somePeriod(reference, { knowsOutcomes: false })).scores;
    expect(unknown).toMatchObject({
      measured: null,
      notMeasured: 'No outcomes are known yet, so nothing can be measured.',
    });
    expect(unknown.estimated!.assumption).toContain('takes the probabilities as right');
  });

  it('holds up against a column that lost all its values, one that became of another kind, and levels of which none is known', async () => {
    const { table } = makeBook({ nRows: 40 });
    const gaps = { kind: 'number' as const, name: 'Income', values: new Float64Array(40).fill(NaN) };
    const other = { kind: 'number' as const, name: 'Active', values: new Float64Array(40) };
    const city = { kind: 'category' as const, name: 'City', levels: ['Rome'], codes: new Int32Array(40) };
    const { compareColumns } = await import('#engine/monitor/comparePeriod');
    const { testRun } = await import('../support/testRun.ts');
    const changed = { ...table, columns: [gaps, other, city] };
    const found = await compareColumns(reference, changed, NaN, defaultMonitoring(), testRun());
    expect(found.map(({ light }) => light)).toEqual(['red', 'red', 'red']);
    expect(found.map(({ sentences }) => sentences.join(' '))).toEqual([
      'Income has no values in this file; it had some at development.',
      'Active is of another kind than at development and cannot be compared.',
      expect.stringContaining('City has 1 level never seen before (“Rome”): no customer has a level of development.'),
    ]);
  });

  it('is plain data that JSON carries', async () => {
    const found = await somePeriod(reference, { shift: 0.5, seed: 9 });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});
