import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Digest } from '../formats/cellDigest.ts';
import { bundleForNode } from '../process/support/bundleForNode.ts';
import { FileOpener, type Outcome } from './FileOpener.ts';

const SUITES = fileURLToPath(new URL('../../../shared/data/suites/', import.meta.url));
const hasData = existsSync(SUITES);
if (!hasData) console.log('The collections of difficult files (../shared/data/suites) are not here: no scorecard.');

const LIMITS = { timeMs: 30_000, memoryBytes: 1.5 * 2 ** 30 };
const OPENERS = 2;

type Verdict = 'right' | 'read' | 'clear error' | 'wrong' | 'crashed' | 'hung';

/** What these may end in; every other file of the collections is read. */
const REFUSED: readonly [RegExp, string][] = [
  [/(pass_protected\.(xlsx|xlsb|ods)|issue_385\.xls|encrypted_no_password\.xls)$/, 'file.encrypted'],
  // Its cells lie far outside a sheet; calamine refuses it too.
  [/issue_594_dos\.ods$/, 'xlsx.limit'],
  [/xfd1048576\.xlsx$/, 'xlsx.limit'],
  [/(issue252|missing-bits)\.xlsx$/, 'xlsx.damaged'],
  // The file was cut off: its chain of sectors goes on behind its end.
  [/OOM_alloc3\.xls$/, 'xlsx.damaged'],
  [/raw\.csv$/, 'file.wrongFormat'],
];

function goldenSheets(name: string): Record<string, Record<string, Digest>> {
  const text = readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { files: Record<string, Record<string, Digest>> }).files;
}
const EXPECTED = { ...goldenSheets('xlsxCells'), ...goldenSheets('otherWorkbooks') };

function filesOfSuites(): string[] {
  if (!hasData) return [];
  return readdirSync(SUITES, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(SUITES.length))
    .sort();
}

/** Where an independent reader differs, test/formats/xlsxGolden.test.ts says why; those files count as read. */
const DIFFERENT =
  /(encoded_entities|has_x000D_|has_x000D_inline|whitespace_trim|test-issue-877|Ekaterinburg_IP_9|new_line_errors)\.xlsx$/;

function judge(file: string, outcome: Outcome): Verdict {
  if (outcome.is === 'crashed' || outcome.is === 'hung') return outcome.is;
  if (outcome.is === 'broken') return 'crashed';
  const code = REFUSED.find(([pattern]) => pattern.test(file))?.[1];
  if (outcome.is === 'refused') {
    const isClear = !/undefined|\[object|NaN/.test(outcome.sentence);
    return outcome.code === code && isClear ? 'clear error' : 'wrong';
  }
  if (code !== undefined) return 'wrong';
  const expected = expectedDigest(file, outcome);
  if (expected === null) return 'read';
  return JSON.stringify(expected) === JSON.stringify(outcome.digest) ? 'right' : 'wrong';
}

/** null where there is nothing to compare with; calamine hands out errors as empty cells. */
function expectedDigest(file: string, { sheet, digest }: Extract<Outcome, { is: 'read' }>): Digest | null {
  if (digest === null || DIFFERENT.test(file)) return null;
  if (/\.(xlsb|ods)$/.test(file) && 'e' in digest.kinds) return null;
  return EXPECTED[`suites/${file}`]?.[sheet ?? ''] ?? null;
}

describe.skipIf(!hasData)('every file of the collections, in a process with limits', () => {
  let program = '';
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tessera-scorecard-'));
    program = await bundleForNode(fileURLToPath(new URL('./openFiles.ts', import.meta.url)), folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is read or refused with a clear sentence', { timeout: 300_000 }, async () => {
    const files = filesOfSuites();
    const verdicts = new Map<string, { verdict: Verdict; outcome: Outcome }>();
    const waiting = [...files];
    const openers = Array.from({ length: OPENERS }, () => new FileOpener(program, LIMITS));
    await Promise.all(
      openers.map(async opener => {
        for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
          const outcome = await opener.open({ path: join(SUITES, file), name: basename(file) });
          verdicts.set(file, { verdict: judge(file, outcome), outcome });
        }
        opener.close();
      }),
    );
    const counts: Record<Verdict, number> = { right: 0, read: 0, 'clear error': 0, wrong: 0, crashed: 0, hung: 0 };
    for (const { verdict } of verdicts.values()) counts[verdict]++;
    const card = Object.entries(counts).map(([verdict, n]) => `${n} ${verdict}`);
    console.log(`Scorecard of ${files.length} files: ${card.join(', ')} ("read": nothing to compare it with).`);
    const bad = [...verdicts].filter(([, { verdict }]) => ['wrong', 'crashed', 'hung'].includes(verdict));
    expect(bad).toEqual([]);
    expect(files.length).toBeGreaterThan(350);
    expect(counts.right).toBeGreaterThan(200);
  });
});
