import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRunRecord, parseRunRecord, readRunRecord, runId, writeRunRecord } from '#engine/store/runRecord';
import { recipeSha256, sha256Text } from '#engine/store/hashes';
import { AppError } from '#shared/errors';
import { defaultRecipe } from '#shared/recipe';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-run-'));
});
afterAll(() => rm(folder, { recursive: true }));

const record = newRunRecord({
  inputName: 'book.xlsx',
  inputSha256: 'a'.repeat(64),
  resultSha256: 'b'.repeat(64),
  recipe: defaultRecipe(7),
  appVersion: '0.1.0',
});
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
  return 'no error';
};

test('it names itself by input, recipe and version, and repeats the seed', () => {
  expect(record.id).toBe(sha256Text(`${'a'.repeat(64)} ${recipeSha256(defaultRecipe(7))} 0.1.0`).slice(0, 12));
  expect(record.seed).toBe(7);
});

test('what is written comes back', async () => {
  const path = await writeRunRecord(folder, record);
  expect(path).toBe(join(folder, 'run.json'));
  expect(await readRunRecord(folder)).toEqual(record);
  expect(await readFile(path, 'utf8')).toBe(`${JSON.stringify(record, null, 2)}\n`);
});

test('a folder without one, and a damaged one, are said by code', async () => {
  await expect(readRunRecord(join(folder, 'none'))).rejects.toMatchObject({ code: 'file.missing' });
  await writeFile(join(folder, 'run.json'), '{"kind":');
  await expect(readRunRecord(folder)).rejects.toMatchObject({ code: 'project.damaged' });
});

test.each([
  ['a newer version', { ...record, version: 2 }, 'project.newer'],
  ['another kind', { ...record, kind: 'x' }, 'project.damaged'],
  ['an unknown field', { ...record, extra: 1 }, 'project.damaged'],
  ['a recipe that was edited', { ...record, recipe: defaultRecipe(8), seed: 8 }, 'project.damaged'],
  ['an input that was edited', { ...record, inputSha256: 'c'.repeat(64) }, 'project.damaged'],
  ['null', null, 'project.damaged'],
])('%s is refused', (_what, value, code) => {
  expect(codeOf(() => parseRunRecord(JSON.stringify(value), 'run.json'))).toBe(code);
});

test('the id depends on each of the three', () => {
  const ids = [runId('a', 'b', '1'), runId('x', 'b', '1'), runId('a', 'x', '1'), runId('a', 'b', '2')];
  expect(new Set(ids).size).toBe(4);
});
