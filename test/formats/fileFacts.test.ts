import { expect, test } from 'vitest';
import { fileError } from '#engine/formats/fileFacts';
import { AppError } from '#shared/errors';

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'open' });
}

test.each([
  ['ENOENT', 'file.missing'],
  ['ENOTDIR', 'file.missing'],
  ['EISDIR', 'file.folder'],
  ['EBUSY', 'file.locked'],
  ['EACCES', 'file.unreadable'],
  ['EIO', 'file.unreadable'],
  ['ESTALE', 'file.unreadable'],
  ['EXYZ', 'file.unreadable'],
])('%s from the operating system is %s', (code, expected) => {
  const error = fileError(systemError(code), 'x.xlsx');
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).code).toBe(expected);
  expect((error as AppError).cause).toBeInstanceOf(Error);
});

test('a defect of ours stays what it is', () => {
  const defect = new TypeError('undefined is not a function');
  expect(fileError(defect, 'x.xlsx')).toBe(defect);
});
