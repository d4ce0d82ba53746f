import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { AS_FOUND } from '#shared/reading';
import { defaultRecipe } from '#shared/recipe';
import type { RawRead } from '#engine/formats/defineFormat';
import { readSource } from '#engine/formats/readSource';
import type { Imported } from '#engine/import/Imported';
import { importRaw } from '#engine/import/importRaw';
import type { Column } from '#engine/table/Column';
import type { Pool } from '#engine/workers/Pool';
import { dirtyRows } from '../support/dirtyRows.ts';
import { rawRead, type CellGiven } from '../support/rawTable.ts';
import { renumberedStrings } from '../support/renumberedStrings.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

const SAMPLE = fileURLToPath(new URL('../../assets/samples/RiskSummary.xlsx', import.meta.url));

async function imported(raw: RawRead, pool?: Pool): Promise<object> {
  return plain(await importRaw(raw, defaultRecipe(), testRun({ pool }), 'book.xlsx'));
}

/** Everything in it; long arrays as bytes, which are quicker to compare than numbers. */
function plain({ table, sourceRows, ...rest }: Imported): object {
  return { ...rest, sourceRows: bytesOf(sourceRows), columns: table.columns.map(plainColumn) };
}

function plainColumn(column: Column): object {
  return Object.fromEntries(
    Object.entries(column).map(([key, value]: [string, unknown]) => [
      key,
      ArrayBuffer.isView(value) ? bytesOf(value) : value,
    ]),
  );
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(new Uint8Array(buffer, byteOffset, byteLength)).toString('base64');
}

describe('the import does not depend on how the texts of a table are numbered', () => {
  async function expectSame(raw: RawRead): Promise<void> {
    const expected = await imported(raw);
    for (const seed of [1, 2, 3]) expect(await imported(renumberedStrings(raw, seed))).toEqual(expected);
  }

  test('the sample', async () => {
    const { raw } = await readSource(SAMPLE, 'RiskSummary.xlsx', AS_FOUND, testRun());
    await expectSame(raw);
  });

  test.each([7, 60, 1_500])('%i dirty rows', async nRows => {
    await expectSame(rawRead(dirtyRows(nRows, 11)));
    await expectSame(rawRead(dirtyRows(nRows, 12), { format: 'csv', separator: ',' }));
  });

  test('levels with as many rows each, in spellings that differ in case and spaces', async () => {
    const spellings = ['b', 'A', 'B ', 'a', ' c', 'C', 'd  e', 'D e', 'NULL', 'null'];
    const rows: CellGiven[][] = [['CustomerID', 'Grade', 'Subscribed Account Type']];
    for (let i = 0; i < 40; i++) rows.push([i + 1, spellings[i % 10], `${spellings[(i * 3) % 8]};${spellings[i % 8]}`]);
    await expectSame(rawRead(rows));
  });
});

describe('the import does not depend on the threads', () => {
  const pools: Pool[] = [];
  beforeAll(async () => {
    for (const threads of [1, 3]) pools.push(await sharedPool(threads));
  });

  /** As a reader gives it that lets other threads see its cells. */
  function shared(raw: RawRead): RawRead {
    const columns = raw.table.columns.map(({ kinds, values }) => {
      const column = {
        kinds: new Uint8Array(new SharedArrayBuffer(kinds.byteLength)),
        values: new Float64Array(new SharedArrayBuffer(values.byteLength)),
      };
      column.kinds.set(kinds);
      column.values.set(values);
      return column;
    });
    return { ...raw, table: { ...raw.table, columns } };
  }

  /** One thread with a copy of the cells, several with the cells where they are. */
  async function expectSame(rows: readonly (readonly CellGiven[])[]): Promise<void> {
    const raw = rawRead(rows);
    const expected = await imported(raw);
    expect(await imported(raw, pools[0])).toEqual(expected);
    expect(await imported(shared(raw), pools[1])).toEqual(expected);
  }

  test('nor on whether they see the cells where they are, or a copy', async () => {
    await expectSame(dirtyRows(62_000, 13));
  }, 120_000);

  test('and without gaps between the rows', async () => {
    const rows: CellGiven[][] = [['CustomerID', 'Turnover', 'Grade', 'Since date', 'Is PEP']];
    for (let i = 0; i < 110_000; i++)
      rows.push([
        (i * 7_919) % 110_017,
        (i % 977) / 8,
        `g${i % 5}`,
        `20${10 + (i % 9)}-01-0${1 + (i % 9)}`,
        i % 3 === 0,
      ]);
    await expectSame(rows);
  }, 120_000);
});
