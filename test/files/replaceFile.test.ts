import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fileError, systemCode } from '#engine/files/fileError';
import { replaceFile } from '#engine/files/replaceFile';
import { writeTextFile } from '#engine/files/writeTextFile';
import { AppError } from '#shared/errors';

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-files-'));
});
let count = 0;
beforeEach(async () => {
  const own = join(folder, String(count++));
  await mkdir(own);
  path = join(own, 'a.txt');
});
afterAll(() => rm(folder, { recursive: true }));

test('the new contents are written beside the old and take their name', async () => {
  await writeFile(path, 'old');
  const result = await replaceFile(path, async temporary => {
    expect(dirname(temporary)).toBe(dirname(path));
    expect(basename(temporary)).toMatch(/^\.a\.txt\.[0-9a-f]{12}\.tmp$/);
    await writeFile(temporary, 'new');
    expect(await readFile(path, 'utf8')).toBe('old');
    return 42;
  });
  expect(result).toBe(42);
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(dirname(path))).toEqual(['a.txt']);
});

test('a failure while writing leaves the old contents alone', async () => {
  await writeFile(path, 'old');
  const failing = replaceFile(path, async temporary => {
    await writeFile(temporary, 'half');
    throw new Error('no further');
  });
  await expect(failing).rejects.toThrow('no further');
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(dirname(path))).toEqual(['a.txt']);
});

test('a link stays a link, and what it leads to is replaced', async () => {
  const real = join(dirname(path), 'real.txt');
  await writeFile(real, 'old');
  await symlink(real, path);
  await writeTextFile(path, 'new');
  expect((await lstat(path)).isSymbolicLink()).toBe(true);
  expect(await readFile(real, 'utf8')).toBe('new');
});

test('who may read the file does not change', async () => {
  await writeFile(path, 'old');
  await chmod(path, 0o600);
  await writeTextFile(path, 'new');
  expect((await stat(path)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
});

test('a name of 255 bytes', async () => {
  path = join(dirname(path), 'n'.repeat(251) + '.txt');
  await writeTextFile(path, 'long');
  expect(await readFile(path, 'utf8')).toBe('long');
});

test.each<[string, (where: string) => Promise<string>, string, Record<string, string>]>([
  ['a folder in its place', async where => where, 'file.folder', {}],
  [
    'a folder that is not there',
    async where => join(where, 'none', 'x.txt'),
    'file.notWritable',
    { reason: 'that folder does not exist' },
  ],
  [
    'a name that is too long',
    async where => join(where, 'n'.repeat(300)),
    'file.notWritable',
    { reason: 'the name is too long' },
  ],
  [
    'a file where the folder should be',
    async where => {
      await writeFile(join(where, 'f'), '');
      return join(where, 'f', 'x.txt');
    },
    'file.notWritable',
    { reason: 'that folder does not exist' },
  ],
])('%s', async (_what, make, code, args) => {
  const target = await make(dirname(path));
  const error: unknown = await writeTextFile(target, 'x').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).code).toBe(code);
  expect((error as AppError).args).toEqual({ name: basename(target), ...args });
});

test('only what the operating system said about a file becomes a sentence', () => {
  const said = (code: unknown) => fileError(Object.assign(new Error('x'), { code }), 'a')?.code ?? null;
  expect(['ENOSPC', 'EDQUOT', 'EBUSY', 'EISDIR', 'EROFS', 'EPERM', 'EMFILE'].map(said)).toEqual([
    'file.diskFull',
    'file.diskFull',
    'file.locked',
    'file.folder',
    'file.notWritable',
    'file.notWritable',
    'file.notWritable',
  ]);
  expect([said('ERR_INVALID_ARG_TYPE'), said(undefined), said('constructor'), said(5)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  const ours = new AppError('file.locked', { name: 'a' });
  expect([fileError(ours, 'b'), systemCode(ours), systemCode('ENOSPC')]).toEqual([null, null, null]);
});
