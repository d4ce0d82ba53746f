import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bugTrace } from '#engine/process/bugTrace';
import { knownFileRef } from '#engine/process/fileRef';
import { FileTokens } from '#engine/process/FileTokens';
import { LogFile } from '#engine/process/LogFile';
import { readRss, rssOfStatus, rssOfTasklist } from '#engine/process/readRss';
import { RecentFiles } from '#engine/process/RecentFiles';
import { safeFileName } from '#engine/process/safeFileName';
import { newTempDirectory } from '#engine/process/tempDirectory';
import { defaultLimits } from '#engine/process/watchLimits';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const folder = temporaryFolder();

describe('tokens', () => {
  it('stand for one file each and cannot be guessed', () => {
    const added: string[] = [];
    const files = new FileTokens(file => added.push(file.name));
    const a = files.add('/x/a.csv', 'a.csv', 'path');
    expect(files.add('/x/a.csv', 'a.csv', 'path')).toBe(a);
    expect(files.add('/x/a.csv', 'a.csv', 'upload').token).not.toBe(a.token);
    expect(added).toEqual(['a.csv', 'a.csv']);
    expect(Buffer.from(a.token, 'base64url')).toHaveLength(24);
    expect(files.resolve(a.token)).toBe(a);
    for (const token of ['', 'x', '__proto__', 'constructor'])
      expect(() => files.resolve(token)).toThrow('file.unknownToken');
  });

  it('are given to files and to nothing else', async () => {
    const files = new FileTokens();
    writeFileSync(join(folder, 'Book.TESSERA'), 'abc');
    expect(await knownFileRef(files, join(folder, 'Book.TESSERA'), 'path')).toMatchObject({
      name: 'Book.TESSERA',
      sizeBytes: 3,
      kind: 'project',
    });
    await expect(knownFileRef(files, folder, 'path')).rejects.toMatchObject({ code: 'file.folder' });
    await expect(knownFileRef(files, join(folder, 'none.csv'), 'path')).rejects.toMatchObject({ code: 'file.missing' });
    await expect(knownFileRef(files, join(folder, 'Book.TESSERA', 'x'), 'path')).rejects.toMatchObject({
      code: 'file.missing',
    });
    if (process.platform === 'linux')
      await expect(knownFileRef(files, '/dev/null', 'path')).rejects.toMatchObject({ code: 'file.unreadable' });
  });
});

