import type { ScorecardModel, ScoredFeature } from '../../algorithms/scorecard.ts';
import type { ModelFeature } from '../../algorithms/ClassifierModel.ts';
import type { PointClass, PointFeature } from './ExportPlan.ts';

/** The features of a card with their classes. @param names fields by feature of the model */
export function pointFeatures({ card, features }: ScorecardModel, names: readonly string[]): PointFeature[] {
  return card.map(one => ({
    field: names[one.feature],
    name: features[one.feature].name,
    classes: classesOf(one, features[one.feature]),
    otherwise: one.found.gapClass >= 0 ? one.table[one.found.gapClass].points : one.neutralPoints,
  }));
}

function classesOf({ found, table }: ScoredFeature, { kind, levels }: ModelFeature): PointClass[] {
  const { cuts, classOf } = found;
  if (kind === 'number')
    return Array.from({ length: cuts.length + 1 }, (_none, i) => ({
      points: table[i].points,
      from: i === 0 ? null : cuts[i - 1],
      below: i === cuts.length ? null : cuts[i],
      levels: null,
    }));
  return table.flatMap(({ points }, k) => {
    const own = levels.filter((_level, code) => classOf[code] === k);
    return own.length > 0 ? [{ points, from: null, below: null, levels: own }] : [];
  });
}
