import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import { hasLevel } from '../../algorithms/trees/askedBins.ts';
import type { TreeField } from '../export/ExportPlan.ts';
import { tag, textArray } from './xml.ts';

const TRUE = tag('True');
const FALSE = tag('False');

/** One segment per tree, whose answers are added up. */
export function treesXml(ensemble: TreeEnsemble, fields: readonly TreeField[]): string[] {
  const segments: string[] = [];
  for (let tree = 0; tree < ensemble.nTrees; tree++) {
    const root = ensemble.roots[tree];
    const asked = askedFields(ensemble, tree);
    const schema = tag('MiningSchema', {}, ...asked.map(f => tag('MiningField', { name: fields[f].name })));
    const model = tag(
      'TreeModel',
      {
        functionName: 'regression',
        missingValueStrategy: 'defaultChild',
        noTrueChildStrategy: 'returnNullPrediction',
        splitCharacteristic: 'binarySplit',
      },
      schema,
      nodeXml(ensemble, fields, root, TRUE),
    );
    segments.push(tag('Segment', { id: tree + 1 }, TRUE, model));
  }
  return [tag('Segmentation', { multipleModelMethod: 'sum' }, ...segments)];
}

function askedFields({ roots, feature }: TreeEnsemble, tree: number): number[] {
  const asked = new Set(feature.subarray(roots[tree], roots[tree + 1]));
  asked.delete(-1);
  return [...asked].sort((a, b) => a - b);
}

function nodeXml(ensemble: TreeEnsemble, fields: readonly TreeField[], node: number, predicate: string): string {
  const { feature, left, right, value, missingLeft } = ensemble;
  if (feature[node] < 0) return tag('Node', { id: node, score: value[node] }, predicate);
  const [toLeft, toRight] = questions(ensemble, fields[feature[node]], node);
  const defaultChild = missingLeft[node] === 1 ? left[node] : right[node];
  const children = [nodeXml(ensemble, fields, left[node], toLeft), nodeXml(ensemble, fields, right[node], toRight)];
  return tag('Node', { id: node, score: value[node], defaultChild }, predicate, ...children);
}

/** What must be so to go left, and right. Missing values go to the default child. */
function questions(ensemble: TreeEnsemble, { name, levels }: TreeField, node: number): [string, string] {
  if (levels) {
    const left = levels.filter((_level, code) => hasLevel(ensemble, node, code));
    const right = levels.filter((_level, code) => !hasLevel(ensemble, node, code));
    return [oneOf(name, left), oneOf(name, right)];
  }
  const value = ensemble.threshold[node];
  // Everything that is known goes left: the question is whether there is a value.
  if (value === Infinity) return [known(name, 'isNotMissing'), known(name, 'isMissing')];
  const ask = (operator: string) => tag('SimplePredicate', { field: name, operator, value });
  return [ask('lessOrEqual'), ask('greaterThan')];
}

function known(field: string, operator: 'isMissing' | 'isNotMissing'): string {
  return tag('SimplePredicate', { field, operator });
}

function oneOf(field: string, levels: readonly string[]): string {
  if (levels.length === 0) return FALSE;
  return tag('SimpleSetPredicate', { field, booleanOperator: 'isIn' }, textArray(levels));
}
