import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CellValue } from '#shared/columns';
import { exportPlan } from '#engine/models/export/exportModel';
import { writePmml } from '#engine/models/pmml/writePmml';
import type { ModelDocument } from '#engine/models/ModelDocument';
import { readModel } from '#engine/models/readModel';
import golden from '../golden/pmmlScores.json' with { type: 'json' };
import { ROOT } from '../support/sourceFiles.ts';

const at = (name: string) => join(ROOT, 'test/golden/exports', name);
const open = (name: string) => readModel(at(`${name}.tsm`));
const SCORES = ['forest', 'boosting', 'logistic', 'scorecard'];

/** The customers that the models were made on, and those that the other engine was asked about besides. */
function customers(): Record<string, CellValue>[] {
  const [header, ...lines] = readFileSync(at('customers.csv'), 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const rows = lines.map(line => {
    const cells = Array.from(line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g), match => match[1]);
    return Object.fromEntries(names.map((name, i) => [name, cells[i].replace(/^"|"$/g, '').replaceAll('""', '"')]));
  });
  return [...rows, ...golden.header.more] as Record<string, CellValue>[];
}
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
    const model = await open(name);
    const text = writePmml(exportPlan(model.document, 'score', 'PMML'));
    expect(text).toBe(readFileSync(at(`${name}.pmml`), 'utf8'));
    const expected = answersOf(name) as number[][];
    for (const [row, values] of customers().entries()) {
      const [event] = (await model.answer(values, { reasons: false })).events;
      expect(Math.abs(event.probability - expected[row][0])).toBeLessThan(1e-9);
      expect(Number(event.isEvent)).toBe(expected[row][1]);
    }
  });

  it('of segments is what another engine placed customers by', async () => {
    const model = await open('logistic');
    const text = writePmml(exportPlan(model.document, 'segments', 'PMML'));
    expect(text).toBe(readFileSync(at('segments.pmml'), 'utf8'));
    for (const [row, values] of customers().entries())
      expect(String((await model.answer(values, { reasons: false })).segment!.id)).toBe(answersOf('segments')[row]);
  });

  it('names what it cannot carry', async () => {
    const { document } = await open('logistic');
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
