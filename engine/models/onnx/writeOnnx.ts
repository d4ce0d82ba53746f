import { codeValues } from '../../import/cells/missingCodes.ts';
import type { ExportBody, ExportPlan, PointFeature } from '../export/ExportPlan.ts';
import { ANSWER } from '../export/ExportPlan.ts';
import { ExpressionNodes } from './ExpressionNodes.ts';
import { OnnxGraph } from './OnnxGraph.ts';
import { treeNodes } from './treeNodes.ts';

export const ONNX = 'ONNX';
const SHOWN = ['probability', 'decision'];

/**
 * A plan as ONNX (opset 17, ai.onnx.ml 3), in doubles. Each input is a column [rows × 1]: numbers, yes or no as 1 and 0, dates as days since 1970-01-01, NaN
 * for missing; categories as text, '' for missing. Codes that stand for missing are taken for it: numbers, days, and words as they are written, in small
 * letters and in capitals.
 */
export function writeOnnx(plan: ExportPlan): Uint8Array {
  const { inputs, derived, body, outputs, title, appVersion } = plan;
  const graph = new OnnxGraph();
  const nodes = new ExpressionNodes(graph, inputs);
  for (const { name, kind, missing } of inputs) {
    graph.input(name, kind === 'category' ? 'string' : 'double');
    if (kind === 'category') continue;
    const { numbers, days } = codeValues(missing);
    for (const code of kind === 'date' ? days : numbers) withoutCode(nodes, name, code);
  }
  for (const { name, made } of derived) nodes.name(name, nodes.add(made));
  const answer = bodyNodes(nodes, body);
  if (body.is === 'centers') graph.node('Identity', [answer], {}, '', 'segment');
  nodes.name(ANSWER, answer);
  for (const { name, made } of outputs) {
    nodes.name(name, nodes.add(made));
    if (SHOWN.includes(name)) graph.node('Identity', [nodes.valueOf(name)], {}, '', name);
  }
  if (body.is === 'centers') graph.output('segment', 'int64');
  else for (const name of SHOWN) graph.output(name, 'double');
  return graph.bytes(title, appVersion);
}

/** A code that stands for missing becomes NaN. */
function withoutCode(nodes: ExpressionNodes, name: string, code: number): void {
  const { graph } = nodes;
  const isCode = graph.node('Equal', [nodes.valueOf(name), graph.number(code)]);
  nodes.name(name, graph.node('Where', [isCode, graph.number(Number.NaN), nodes.valueOf(name)]));
}

function bodyNodes(nodes: ExpressionNodes, body: ExportBody): string {
  const { graph } = nodes;
  switch (body.is) {
    case 'linear': {
      if (body.terms.length === 0) return graph.number(body.intercept);
      const x = graph.node(
        'Concat',
        body.terms.map(({ field }) => nodes.valueOf(field)),
        { axis: { int: 1 } },
      );
      const weights = graph.constant(
        body.terms.map(({ weight }) => weight),
        [body.terms.length, 1],
      );
      return graph.node('Add', [graph.node('MatMul', [x, weights]), graph.number(body.intercept)]);
    }
    case 'trees':
      return treeNodes(nodes, body.ensemble, body.fields);
    case 'points':
      return body.features.reduce(
        (sum, feature) => graph.node('Add', [sum, pointNodes(nodes, feature)]),
        graph.number(body.basePoints),
      );
    case 'centers':
      return centerNodes(nodes, body);
  }
}

function pointNodes(nodes: ExpressionNodes, { field, classes, otherwise }: PointFeature): string {
  const { graph } = nodes;
  if (classes[0]?.levels || classes.length === 0) {
    const levels = classes.flatMap(one => (one.levels ?? []).map(level => [level, one.points] as const));
    return nodes.byLevel(field, levels, otherwise, otherwise);
  }
  const value = nodes.valueOf(field);
  let points = graph.number(classes.at(-1)!.points);
  for (const { below, points: own } of classes.slice(0, -1).reverse())
    points = graph.node('Where', [graph.node('Less', [value, graph.number(below!)]), graph.number(own), points]);
  return graph.node('Where', [nodes.isMissing(field), graph.number(otherwise), points]);
}

/** The number of the segment whose centre is nearest. */
function centerNodes(nodes: ExpressionNodes, { fields, centers }: Extract<ExportBody, { is: 'centers' }>): string {
  const { graph } = nodes;
  const x = graph.node(
    'Concat',
    fields.map(field => nodes.valueOf(field)),
    { axis: { int: 1 } },
  );
  const axes = graph.constant([1], [1], 'int64');
  const distances = centers.map(({ at }) => {
    const off = graph.node('Sub', [x, graph.constant(at, [1, at.length])]);
    return graph.node('ReduceSum', [graph.node('Mul', [off, off]), axes], { keepdims: { int: 1 } });
  });
  const all = graph.node('Concat', distances, { axis: { int: 1 } });
  const nearest = graph.node('ArgMin', [all], { axis: { int: 1 }, keepdims: { int: 1 } });
  return graph.node('Gather', [
    graph.constant(
      centers.map(({ id }) => id),
      [centers.length],
      'int64',
    ),
    nearest,
  ]);
}
