import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realDisk, replaceFile, type Disk } from '#engine/files/replaceFile';
import { openProject, saveProject } from '#engine/store/projectFile';
import { stream } from '#engine/random';
import { AppError } from '#shared/errors';
import { someProject } from '../support/someProject.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-faults-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    error => (error instanceof AppError ? error.code : `not for people: ${String(error)}`),
  );
}
async function leftovers(where: string): Promise<string[]> {
  return (await readdir(where)).filter(name => name.includes('.tmp'));
}
function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

describe('killed while saving', () => {
  let program = '';
  beforeAll(async () => {
    // Beside the sources, so that the packages are found.
    program = join(import.meta.dirname, '..', '..', 'dist', `kill-${process.pid}.mjs`);
    await mkdir(dirname(program), { recursive: true });
    const bundle = await rolldown({
      input: join(import.meta.dirname, 'savingProcess.ts'),
      platform: 'node',
      external: id => !/^[.#/]/.test(id) && !/^[A-Za-z]:/.test(id),
    });
    await bundle.write({ file: program, format: 'esm' });
    await bundle.close();
  });
  afterAll(() => rm(program, { force: true }));

  /** Resolves with the version that the child says is now on the disk. */
  async function nextVersion(child: ChildProcess): Promise<number> {
    const [data] = (await once(child.stdout!, 'data')) as [Buffer];
    return Number(data.toString().trim().split('\n').at(-1));
  }

  test('10 times at a random moment: the old or the new project opens, whole', { timeout: 120_000 }, async () => {
    const path = join(folder, 'killed.tessera');
    const random = stream(2024, 'faults.kill');
    let started = 0;
    let atLeast = 0;
    const seen = new Set<string>();
    for (let round = 0; round < 10; round++) {
      const child = spawn(process.execPath, [program, path, String(started)], { stdio: ['ignore', 'pipe', 'inherit'] });
      atLeast = await nextVersion(child);
      await new Promise(resolve => setTimeout(resolve, random.uniform() * 250));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const project = await openProject(path);
      const version = Number(project.appVersion);
      expect(version).toBeGreaterThanOrEqual(atLeast);
      // The child fills the table with its version: a torn file would mix two.
      const { values } = project.raw.table.columns[0];
      expect(values.every(value => value === version)).toBe(true);
      expect(values).toHaveLength(60_000);
      started = version + 1000;
      seen.add((await leftovers(folder)).length > 0 ? 'during a save' : 'between saves');
    }
    expect(seen.has('during a save')).toBe(true);
    await saveProject(path, someProject());
    expect((await openProject(path)).appVersion).toBe('0.1.0');
  });
});

describe('a disk that fails', () => {
  const steps = ['sync', 'rename', 'remove'] as const;
  const codes: [string, string][] = [
    ['ENOSPC', 'file.diskFull'],
    ['EIO', 'file.notWritable'],
    ['EROFS', 'file.notWritable'],
    ['EBUSY', 'file.locked'],
  ];
  /** Fails the k-th call with a code, and every one like it after that when it is asked to persist. */
  function failingDisk(k: number, code: string, persists: boolean): { disk: Disk; calls: () => number } {
    let calls = 0;
    const guarded =
      <A extends unknown[]>(name: (typeof steps)[number], work: (...args: A) => Promise<void>) =>
      async (...args: A) => {
        const call = calls++;
        if (name !== 'remove' && (call === k || (persists && call > k))) throw systemError(code);
        await work(...args);
      };
    return {
      calls: () => calls,
      disk: {
        sync: guarded('sync', realDisk.sync),
        rename: guarded('rename', realDisk.rename),
        remove: guarded('remove', realDisk.remove),
        wait: () => Promise.resolve(),
      },
    };
  }

  test.each(codes)('%s at every step, once and for good: %s, and the old project is whole', async (code, expected) => {
    const own = await mkdtemp(join(folder, 'failing-'));
    const path = join(own, 'a.tessera');
    await saveProject(path, someProject());
    const failures: string[] = [];
    for (const persists of [true, false]) {
      for (let k = 0; k < 12; k++) {
        const { disk, calls } = failingDisk(k, code, persists);
        const got = await codeOf(saveProject(path, someProject({ appVersion: `${k}` }), undefined, disk));
        if (k >= calls()) break;
        failures.push(got);
        const { appVersion } = await openProject(path);
        if (got === 'none') expect(appVersion).toBe(`${k}`);
        expect(await leftovers(own)).toEqual([]);
      }
    }
    // A rename that fails once because another program holds the file is tried again; everything else is said.
    const expectedFailures = new Set(code === 'EBUSY' ? [expected, 'none'] : [expected]);
    expect(new Set(failures)).toEqual(expectedFailures);
    expect(failures.length).toBeGreaterThanOrEqual(6);
  });

  test.each(['EPERM', 'EACCES', 'EBUSY', 'ETXTBSY'])(
    'a target held open for a moment (%s) is waited for',
    async code => {
      const path = join(folder, `held-${code}.txt`);
      await writeFile(path, 'old');
      const waits: number[] = [];
      const disk: Disk = {
        ...realDisk,
        rename: async (from, to) => {
          if (waits.length < 4) throw systemError(code);
          await realDisk.rename(from, to);
        },
        wait: async ms => void waits.push(ms),
      };
      await replaceFile(path, temporary => writeFile(temporary, 'new'), disk);
      expect(await readFile(path, 'utf8')).toBe('new');
      expect(waits).toEqual([10, 20, 40, 80]);
    },
  );

  test('a target that stays held is said to be locked, and nothing is lost', async () => {
    const path = join(folder, 'stays.txt');
    await writeFile(path, 'old');
    const disk: Disk = {
      ...realDisk,
      rename: () => Promise.reject(systemError('EBUSY')),
      wait: () => Promise.resolve(),
    };
    expect(await codeOf(replaceFile(path, temporary => writeFile(temporary, 'new'), disk))).toBe('file.locked');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect((await leftovers(folder)).filter(name => name.startsWith('.stays'))).toEqual([]);
  });

  test.each(['EPERM', 'EINVAL', 'ENOTSUP'])('a folder that cannot be flushed (%s) does not fail a save', async code => {
    const path = join(folder, `folder-${code}.txt`);
    const disk: Disk = {
      ...realDisk,
      sync: path => (path === folder ? Promise.reject(systemError(code)) : realDisk.sync(path)),
    };
    await replaceFile(path, temporary => writeFile(temporary, 'new'), disk);
    expect(await readFile(path, 'utf8')).toBe('new');
  });
});

describe('a full disk', () => {
  const mountPoint = () => join(folder, 'small');
  let isMounted = false;
  beforeAll(async () => {
    await mkdir(mountPoint(), { recursive: true });
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
    isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', mountPoint()]).status === 0;
  });
  afterAll(() => {
    if (isMounted) spawnSync('umount', [mountPoint()]);
  });

  test('saving a project that does not fit: disk full, the old one whole, room as before', async context => {
    if (!isMounted) return context.skip('a small file system can only be mounted by root on Linux');
    const path = join(mountPoint(), 'a.tessera');
    await saveProject(path, someProject());
    const n = 400_000;
    const random = stream(1, 'faults.full');
    const column = {
      kinds: new Uint8Array(n).fill(1),
      values: Float64Array.from({ length: n }, () => random.uniform()),
    };
    const raw = { ...someProject().raw, table: { nRows: n, columns: [column, column, column], strings: [] } };
    for (let round = 0; round < 3; round++) {
      expect(await codeOf(saveProject(path, someProject({ appVersion: 'large', raw })))).toBe('file.diskFull');
      expect(await readdir(mountPoint())).toEqual(['a.tessera']);
      expect((await openProject(path)).appVersion).toBe('0.1.0');
    }
    await saveProject(path, someProject({ appVersion: 'small again' }));
    expect((await openProject(path)).appVersion).toBe('small again');
  });

  test('a workbook that does not fit: disk full, no part of it left', async context => {
    if (!isMounted) return context.skip('a small file system can only be mounted by root on Linux');
    const { writeXlsx } = await import('#engine/formats/xlsxWriter');
    const random = stream(1, 'faults.workbook');
    function* rows() {
      for (let i = 0; i < 600_000; i++) yield [random.uniform(), random.uniform()];
    }
    const path = join(mountPoint(), 'b.xlsx');
    const columns = [1, 2].map(i => ({ header: `n${i}`, kind: 'number' as const }));
    expect(await codeOf(writeXlsx(path, [{ name: 'n', columns, rows: rows() }]))).toBe('file.diskFull');
    expect((await readdir(mountPoint())).filter(name => name !== 'a.tessera')).toEqual([]);
  });
});

describe('damaged project files', () => {
  let good: Buffer;
  beforeAll(async () => {
    const path = join(folder, 'good.tessera');
    await saveProject(path, someProject());
    good = await readFile(path);
  });
  async function openBytes(bytes: Buffer): Promise<string> {
    const path = join(folder, 'damaged.tessera');
    await writeFile(path, bytes);
    const before = await stat(path);
    const code = await codeOf(openProject(path));
    expect((await stat(path)).mtimeMs).toBe(before.mtimeMs);
    expect((await readdir(folder)).filter(name => name.startsWith('damaged'))).toEqual(['damaged.tessera']);
    return code;
  }

  test('cut off anywhere', { timeout: 60_000 }, async () => {
    const random = stream(3, 'faults.cut');
    const lengths = [1, 8, 11, 12, 100, 4095, 4096, 12_287, 12_288, good.length - 1];
    for (let i = 0; i < 20; i++) lengths.push(random.below(good.length));
    for (const length of lengths)
      expect(`${length} ${await openBytes(good.subarray(0, length))}`).toBe(`${length} project.damaged`);
  });

  test('one byte changed anywhere: damaged, or the same project', { timeout: 60_000 }, async () => {
    const random = stream(4, 'faults.flip');
    const outcomes = new Map<string, number>();
    for (let i = 0; i < 60; i++) {
      const bytes = Buffer.from(good);
      bytes[random.below(bytes.length)] ^= 1 << random.below(8);
      const code = await openBytes(bytes);
      if (code === 'none') expect(await openProject(join(folder, 'damaged.tessera'))).toEqual(someProject());
      outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
    }
    expect([...outcomes.keys()].filter(code => code !== 'none' && code !== 'project.damaged')).toEqual([]);
    expect(outcomes.get('project.damaged')).toBeGreaterThan(20);
  });

  test('noise behind a good header, and noise altogether', { timeout: 60_000 }, async () => {
    const random = stream(5, 'faults.noise');
    for (let i = 0; i < 10; i++) {
      const noise = Buffer.from(Array.from({ length: 50_000 }, () => random.below(256)));
      expect(await openBytes(noise)).toBe('project.damaged');
      good.copy(noise, 0, 0, 12_288);
      expect(await openBytes(noise)).toBe('project.damaged');
    }
  });

  test('a copy that was interrupted beside the original does not harm it', async () => {
    const original = join(folder, 'original.tessera');
    await writeFile(original, good);
    await cp(original, join(folder, '.original.tessera.0123456789ab.tmp'));
    expect(await openProject(original)).toEqual(someProject());
  });
});
