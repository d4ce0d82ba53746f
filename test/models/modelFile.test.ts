import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { TIERS } from '#shared/results';
import { CLASSIFIER_IDS } from '#shared/scoring/choices';
import { readModel } from '#engine/models/readModel';
import { answer } from '#engine/scoring/answer';
import { takeFeatures } from '#engine/scoring/features';
import type { Analysis } from '#engine/session/mainJob';
import { scoreByModel } from '#engine/session/scoreByModel';
import { cellValue } from '#engine/table/cellValue';
import { codeOf } from '../support/codeOf.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';
import { churnAnalysis, ID_PREFIX, saved, withModel } from './support/churnModel.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const noReasons = { reasons: false };
let churn: { path: string; analysis: Analysis };

beforeAll(async () => {
  churn = await churnAnalysis(folder);
}, 30_000);

describe('a model file', () => {
  it.each(CLASSIFIER_IDS)('answers as the model of all customers does, to the bit: %s', async id => {
    const analysis = withModel(churn.analysis, id);
    await saved(analysis, at(`${id}.tsm`));
    const model = await readModel(at(`${id}.tsm`));
    const { imported, scored, scorers } = analysis;
    const own = (await scorers!(testRun())).find(one => one.id === id)!;
    const expected = await answer(own.all, takeFeatures(scored!.plan, imported.table), testRun());
    const [table] = await model.scoreTable(imported.table, 3, testRun());
    expect(table.probability).toEqual(expected);
    // Customers without an outcome have this answer in the run itself.
    const unknown = [...scored!.y.keys()].filter(row => scored!.y[row] < 0);
    expect(unknown.length).toBeGreaterThan(10);
    const inRun = scored!.models[scored!.chosen].p;
    for (const row of unknown) expect(table.probability[row]).toBe(inRun[row]);
    expect(table.reasons.filter(reason => reason !== null)).toHaveLength(3);
  });

  it('says the same of a file, of its table and of each customer alone, and as the run does', async () => {
    const { path, analysis } = churn;
    await saved(analysis, at('churn.tsm'));
    const model = await readModel(at('churn.tsm'));
    const { placed, scores, imported } = await scoreByModel(model, { path, name: 'churn.csv' }, testRun());
    const { labels, scores: riskScores, tiers } = analysis.segmented;
    expect(placed!.segmented.labels).toEqual(labels);
    expect(placed!.segmented.scores).toEqual(riskScores);
    expect(placed!.segmented.tiers).toEqual(tiers);
    for (let row = 0; row < imported.table.nRows; row += 7) {
      const values = Object.fromEntries(imported.table.columns.map(column => [column.name, cellValue(column, row)]));
      const one = await model.answer(values, noReasons);
      expect(one.segment!.id).toBe(labels[row] + 1);
      expect(one.segment!.probability).toBe(placed!.placing.probability[row]);
      expect([one.tier, one.riskScore]).toEqual([TIERS[tiers[row]], riskScores[row]]);
      expect(one.events[0].probability).toBe(scores[0].probability[row]);
      expect(one.events[0].isEvent).toBe(scores[0].decisions[row] === 1);
    }
  });

  it('is the same bytes for the same run, and names none of its customers', async () => {
    const first = await saved(churn.analysis, at('first.tsm'));
    const second = await saved(churn.analysis, at('second.tsm'));
    const bytes = readFileSync(at('first.tsm'));
    expect(first.sha256).toBe(second.sha256);
    expect(first.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(bytes.includes(ID_PREFIX)).toBe(false);
  });

  it('takes what is not given for missing, and refuses what it does not know or cannot read', async () => {
    await saved(churn.analysis, at('asked.tsm'));
    const model = await readModel(at('asked.tsm'));
    const empty = await model.answer({}, { reasons: true });
    expect(empty.events[0].probability).toBeGreaterThan(0);
    const words = await model.answer({ Balance: 'n/a', Products: ' ' }, noReasons);
    expect(words.events[0].probability).toBe(empty.events[0].probability);
    const level = await model.answer({ Region: 'Atlantis' }, noReasons);
    expect(level.events[0].probability).toBe(empty.events[0].probability);
    expect(await codeOf(model.answer({ Salary: 3 }, noReasons))).toMatchObject({ code: 'data.unknownColumn' });
    expect(await codeOf(model.answer({ Balance: 'much' }, noReasons))).toMatchObject({ code: 'option.invalid' });
    const many = model.answerMany([{}, { Balance: 'much' }], noReasons, testRun());
    await expect(many).rejects.toMatchObject({ code: 'model.row', args: { row: 2 } });
  });

  it('is signed with a key, and with another key is not trusted', async () => {
    const mine = generateKeyPairSync('ed25519');
    const other = generateKeyPairSync('ed25519');
    await saved(churn.analysis, at('signed.tsm'), mine.privateKey);
    await saved(churn.analysis, at('unsigned.tsm'));
    const { identity } = await readModel(at('signed.tsm'), { trusted: mine.publicKey });
    expect(identity.signature).toMatchObject({ isTrusted: true });
    expect((await readModel(at('signed.tsm'))).identity.signature).toMatchObject({ isTrusted: false });
    const byOther = await codeOf(readModel(at('signed.tsm'), { trusted: other.publicKey }));
    expect(byOther.code).toBe('model.otherKey');
    const unsigned = await codeOf(readModel(at('unsigned.tsm'), { trusted: mine.publicKey }));
    expect(unsigned.code).toBe('model.unsigned');
  });
});
