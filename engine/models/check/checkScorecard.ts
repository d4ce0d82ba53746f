import type { ModelFeature } from '../../algorithms/ClassifierModel.ts';
import {
  requireArray,
  requireAscending,
  requireCount,
  requireList,
  requireNumber,
  requirePositions,
  requireRecord,
  requireThat,
} from './requireThat.ts';

const WHAT = 'a feature of the scorecard';

/** @throws DamagedModel */
export function checkScorecard(model: Readonly<Record<string, unknown>>, features: readonly ModelFeature[]): void {
  const { card, candidates, basePoints, scale, intercept } = model;
  const { pdo, baseScore, baseOdds } = requireRecord(scale, 'the scale of the scorecard');
  for (const number of [basePoints, intercept, baseScore]) requireNumber(number, 'the scale of the scorecard');
  requireThat(
    requireNumber(pdo, 'the scale of the scorecard') > 0 && requireNumber(baseOdds, 'the scale of the scorecard') > 0,
    'the scale of the scorecard',
  );
  requireList(candidates, null, 'the candidates of the scorecard');
  const used = new Set<number>();
  for (const one of requireList(card, null, 'the scorecard')) {
    const record = requireRecord(one, WHAT);
    const feature = requireCount(record.feature, 0, features.length - 1, WHAT);
    requireThat(!used.has(feature), WHAT);
    used.add(feature);
    requireNumber(record.coefficient, WHAT);
    requireNumber(record.neutralPoints, WHAT);
    checkClasses(requireRecord(record.found, WHAT), record.table, features[feature]);
  }
}

function checkClasses(found: Readonly<Record<string, unknown>>, table: unknown, asked: ModelFeature): void {
  const { cuts, classOf, rareClass, gapClass, classes, iv } = found;
  requireNumber(iv, WHAT);
  const n = requireList(classes, null, WHAT).length;
  for (const row of requireList(table, n, WHAT)) {
    const { points, n: rows, text } = requireRecord(row, WHAT);
    requireNumber(points, WHAT);
    requireThat(requireNumber(rows, WHAT) >= 0 && typeof text === 'string', WHAT);
  }
  requireCount(rareClass, -1, n - 1, WHAT);
  requireCount(gapClass, -1, n - 1, WHAT);
  requireThat(cuts instanceof Float64Array, WHAT);
  const isNumber = asked.kind === 'number';
  requireAscending(cuts as Float64Array, WHAT);
  requireThat(isNumber ? (cuts as Float64Array).length < n : (cuts as Float64Array).length === 0, WHAT);
  requirePositions(requireArray(classOf, Int32Array, isNumber ? 0 : asked.levels.length, WHAT), n, WHAT, -1);
}
