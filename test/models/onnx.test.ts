import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exportPlan } from '#engine/models/export/exportModel';
import { OnnxGraph } from '#engine/models/onnx/OnnxGraph';
import { writeOnnx } from '#engine/models/onnx/writeOnnx';
import golden from '../golden/onnxScores.json' with { type: 'json' };
import { exportCustomers, openExported } from './support/exportCustomers.ts';

const caseOf = (name: string) => golden.cases.find(one => one.case === name)!;
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('ONNX', () => {
  it.each(['forest', 'boosting', 'logistic', 'scorecard'])(
    'of a score is what another engine answered by, to 1e-6: %s',
    async name => {
      const model = await openExported(name);
      const { sha256, answers } = caseOf(name);
      expect(sha256Of(writeOnnx(exportPlan(model.document, 'score', 'ONNX')))).toBe(sha256);
      for (const [row, values] of exportCustomers(golden.header.more).entries()) {
        const [event] = (await model.answer(values, { reasons: false })).events;
        const [probability, decision] = answers[row] as number[];
        expect(Math.abs(event.probability - probability)).toBeLessThan(1e-6);
        expect(Number(event.isEvent)).toBe(decision);
      }
    },
  );

  it('of segments is what another engine placed customers by', async () => {
    const model = await openExported('logistic');
    const { sha256, answers } = caseOf('segments');
    expect(sha256Of(writeOnnx(exportPlan(model.document, 'segments', 'ONNX')))).toBe(sha256);
    for (const [row, values] of exportCustomers(golden.header.more).entries())
      expect((await model.answer(values, { reasons: false })).segment!.id).toBe(answers[row]);
  });

  it('takes codes of numbers, days and categories for missing', () => {
    const plain = { title: 'Test', appVersion: '0.0.0', derived: [], outputs: [] };
    const body = { is: 'points', basePoints: 0, features: [regionPoints] } as const;
    const plan = (codes: { readonly [kind in 'number' | 'date' | 'category']?: string[] }) => ({
      ...plain,
      body,
      inputs: (['number', 'date', 'category'] as const).map(kind => ({
        name: kind,
        kind,
        levels: kind === 'category' ? ['North', 'n.a.'] : null,
        missing: codes[kind] ?? [],
      })),
    });
    const without = holds(writeOnnx(plan({})));
    const given = holds(writeOnnx(plan({ number: ['999.0', ' '], date: ['1900-01-01', '999'], category: ['N.A.'] })));
    expect([without.number(999), without.number(-25567), without.text('N.A.')]).toEqual([false, false, false]);
    expect([given.number(999), given.number(-25567), given.text('N.A.')]).toEqual([true, true, true]);
    expect(given.nodes('Equal')).toBe(2);
  });
});

const regionPoints = {
  field: 'category',
  name: 'Region',
  classes: [{ points: 5, from: null, below: null, levels: ['North', 'n.a.'] }],
  otherwise: 1,
};

function holds(bytes: Uint8Array) {
  const all = Buffer.from(bytes);
  return {
    number: (value: number) => all.includes(Buffer.from(Float64Array.of(value).buffer)),
    text: (value: string) => all.includes(value),
    nodes: (type: string) => all.toString('latin1').split(`"\u0005${type}`).length - 1,
  };
}

it('ONNX holds an attribute for each of the nodes of a large forest', () => {
  const graph = new OnnxGraph();
  const n = 300_000;
  graph.node('TreeEnsembleRegressor', [], { nodes_modes: { strings: Array<string>(n).fill('LEAF') } });
  // Tag and length before the four letters of each.
  expect(graph.bytes('large', '0.0.0').length).toBeGreaterThan(6 * n);
});
