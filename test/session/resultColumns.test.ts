import { expect, it } from 'vitest';
import type { Imported } from '#engine/import/Imported';
import type { Segmented } from '#engine/segments/Segmented';
import { tableWithResults } from '#engine/session/pages';
import { cellValue } from '#engine/table/cellValue';
import { TIERS } from '#shared/results';

const imported = { table: { nRows: 2, columns: [] } } as unknown as Imported;
const withTiers = (tiers: readonly (typeof TIERS)[number][]) =>
  tableWithResults(imported, {
    labels: Int32Array.of(0, 1),
    tiers: Uint8Array.from(tiers, tier => TIERS.indexOf(tier)),
    scores: Float64Array.of(0, 12.5),
    segmentation: { segments: [{ name: 'A' }, { name: 'B' }] },
  } as unknown as Segmented);

it('shows a risk score beside a tier only: where there is no rule, 0.0 would read as the lowest risk', () => {
  expect(withTiers(['None', 'None']).columns.map(({ name }) => name)).toEqual(['Segment', 'Risk tier']);
  const score = withTiers(['None', 'Low']).columns.find(({ name }) => name === 'Risk score')!;
  expect([cellValue(score, 0), cellValue(score, 1)]).toEqual([null, 12.5]);
});
