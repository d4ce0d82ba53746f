import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultMonitoring } from '#shared/monitor/choices';
import type { LevelDistribution } from '#shared/monitor/reference';
import type { Recipe } from '#shared/recipe';
import { cardText } from '#engine/models/cardText';
import { openDocument, readDocument, type ReadDocument } from '#engine/models/readDocument';
import { FEWEST_OF_LEVEL, referenceWithoutCustomers } from '#engine/models/referenceWithoutCustomers';
import { readModel } from '#engine/models/readModel';
import { makeReference } from '#engine/monitor/makeReference';
import type { Analysis } from '#engine/session/mainJob';
import { referenceOf } from '#engine/session/referenceOf';
import { scoreByModel } from '#engine/session/scoreByModel';
import { againstModel } from '#engine/session/watchByModel';
import { watcherOf, watcherOfFile } from '#engine/session/Watcher';
import { watchFile } from '#engine/session/watchFile';
import { churnCsv } from '../support/churnCsv.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';
import { churnAnalysis, saved } from './support/churnModel.ts';
import { openExported } from './support/exportCustomers.ts';
import { forged } from './support/forged.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

/** A step that changes the outcome as it is written, one that changes a feature, and a correction of a cell of the book. */
const cleaned = (recipe: Recipe): Recipe => ({
  ...recipe,
  columns: { ...recipe.columns, Exited: { ...recipe.columns.Exited, kind: 'category' } },
  clean: [
    { step: 'mergeLevels', options: { column: 'Exited', pairs: [['Left', 'Yes']] } },
    { step: 'mergeLevels', options: { column: 'Region', pairs: [['East', 'South']] } },
  ],
  edits: [{ row: 3, column: 'Gender', from: 'Male', to: 'Female' }],
});

let analysis: Analysis;
let read: ReadDocument;

beforeAll(async () => {
  ({ analysis } = await churnAnalysis(folder, cleaned));
  await saved(analysis, at('churn.tsm'));
  read = await readDocument(at('churn.tsm'), null, testRun());
}, 30_000);

describe('the reference in a model file', () => {
  it('is that of the project, and the card says what it is of', async () => {
    const { reference, card } = read.document;
    expect(reference).toEqual(await referenceOf(analysis, testRun()));
    expect(reference!.n).toBe(200);
    expect(reference!.columns.map(({ column }) => column)).toEqual(['Balance', 'Products', 'Region', 'Exit fee']);
    const [words] = card.reference!;
    expect(words).toContain('200 customers were spread over 4 columns (Balance, Products, Region and Exit fee)');
    expect(words).toContain('the score (Exited is Yes) and 3 segments');
    expect(cardText(card)).toContain('Kept to hold later files against');
  });

  it('names no level that few customers have, unless the model has to', async () => {
    const members = ['Card', 'Loan', 'Safe'];
    const held = [...Array.from({ length: 20 }, () => [0]), ...Array.from({ length: 6 }, () => [0, 1]), [1, 2]];
    const offsets = Int32Array.from([0, ...held.map((_one, i) => held.slice(0, i + 1).flat().length)]);
    const products = { kind: 'set', name: 'Held', members, offsets, codes: Int32Array.from(held.flat()) } as const;
    const codes = Int32Array.from(held, (_one, i) => Math.max(0, i - 25));
    const town = { kind: 'category', name: 'Town', levels: ['Lahore', 'Chak 42'], codes } as const;
    const table = { nRows: held.length, columns: [products, town] };
    const input = { table, columns: ['Held', 'Town'], referenceDay: NaN, scores: [], segments: null };
    const whole = await makeReference(input, testRun());
    const column = (name: string, role: 'feature' | 'protected') =>
      ({ name, header: null, kind: name === 'Held' ? 'set' : 'category', role }) as const;
    const field = { kind: 'category', min: null, max: null, typical: null } as const;
    const told = referenceWithoutCustomers(whole, {
      columns: [column('Held', 'feature'), column('Town', 'feature')],
      inputs: [
        { ...field, name: 'Held', levels: members },
        { ...field, name: 'Town', levels: ['Lahore', 'Chak 42'] },
      ],
      events: [],
    });
    const [sets, towns] = told.columns.map(({ distribution }) => distribution as LevelDistribution);
    expect(held.slice(-1)).toHaveLength(1);
    expect(sets).toEqual({
      ...whole.columns[0].distribution,
      levels: ['Card', 'Card; Loan'],
      counts: [20, 6],
      nOtherLevels: 1,
      nOthers: 1,
    });
    // The form asks for the town by a list that has it.
    expect(towns).toEqual(whole.columns[1].distribution);
    expect(FEWEST_OF_LEVEL).toBeGreaterThan(1);
    const hidden = referenceWithoutCustomers(whole, { columns: [column('Held', 'protected')], inputs: [], events: [] });
    expect(hidden.columns).toEqual([]);
  });
});

describe('a later file held against the model file alone', () => {
  const later = churnCsv(120, 7).split('\n');
  const drifted = later.map((line, i) => (i % 3 === 1 ? line.replace(/,(North|East),/, ',Abroad,') : line));

  it.each([
    ['with outcomes', later, null],
    ['with outcomes in other words', later.map(line => line.replace(/Yes$/, 'Left')), null],
    ['without outcomes', later.map(line => line.replace(/,(Yes|No)$/, ',')), '2026-06-30'],
    ['without a column of outcomes', later.map(line => line.replace(/,[^,]*$/, '')), null],
    ['that has drifted', drifted, null],
  ])('gives the numbers of the project, to the bit: %s', async (_what, lines, day) => {
    writeFileSync(at('june.csv'), lines.join('\n'));
    const request = { path: at('june.csv'), name: 'june.csv', label: 'June', day };
    const rule = defaultMonitoring();
    const reference = await referenceOf(analysis, testRun());
    const own = await watchFile(watcherOf(analysis), { reference, rule }, request, testRun());
    const by = await watchFile(watcherOfFile(read.document), againstModel(read, 'churn.tsm'), request, testRun());
    const { model, ...period } = by.period;
    expect(period).toEqual(own.period);
    expect(by.scores).toEqual(own.scores);
    expect(model).toEqual({ name: 'churn', sha256: read.identity.sha256 });
    expect(period.scores[0].measured === null).toBe(!/(Yes|No|Left)$/.test(lines[1]));
  });

  it('scores customers whose outcome nobody knows, although a cleaning step looks at it', async () => {
    writeFileSync(at('new.csv'), later.map(line => line.replace(/,[^,]*$/, '')).join('\n'));
    const model = await readModel(at('churn.tsm'));
    const { imported, scores } = await scoreByModel(model, { path: at('new.csv'), name: 'new.csv' }, testRun());
    expect(scores[0].probability).toHaveLength(120);
    expect(imported.table.columns.map(({ name }) => name)).not.toContain('Exited');
    expect(imported.report.columns).toHaveLength(imported.table.columns.length);
  });

  it('says so where the model was saved by an earlier version', async () => {
    const { document, identity } = await openExported('forest');
    expect(document.reference).toBeUndefined();
    expect(() => againstModel({ document, identity }, 'forest.tsm')).toThrow(
      expect.objectContaining({ code: 'model.noReference', args: { name: 'forest.tsm' } }),
    );
    const without = forged(readFileSync(at('churn.tsm')), one => delete one.reference);
    const opened = await openDocument(without, 'churn.tsm', null, testRun());
    expect(() => againstModel(opened, 'churn.tsm')).toThrow(expect.objectContaining({ code: 'model.noReference' }));
  });
});
