import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#shared/errors';
import { readingError } from '../files/readingError.ts';
import { systemCode } from '../files/fileError.ts';

const TOKEN_BYTES = 32;
/** 256 bits in base64url. */
const TOKEN = /^[\w-]{43,200}$/;
const OTHERS = 0o077;

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * The token that a file holds; a file that is not there is made with a new one, which only its owner may read.
 * @throws AppError `serve.tokenFile` where others may read it or it holds no token of 256 bits; `file.*`
 */
export async function tokenFromFile(path: string): Promise<string> {
  const name = basename(path);
  try {
    const made = newToken();
    await writeFile(path, `${made}\n`, { flag: 'wx', mode: 0o600 });
    return made;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw readingError(error, name) ?? error;
  }
  return readToken(path, name);
}

async function readToken(path: string, name: string): Promise<string> {
  let text: string;
  try {
    const { mode, size } = await stat(path);
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
      throw new AppError('serve.tokenFile', { name, reason: 'others than its owner may read it' });
    if (size > 1000) throw new AppError('serve.tokenFile', { name, reason: 'it is too long for a token' });
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    throw readingError(error, name) ?? error;
  }
  if (TOKEN.test(text)) return text;
  throw new AppError('serve.tokenFile', {
    name,
    reason: 'it does not hold a token of 43 or more letters, digits, - and _',
  });
}

/** Says whether a header bears the token; compares digests, so that neither length nor content shows in the time it takes. */
export function tokenCheck(token: string): (authorization: string | undefined) => boolean {
  const wanted = digest(token);
  return authorization => {
    const given = /^Bearer ([\w-]{1,200})$/i.exec(authorization ?? '')?.[1] ?? '';
    return timingSafeEqual(digest(given), wanted);
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
