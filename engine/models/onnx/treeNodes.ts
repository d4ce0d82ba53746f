import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import { hasLevel } from '../../algorithms/trees/askedBins.ts';
import type { TreeField } from '../export/ExportPlan.ts';
import type { ExpressionNodes } from './ExpressionNodes.ts';
import { ML } from './OnnxGraph.ts';

/** The sum of the trees. A question about levels looks at a column of its own: 0 for levels that go left, 1 for the others that are known. */
export function treeNodes(nodes: ExpressionNodes, ensemble: TreeEnsemble, fields: readonly TreeField[]): string {
  const { feature, left, right, value, threshold, missingLeft, nTrees, roots } = ensemble;
  const columns = fields.map(({ name, levels }) => (levels ? nodes.graph.number(0) : nodes.valueOf(name)));
  const sets = new Map<string, number>();
  const columnOf = (node: number): number => {
    const { name, levels } = fields[feature[node]];
    if (!levels) return feature[node];
    const sides = levels.map((level, code) => [level, hasLevel(ensemble, node, code) ? 0 : 1] as const);
    const key = JSON.stringify([name, sides.map(([, side]) => side)]);
    if (!sets.has(key)) sets.set(key, columns.push(nodes.byLevel(name, sides, Number.NaN, Number.NaN)) - 1);
    return sets.get(key)!;
  };
  const isLeaf = Array.from(feature, asked => asked < 0);
  const all = Array.from(feature.keys());
  const treeOf = all.map(() => 0);
  for (let tree = 0; tree < nTrees; tree++) treeOf.fill(tree, roots[tree], roots[tree + 1]);
  const leaves = all.filter(node => isLeaf[node]);
  const attributes = {
    n_targets: { int: 1 },
    nodes_treeids: { ints: treeOf },
    nodes_nodeids: { ints: all.map(node => node - roots[treeOf[node]]) },
    nodes_featureids: { ints: all.map(node => (isLeaf[node] ? 0 : columnOf(node))) },
    nodes_modes: { strings: all.map(node => (isLeaf[node] ? 'LEAF' : 'BRANCH_LEQ')) },
    nodes_values_as_tensor: {
      doubles: all.map(node => (isLeaf[node] ? 0 : fields[feature[node]].levels ? 0.5 : threshold[node])),
    },
    nodes_truenodeids: { ints: all.map(node => (isLeaf[node] ? 0 : left[node] - roots[treeOf[node]])) },
    nodes_falsenodeids: { ints: all.map(node => (isLeaf[node] ? 0 : right[node] - roots[treeOf[node]])) },
    nodes_missing_value_tracks_true: { ints: all.map(node => (isLeaf[node] ? 0 : missingLeft[node])) },
    target_treeids: { ints: leaves.map(node => treeOf[node]) },
    target_nodeids: { ints: leaves.map(node => node - roots[treeOf[node]]) },
    target_ids: { ints: leaves.map(() => 0) },
    target_weights_as_tensor: { doubles: leaves.map(node => value[node]) },
  };
  const x = nodes.graph.node('Concat', columnsOfRows(nodes, columns, fields), { axis: { int: 1 } });
  // Its answer is a float, whatever it is made of: some seven digits.
  const answer = nodes.graph.node('TreeEnsembleRegressor', [x], attributes, ML);
  return nodes.graph.node('Cast', [answer], { to: { int: 11 } });
}

/** Categories have no column of their own: a constant stands in their place, as many rows long as there are customers. */
function columnsOfRows(nodes: ExpressionNodes, columns: readonly string[], fields: readonly TreeField[]): string[] {
  return columns.map((column, i) =>
    i < fields.length && fields[i].levels ? nodes.byLevel(fields[i].name, [], 0, 0) : column,
  );
}
