import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '#shared/errors';
import { errorSentence } from '#shared/text/errorSentences';
import { openModel, readModel } from '#engine/models/readModel';
import { codeOf } from '../support/codeOf.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { churnAnalysis, saved, withModel } from './support/churnModel.ts';
import { forged, part, patched, withHead } from './support/forged.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
let forest: Uint8Array;
let signed: Uint8Array;
let card: Uint8Array;
let logistic: Uint8Array;

beforeAll(async () => {
  const { analysis } = await churnAnalysis(folder);
  const bytesOf = async (id: Parameters<typeof withModel>[1], key?: Parameters<typeof saved>[2]) => {
    await saved(withModel(analysis, id), at('model.tsm'), key);
    return Uint8Array.from(readFileSync(at('model.tsm')));
  };
  forest = await bytesOf('randomForest');
  signed = await bytesOf('randomForest', generateKeyPairSync('ed25519').privateKey);
  card = await bytesOf('scorecard');
  logistic = await bytesOf('logisticRegression');
}, 60_000);

/** What opening such bytes says; they must be refused. */
async function refusal(bytes: Uint8Array): Promise<{ code: string; sentence: string }> {
  const error = await openModel(bytes, 'churn.tsm', null).then(
    () => null,
    (reason: unknown) => reason as AppError,
  );
  if (error === null) throw new Error('it was opened');
  if (error.name !== 'AppError') throw error;
  return { code: error.code, sentence: errorSentence(error) };
}

describe('a model file that is not whole', () => {
  it('is refused wherever it is cut off', async () => {
    const head = new DataView(signed.buffer).getUint32(12, true);
    const ends = [1, 7, 8, 12, 31, 32, 33, 32 + head - 1, 32 + head, 32 + head + 8];
    const last = [signed.length - 129, signed.length - 128, signed.length - 97, signed.length - 96, signed.length - 1];
    for (const end of [...ends, ...last]) expect((await refusal(signed.slice(0, end))).code).toBe('model.damaged');
    expect((await refusal(new Uint8Array(0))).code).toBe('model.notAModel');
  });

  it('is refused with anything behind it', async () => {
    expect(await refusal(Buffer.concat([forest, Buffer.of(0)]))).toMatchObject({ code: 'model.damaged' });
  });

  it('is refused when any byte of it is another', async () => {
    const step = Math.max(1, Math.floor(signed.length / 300));
    for (let i = 0; i < signed.length; i += step) {
      const flipped = Uint8Array.from(signed);
      flipped[i] ^= 1 << (i % 8);
      expect((await refusal(flipped)).code, `byte ${i}`).toMatch(/^model\.(damaged|notAModel|newer)$/);
    }
    for (let i = signed.length - 128; i < signed.length; i++) {
      const flipped = Uint8Array.from(signed);
      flipped[i] ^= 0x10;
      expect((await refusal(flipped)).code, `byte ${i}`).toBe('model.damaged');
    }
  });

  it('says what is there instead', async () => {
    expect((await refusal(Buffer.from('PK\u0003\u0004 a workbook'))).code).toBe('model.notAModel');
    expect(await codeOf(readModel(at('nowhere.tsm')))).toMatchObject({ code: 'file.missing' });
    mkdirSync(at('folder.tsm'));
    expect(await codeOf(readModel(at('folder.tsm')))).toMatchObject({ code: 'file.folder' });
    writeFileSync(at('text.tsm'), 'not a model');
    expect(await codeOf(readModel(at('text.tsm')))).toMatchObject({ code: 'model.notAModel' });
  });

  it('of a newer Tessera is refused by its version', async () => {
    const newer = patched(forest, 8, Uint8Array.of(3, 0, 0, 0));
    expect(await refusal(newer)).toMatchObject({
      code: 'model.newer',
      sentence: expect.stringMatching(/newer Tessera/),
    });
    const inside = forged(forest, document => (document.version = 3));
    expect((await refusal(inside)).code).toBe('model.damaged');
  });
});

