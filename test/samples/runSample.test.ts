import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSample } from '../../headless/samples/runSample.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-run-sample-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: string[]) {
  const said = { result: '', message: '' };
  const status = await runSample(args, {
    result: text => void (said.result += text),
    message: text => void (said.message += text),
  });
  return { status, ...said };
}

test('writes the rows asked for, the same for the same seed', async () => {
  const [a, b, c] = ['a', 'b', 'c'].map(name => join(folder, `${name}.xlsx`));
  expect(await run('--rows', '40', '--out', a)).toMatchObject({
    status: 0,
    message: '',
    result: expect.stringContaining(': 40 rows, '),
  });
  await run('--rows', '40', '--out', b);
  await run('--rows', '40', '--seed', '5', '--out', c);
  const [first, second, other] = await Promise.all([a, b, c].map(path => readFile(path)));
  expect(first.equals(second)).toBe(true);
  expect(first.equals(other)).toBe(false);
});

test.each([
  [['--rows', '0'], '--rows takes a whole number from 1 to 1048575, not "0".'],
  [['--rows', '1048576'], '--rows takes a whole number'],
  [['--rows', '1e3'], '--rows takes a whole number'],
  [['--seed', '-1'], 'seed'],
  [['--seed', '4294967296'], '--seed takes a whole number from 0 to 4294967295'],
  [['--colour'], '--colour'],
  [['file.xlsx'], 'file.xlsx'],
])('%j is refused with the usage', async (args, sentence) => {
  const { status, message } = await run(...args, '--out', join(folder, 'no.xlsx'));
  expect(status).toBe(2);
  expect(message).toContain(sentence);
  expect(message).toContain('npm run sample -- [--rows N]');
});

test('a file that cannot be written is one sentence', async () => {
  const { status, message } = await run('--rows', '5', '--out', join(folder, 'none', 'x.xlsx'));
  expect(status).toBe(1);
  expect(message).toBe('x.xlsx could not be written: that folder does not exist. Choose another folder or name.\n');
});
