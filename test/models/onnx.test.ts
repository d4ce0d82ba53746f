import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exportPlan } from '#engine/models/export/exportModel';
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
});