describe('a model file that someone made', () => {
  const entry = (length: number, offset = 0, dtype = 'float64') => ({ dtype, length, offset });
  const head = (arrays: unknown, document = '{}') => `{"arrays":${JSON.stringify(arrays)},"document":${document}}`;

  it.each([
    ['is no JSON', '{"arrays":['],
    ['has no document', '{"arrays":[]}'],
    ['is nested without end', `{"arrays":[],"document":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['says how long an array is and has nothing of it', head([entry(1e9)])],
    ['has an array of a length that is no number of bytes', head([entry(Number.MAX_SAFE_INTEGER)])],
    ['has an array of a negative length', head([entry(-1)])],
    ['has an array of half an element', head([entry(0.5)])],
    ['has an array of an unknown kind', head([entry(0, 0, 'bigint64')])],
    ['has an array that begins elsewhere', head([entry(0, 8)])],
    ['uses an array that there is not', head([], '{"a":{"$array":0}}')],
    ['uses an array twice', head([entry(0)], '[{"$array":0},{"$array":0}]')],
    ['keeps an array that nothing uses', head([entry(0)])],
    ['sets a prototype', head([], '{"__proto__":{"kind":"tessera.model"}}')],
    ['says a thing twice', head([], '{"kind":"a","kind":"tessera.model"}')],
    ['has a number that no number can hold', head([], '{"kind":1e999}')],
    ['has more arrays than any model', head(Array.from({ length: 100_001 }, () => entry(0)))],
  ])('is refused when its head %s', async (_what, text) => {
    expect(await refusal(withHead(text))).toMatchObject({ code: 'model.damaged' });
  });

  const trees = 'events.0.scorer.model.ensemble';
  it.each<[string, (document: Record<string, unknown>) => void]>([
    ['whose name forges a line', d => (part(d, 'card').name = 'churn\nSigned by the bank')],
    ['whose purpose moves the cursor', d => (part(d, 'card').purpose = '\u001b[2J\u009b1A')],
    ['whose owner is turned around', d => (part(d, 'card').owner = '\u202eknab')],
    ['whose trees go round', d => ((part(d, trees).left as Int32Array)[0] = 0)],
    [
      'whose trees share a branch',
      d => ((part(d, trees).left as Int32Array)[0] = (part(d, trees).right as Int32Array)[0]),
    ],
    ['whose trees lead out of the forest', d => ((part(d, trees).right as Int32Array)[0] = 1_000_000)],
    ['whose trees ask about no feature', d => ((part(d, trees).feature as Int32Array)[0] = 99)],
    ['whose leaves are not numbers', d => (part(d, trees).value as Float64Array).fill(NaN)],
    ['whose roots are elsewhere', d => ((part(d, trees).roots as Int32Array)[1] = 0)],
    ['whose sets of levels lie outside', d => (part(d, trees).levelBits = new Uint32Array(0))],
    ['whose thresholds are of another kind', d => (part(d, trees).threshold = new Int32Array(3))],
    ['whose trees were swapped for words', d => (part(d, 'events.0.scorer.model').ensemble = 'trees')],
    ['whose calibration falls', d => (part(d, 'events.0.scorer.calibration').to as Float64Array).reverse()],
    ['whose segments are elsewhere', d => ((part(d, 'segments').position as Int32Array)[0] = 77)],
    ['whose centres are not numbers', d => (part(d, 'segments.model').centers as Float64Array).fill(Infinity)],
    ['whose centres are too few', d => (part(d, 'segments.centroids').centers = new Float64Array(1))],
    ['whose preparation is not there', d => (part(d, 'segments.pipeline').steps = [])],
    ['whose preparation is of another kind', d => (part(d, 'segments.pipeline.steps.1').state = null)],
    ['with a step that does not exist', d => (part(d, 'segments.pipeline.steps.1').step = 'constructor')],
    [
      'whose tier rule asks for what is not there',
      d => (part(d, 'segments.segmentation.tierRule.drivers.0').column = 'X'),
    ],
    ['whose ranks are gone', d => (part(d, 'segments').ranks = {})],
    ['with more than a model has', d => (d.code = 'process.exit()')],
    ['with the answers of another', d => ((part(d, 'checks.1').probabilities as number[])[0] = 0.123)],
    ['that predicts by other features', d => (part(d, 'events.0.plan.features.0').name = 'Other')],
    ['whose recipe is none', d => (d.recipe = { version: 1 })],
    ['without customers to ask about', d => (d.checks = [])],
    ['without anything to say', d => ([d.segments, d.events] = [null, []])],
  ])('is refused: one %s', async (_what, change) => {
    expect(await refusal(forged(forest, change))).toMatchObject({ code: 'model.damaged' });
  });

  const kept = 'reference.columns.0.distribution';
  it.each<[string, (document: Record<string, unknown>) => void]>([
    ['whose points fall', d => (part(d, kept).points as number[]).reverse()],
    ['whose points are not numbers', d => ((part(d, kept).points as number[])[1] = NaN)],
    ['whose points have no end', d => (part(d, kept).points = Array.from({ length: 100_000 }, (_one, i) => i))],
    ['whose counts do not add up', d => ((part(d, kept).at as number[])[0] += 1)],
    ['whose counts are less than nothing', d => ((part(d, kept).at as number[])[0] = -1)],
    ['whose counts are too few', d => (part(d, kept).between as number[]).pop()],
    ['whose customers lie outside', d => ((part(d, kept).between as number[])[0] = 1)],
    ['whose bins start nowhere', d => (part(d, kept).binStarts = [5_000])],
    ['of another number of customers', d => (part(d, 'reference').n = 7)],
    ['of a column that it does not look at', d => (part(d, 'reference.columns.0').column = 'CustomerId')],
    ['of a column twice', d => (part(d, 'reference.columns.1').column = part(d, 'reference.columns.0').column)],
    ['of a column of another kind', d => (part(d, 'reference.columns.0').kind = 'category')],
    ['with a level twice', d => (part(d, 'reference.columns.2.distribution').levels as string[]).fill('North')],
    ['with a level of nobody', d => ((part(d, 'reference.columns.2.distribution').counts as number[])[0] = 0)],
    ['of another score', d => (part(d, 'reference.scores.0.target').event = 'No')],
    ['of no score', d => (part(d, 'reference').scores = [])],
    ['with another threshold', d => (part(d, 'reference.scores.0').threshold = 0.123)],
    ['whose figures are not numbers', d => (part(d, 'reference.scores.0.performance.rocAuc').value = NaN)],
    ['of other segments', d => (part(d, 'reference.segments.segments.0').id = 99)],
    ['of larger segments than there are customers', d => (part(d, 'reference.segments.segments.0').size = 9_999)],
    ['of no segments', d => (part(d, 'reference').segments = null)],
    ['with more than a reference has', d => (part(d, 'reference').rows = [1, 2])],
  ])('is refused: a reference %s', async (_what, change) => {
    expect(await refusal(forged(logistic, change))).toMatchObject({ code: 'model.damaged' });
  });

  it.each<[string, (document: Record<string, unknown>) => void]>([
    ['whose cuts fall', d => (part(d, 'events.0.scorer.model.card.0.found').cuts as Float64Array).reverse()],
    ['whose gaps are in no class', d => (part(d, 'events.0.scorer.model.card.0.found').gapClass = 50)],
    ['whose points are not numbers', d => (part(d, 'events.0.scorer.model.card.0.table.0').points = 'many')],
    ['that asks about no feature', d => (part(d, 'events.0.scorer.model.card.0').feature = 12)],
  ])('is refused: a scorecard %s', async (_what, change) => {
    expect(await refusal(forged(card, change))).toMatchObject({ code: 'model.damaged' });
  });

  it.each<[string, (document: Record<string, unknown>) => void]>([
    ['with a weight that is not a number', d => (part(d, 'events.0.scorer.model.intercept').estimate = null)],
    ['with too few weights', d => (part(d, 'events.0.scorer.model').coefficients = [])],
    [
      'whose categories lie outside',
      d => ((part(d, 'events.0.scorer.model.design.flags.0').columnOf as Int32Array)[0] = 9_999),
    ],
  ])('is refused: a regression %s', async (_what, change) => {
    expect(await refusal(forged(logistic, change))).toMatchObject({ code: 'model.damaged' });
  });

  it('is opened where nothing was changed', async () => {
    for (const bytes of [forest, signed, card, logistic]) {
      const model = await openModel(
        forged(bytes, () => undefined),
        'churn.tsm',
        null,
      );
      expect(model.document.events).toHaveLength(1);
    }
  });

  it('leaves no trace in other objects', () => {
    expect(({} as Record<string, unknown>).kind).toBeUndefined();
  });
});
