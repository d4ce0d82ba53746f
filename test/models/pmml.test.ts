import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exportPlan } from '#engine/models/export/exportModel';
import { writePmml } from '#engine/models/pmml/writePmml';
import type { ModelDocument } from '#engine/models/ModelDocument';
import golden from '../golden/pmmlScores.json' with { type: 'json' };
import { exportCustomers, exportFile, openExported } from './support/exportCustomers.ts';

const SCORES = ['forest', 'boosting', 'logistic', 'scorecard'];

const answersOf = (name: string) => golden.cases.find(one => one.case === name)!.answers;

/** What writing a part of a changed document as PMML is refused for. */
function refusal(document: ModelDocument, part: 'score' | 'segments', change: Partial<ModelDocument>): unknown {
  try {
    return exportPlan({ ...document, ...change }, part, 'PMML');
  } catch (error) {
    return error;
  }
}
const cannot = (what: RegExp) => ({ code: 'model.cannotExport', args: { what: expect.stringMatching(what) } });

describe('PMML', () => {
  it.each(SCORES)('of a score is what another engine answered by, to 1e-9: %s', async name => {
    const model = await openExported(name);
    const text = writePmml(exportPlan(model.document, 'score', 'PMML'));
    expect(text).toBe(readFileSync(exportFile(`${name}.pmml`), 'utf8'));
    const expected = answersOf(name) as number[][];
    for (const [row, values] of exportCustomers(golden.header.more).entries()) {
      const [event] = (await model.answer(values, { reasons: false })).events;
      expect(Math.abs(event.probability - expected[row][0])).toBeLessThan(1e-9);
      expect(Number(event.isEvent)).toBe(expected[row][1]);
    }
  });

  it('of segments is what another engine placed customers by', async () => {
    const model = await openExported('logistic');
    const text = writePmml(exportPlan(model.document, 'segments', 'PMML'));
    expect(text).toBe(readFileSync(exportFile('segments.pmml'), 'utf8'));
    for (const [row, values] of exportCustomers(golden.header.more).entries())
      expect(String((await model.answer(values, { reasons: false })).segment!.id)).toBe(answersOf('segments')[row]);
  });

  it('names what it cannot carry', async () => {
    const { document } = await openExported('logistic');
    const [event] = document.events;
    const bayes = {
      ...event,
      scorer: { ...event.scorer, model: { ...event.scorer.model, algorithm: 'gaussianNaiveBayes' } },
    };
    expect(refusal(document, 'score', { events: [bayes as never] })).toMatchObject(cannot(/naive Bayes/));
    expect(refusal(document, 'score', { events: [] })).toMatchObject(cannot(/a score/));
    expect(refusal(document, 'segments', { segments: null })).toMatchObject(cannot(/segments/));
    const cleaning = { fitted: { steps: [{ step: 'formula' }] } } as never;
    expect(refusal(document, 'score', { cleaning })).toMatchObject(cannot(/cleaning steps \(formula\)/));
    const segments = document.segments!;
    const ward = { ...segments, model: { ...segments.model, algorithm: 'ward' } };
    expect(refusal(document, 'segments', { segments: ward })).toMatchObject(cannot(/Ward/));
    const [first, ...rest] = segments.pipeline.steps;
    const steps = [first, { step: 'pca', state: {} }, ...rest];
    const other = { ...segments, pipeline: { ...segments.pipeline, steps } };
    expect(refusal(document, 'segments', { segments: other })).toMatchObject(cannot(/step "pca"/));
  });
});