describe('a plain file name', () => {
  it.each([
    ['Report.pdf', 'Report.pdf'],
    ['Bericht für März.pdf', 'Bericht für März.pdf'],
    ['a/b\\c:d*e?f"g<h>i|j.csv', 'a-b-c-d-e-f-g-h-i-j.csv'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['.hidden', 'hidden'],
    ['trailing. . ', 'trailing'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['COM1.csv', '_COM1.csv'],
    ['console.csv', 'console.csv'],
    ['a\u0000\u001f\u007f\u0085b', 'ab'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['a\ud800b', 'ab'],
    ['', 'file'],
    ['...', 'file'],
  ])('of %j is %j', (given, plain) => {
    expect(safeFileName(given)).toBe(plain);
  });
  it('is cut before its ending and never inside a character', () => {
    const long = safeFileName(`${'a'.repeat(144)}😀😀.xlsx`);
    expect(long).toBe(`${'a'.repeat(144)}.xlsx`);
    expect(safeFileName('b'.repeat(300))).toHaveLength(150);
  });
});

describe('recent files', () => {
  it('are kept newest first, ten of them, while they exist', async () => {
    const recent = new RecentFiles(join(folder, 'settings', 'recent.json'));
    expect(await recent.list()).toEqual([]);
    const paths = Array.from({ length: 12 }, (_file, i) => join(folder, `r${i}.csv`));
    for (const path of paths) writeFileSync(path, 'x');
    await Promise.all(paths.map(path => recent.add(path)));
    await recent.add(paths[5]);
    rmSync(paths[11]);
    expect(await recent.list()).toEqual([5, 10, 9, 8, 7, 6, 4, 3, 2].map(i => paths[i]));
    await recent.clear();
    expect(await recent.list()).toEqual([]);
  });
  it('are written again after a write that failed', async () => {
    const parent = join(folder, 'not-a-folder');
    writeFileSync(parent, 'x');
    const recent = new RecentFiles(join(parent, 'recent.json'));
    const path = join(folder, 'again.csv');
    writeFileSync(path, 'x');
    await expect(recent.add(path)).rejects.toThrow();
    rmSync(parent);
    await recent.add(path);
    expect(await recent.list()).toEqual([path]);
  });
  it.each(['', '{', '{}', '[1, null, {"a": 1}]'])('are none when their file holds %j', async text => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, text);
    expect(await new RecentFiles(file).list()).toEqual([]);
  });
});

describe('the log', () => {
  it('keeps one older file and is for this user only', () => {
    const log = new LogFile(join(folder, 'logs', 'tessera.log'));
    log.write('first');
    writeFileSync(log.path, 'x'.repeat(1_100_000));
    log.write('second');
    expect(readFileSync(log.path, 'utf8')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z second\n$/);
    expect(existsSync(`${log.path}.old`)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(log.path).mode & 0o077).toBe(0);
  });
  it('does not stop the work when it cannot be written', () => {
    const log = new LogFile(join(folder, 'logs2', 'tessera.log'));
    mkdirSync(log.path);
    expect(() => log.write('x')).not.toThrow();
  });
  it('names the place of a defect and not its words', () => {
    const trace = bugTrace(new TypeError('cell "Ms Jane"\nsecond line Jane', { cause: new Error('Jane again') }));
    expect(trace).not.toContain('Jane');
    expect(trace).toMatch(/^TypeError\n\s+at .*files\.test\.ts[\s\S]*caused by Error\n\s+at /);
    expect(bugTrace('Jane')).toBe('string');
  });
});

describe('a folder of a host', () => {
  it('is for this user only; those of hosts that were killed are removed, those of others and running ones stay', () => {
    const parent = join(folder, 'temp');
    mkdirSync(parent);
    const mine = newTempDirectory(parent);
    if (process.platform !== 'win32') expect(statSync(mine).mode & 0o077).toBe(0);
    for (const [name, pid] of [
      ['tessera-host-dead00', String(2 ** 22 + 5)],
      ['tessera-host-odd000', 'x'],
      ['other-host-dead00', String(2 ** 22 + 5)],
    ]) {
      mkdirSync(join(parent, name));
      writeFileSync(join(parent, name, 'owner.pid'), pid);
    }
    mkdirSync(join(parent, 'tessera-host-new000'));
    const next = newTempDirectory(parent);
    expect(readdirSync(parent).sort()).toEqual(
      [mine, next, 'tessera-host-odd000', 'other-host-dead00', 'tessera-host-new000']
        .map(path => basename(path))
        .sort(),
    );
  });
});

describe('memory', () => {
  it('of this process is told within a factor of two', async () => {
    const rss = await readRss(process.pid);
    expect(rss! / process.memoryUsage.rss()).toBeGreaterThan(0.5);
    expect(rss! / process.memoryUsage.rss()).toBeLessThan(2);
    expect(await readRss(2 ** 22 + 5)).toBeNull();
  });
  it('is read from what each system prints', () => {
    expect(rssOfStatus('Name:\tnode\nVmRSS:\t  123456 kB\nThreads: 1\n')).toBe(123456 * 1024);
    expect(rssOfStatus('Name:\tnode\n')).toBeNull();
    expect(rssOfTasklist('"node.exe","4242","Console","1","123,456 K"\r\n')).toBe(123456 * 1024);
    expect(rssOfTasklist('"node.exe","4242","Konsole","1","123.456 K"\r\n')).toBe(123456 * 1024);
    expect(rssOfTasklist('"node.exe","4242","Console","1","1 234 567 Ko"\r\n')).toBe(1234567 * 1024);
    expect(rssOfTasklist('INFO: No tasks are running which match the specified criteria.\r\n')).toBeNull();
  });
  it('has a limit that leaves room on every machine', () => {
    expect(defaultLimits().rssBytes).toBeGreaterThanOrEqual(1.5 * 2 ** 30);
  });
});
