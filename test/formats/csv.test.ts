import { describe, expect, test } from 'vitest';
import { stream } from '#engine/random';
import { cells, readBytes, readError, type Cell } from './reading.ts';

async function rowsOf(text: string | Uint8Array, name = 'table.csv'): Promise<Cell[][]> {
  return cells(await readBytes(text, name));
}

describe('separators and quotes', () => {
  test.each([
    ['comma', ',', ','],
    ['semicolon', ';', ';'],
    ['tab', '\t', '\t'],
    ['pipe', '|', '|'],
    ['spaces', '   ', 'spaces'],
  ])('%s', async (_title, separator, shown) => {
    const raw = await readBytes(
      [
        ['a', 'b', 'c'],
        ['1', '2', 'x'],
        ['3', '4', 'y'],
      ]
        .map(row => row.join(separator))
        .join('\n'),
      'table.txt',
    );
    expect(raw.separator).toBe(shown);
    expect(cells(raw)).toEqual([
      ['a', 'b', 'c'],
      [1, 2, 'x'],
      [3, 4, 'y'],
    ]);
  });

  test('separators, quotes and line ends inside quotes', async () => {
    expect(await rowsOf('a,b\n"x, y","say ""hi"""\n"two\nlines",2\n')).toEqual([
      ['a', 'b'],
      ['x, y', 'say "hi"'],
      ['two\nlines', 2],
    ]);
  });

  test('single quotes, and quotes behind a backslash', async () => {
    expect(await rowsOf("a,b\n'x, y','1'\n'z','2'\n")).toEqual([
      ['a', 'b'],
      ['x, y', 1],
      ['z', 2],
    ]);
    expect(await rowsOf('a,b\n"say \\"hi\\" now",1\n"z",2\n')).toEqual([
      ['a', 'b'],
      ['say "hi" now', 1],
      ['z', 2],
    ]);
  });

  test('a stray quote folds nothing', async () => {
    const lines = Array.from({ length: 3000 }, (_unused, i) => `${i},"ok",x`);
    lines[10] = '10,"never closed,x';
    lines[20] = '20,a 5" pipe,x';
    const rows = await rowsOf(`id,note,more\n${lines.join('\n')}\n`);
    expect(rows).toHaveLength(3001);
    expect(rows[11]).toEqual([10, '"never closed', 'x']);
    expect(rows[21]).toEqual([20, 'a 5" pipe', 'x']);
    expect(rows[3000]).toEqual([2999, 'ok', 'x']);
  });

  test('text after a closing quote belongs to the cell', async () => {
    expect(await rowsOf('a,b\n"x"y,1\nz,2\n')).toEqual([
      ['a', 'b'],
      ['"x"y', 1],
      ['z', 2],
    ]);
  });

  test('the separator that Excel is told in the first line', async () => {
    expect(await rowsOf('sep=;\na;b\n1,5;2\n')).toEqual([
      [null, null],
      ['a', 'b'],
      [1.5, 2],
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('line ends %j, and none at the end', async lineEnd => {
    expect(await rowsOf(['a,b', '1,2', '3,4'].join(lineEnd))).toEqual([
      ['a', 'b'],
      [1, 2],
      [3, 4],
    ]);
  });

  test('mixed line ends', async () => {
    expect(await rowsOf('a,b\r\n1,2\n3,4\r5,6')).toEqual([
      ['a', 'b'],
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  test('a file of one column', async () => {
    expect(await rowsOf('name\nx y\n\nz\n')).toEqual([['name'], ['x y'], [null], ['z']]);
  });

  test('wildcards in the name of the file are part of the name', async () => {
    expect(await rowsOf('a,b\n1,2\n', 'data[1]*.csv')).toEqual([
      ['a', 'b'],
      [1, 2],
    ]);
  });
});

describe('records that do not fit', () => {
  test('rows keep their place; ragged ones are listed, never folded', async () => {
    const raw = await readBytes('a,b,c\n1,2,3\n4,5\n\n6,7,8,9\n10,11,12\n', 'table.csv');
    expect(cells(raw)).toEqual([
      ['a', 'b', 'c'],
      [1, 2, 3],
      [null, null, null],
      [null, null, null],
      [null, null, null],
      [10, 11, 12],
    ]);
    expect(raw.rejected).toEqual([
      { row: 3, column: null, text: '4,5', reason: 'raggedRow' },
      { row: 5, column: null, text: '6,7,8,9', reason: 'raggedRow' },
    ]);
  });

  test('nothing is lost: records = rows with values + empty + rejected', async () => {
    const lines = Array.from({ length: 5000 }, (_unused, i) => {
      if (i % 97 === 5) return '';
      return i % 89 === 7 ? `${i},too,many,cells` : `${i},"n, ${i}",x`;
    });
    const raw = await readBytes(`${lines.join('\r\n')}\r\n`, 'table.csv');
    const filled = cells(raw).filter(row => row.some(cell => cell !== null)).length;
    const blank = lines.filter(line => line === '').length;
    expect(raw.rejected).toHaveLength(lines.filter(line => line.includes('too')).length);
    expect(filled + raw.rejected.length + blank).toBe(lines.length);
    expect(cells(raw)[4999]).toEqual([4999, 'n, 4999', 'x']);
  });

  test('prose above the table is kept, empty cells too many at the end are not', async () => {
    const raw = await readBytes('Report of March\n\na,b,c\n1,2,3,,\n4,5,6\n7,8,9\n', 'table.csv');
    expect(cells(raw)).toEqual([
      ['Report of March', null, null],
      [null, null, null],
      ['a', 'b', 'c'],
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    expect(raw.rejected).toEqual([]);
  });

  test('blank lines at the end are dropped and counted', async () => {
    const raw = await readBytes('a,b\n1,2\n\n\n,\n', 'table.csv');
    expect(cells(raw)).toHaveLength(2);
    expect(raw.emptyRowsDropped).toBe(3);
  });
});

describe('numbers', () => {
  test.each<[string, Cell]>([
    ['0', 0],
    ['-12.50', -12.5],
    [' 7 ', 7],
    ['.5', 0.5],
    ['1.5e-05', 1.5e-5],
    ['123456789012345', 123_456_789_012_345],
    ['0.30000000000000004', 0.30000000000000004],
    ['00123', '00123'],
    ['12345678901234567', '12345678901234567'],
    ['12E3', '12E3'],
    ['+5', '+5'],
    ['1,234.50', '1,234.50'],
    ['1_000', '1_000'],
    ['0x10', '0x10'],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['1e400', '1e400'],
    ['5.', '5.'],
    ['--5', '--5'],
    ['2024-01-01', '2024-01-01'],
  ])('%j', async (text, cell) => {
    expect((await rowsOf(`a;b\n"${text}";x\n`))[1][0]).toEqual(cell);
  });

  test('every number is the double that Number() makes of its text', async () => {
    const random = stream(2026, 'numbers as text');
    const texts = Array.from({ length: 20_000 }, (_unused, i) => {
      const value = (random.uniform() - 0.5) * 10 ** (i % 19);
      return i % 3 === 0 ? value.toFixed(i % 9) : i % 3 === 1 ? value.toPrecision(15) : String(value);
    });
    const rows = await rowsOf(`number;text\n${texts.map(text => `${text};x`).join('\n')}\n`);
    const wrong = texts.filter((text, i) => {
      const cell = rows[i + 1][0];
      return typeof cell === 'number' ? !Object.is(cell, Number(text)) : cell !== text;
    });
    expect(wrong).toEqual([]);
    expect(rows.filter(row => typeof row[0] === 'number').length).toBeGreaterThan(17_000);
  });

  test('a column with decimal commas, thousands points and all', async () => {
    const raw = await readBytes('name;income\nx;1.234,50\ny;1.234\nz;-12,5\nw;7\nv;n/a\n', 'table.csv');
    expect(cells(raw).map(row => row[1])).toEqual(['income', 1234.5, 1234, -12.5, 7, 'n/a']);
    expect(raw.notes).toEqual([{ code: 'read.decimalComma', args: { column: 'income', n: 2 } }]);
  });

  test('what could be thousands as well stays text', async () => {
    const raw = await readBytes('name;income\nx;1,234\ny;5,678\n', 'table.csv');
    expect(cells(raw).map(row => row[1])).toEqual(['income', '1,234', '5,678']);
    expect(raw.notes).toEqual([]);
  });
});

describe('encodings', () => {
  const text = 'name,city\nJosé,Łódź\nZoë,Besançon\n';
  const expected = [
    ['name', 'city'],
    ['José', 'Łódź'],
    ['Zoë', 'Besançon'],
  ];
  const western =
    'name;town\nMüller;Besançon\nJosé;São Paulo\nZoë;Malmö\nFrançois;Orléans\nIñigo;Córdoba\nPrice in €;“quoted”\n';

  test('UTF-8, with and without a mark', async () => {
    expect(await rowsOf(text)).toEqual(expected);
    expect(await rowsOf(`\ufeff${text}`)).toEqual(expected);
    expect(await rowsOf(`\ufeff"name",city\nx,\n`)).toEqual([
      ['name', 'city'],
      ['x', null],
    ]);
  });

  test('UTF-16, both ways round, with and without a mark', async () => {
    for (const mark of ['\ufeff', '']) {
      const little = Buffer.from(mark + text, 'utf16le');
      expect(await rowsOf(little)).toEqual(expected);
      expect(await rowsOf(Buffer.from(little).swap16())).toEqual(expected);
    }
    expect((await readBytes(Buffer.from(`\ufeff${text}`, 'utf16le'), 'table.csv')).encoding).toBe('UTF-16LE');
  });

  test('windows-1252, with the characters that Latin-1 does not have', async () => {
    const bytes = Buffer.from(western.replace('€', '\x80').replace('“', '\x93').replace('”', '\x94'), 'latin1');
    const raw = await readBytes(bytes, 'table.csv');
    expect(raw.encoding).toBe('windows-1252');
    expect(cells(raw).at(-1)).toEqual(['Price in €', '“quoted”']);
    expect(cells(raw)[1]).toEqual(['Müller', 'Besançon']);
  });

  test('windows-1252 where a page that lacks some of the characters looks likelier', async () => {
    // Ž is 0x8e, which windows-1254 does not have; ö, ü, ß and ä are the same in both.
    const names = ['M\xfcller', 'Gr\xf6\xdfe', '\xd6zdemir', '\x8eukov', 'B\xe4r'];
    const lines = Array.from({ length: 500 }, (_none, i) => `${i};${names[i % 5]};Am B\xe4renweg ${i};Stra\xdfe`);
    const raw = await readBytes(Buffer.from(['Nr;Name;Weg;Art', ...lines].join('\n'), 'latin1'), 'table.csv');
    expect(raw.encoding).toBe('windows-1252');
    expect(raw.notes).toEqual([]);
    expect(cells(raw)[4][1]).toBe('Žukov');
  });

  test.each([
    ['£', '£5', '\xa35'],
    ['€', '5,25 €', '5,25 \x80'],
  ])('windows-1252 where nothing but a few %s is not ASCII', async (_sign, fee, latin) => {
    const text = (shown: string) =>
      `"Name";"Kind";"Old";"Fee"\n${Array.from({ length: 9 }, (_none, i) => `"K${i}x";"X";"true";"${shown}"\n`).join('')}`;
    const raw = await readBytes(Buffer.from(text(latin), 'latin1'), 'table.csv');
    expect(raw.encoding).toBe('windows-1252');
    expect(cells(raw)).toEqual(cells(await readBytes(text(fee), 'table.csv')));
  });

  test('one wrong byte deep inside the file', async () => {
    const lines = Array.from({ length: 60_000 }, (_unused, i) => `${i},plain`).join('\n');
    const bytes = Buffer.concat([Buffer.from(`id,name\n${lines}\n`), Buffer.from('60000,caf\xe9\n', 'latin1')]);
    const raw = await readBytes(bytes, 'table.csv');
    expect(raw.encoding).toBe('windows-1252');
    expect(cells(raw).at(-1)).toEqual([60_000, 'café']);
  });

  test('a character cut between two pieces of the file', async () => {
    // 1 MiB pieces; the two-byte é stands across the first boundary.
    const filler = `${'x'.repeat(63)}\n`.repeat(16_384).slice(0, 2 ** 20 - 1);
    const rows = await rowsOf(`${filler}é\nlast\n`);
    expect(rows.flat().some(cell => typeof cell === 'string' && cell.endsWith('é'))).toBe(true);
  });

  test.each<[string, Uint8Array, string]>([
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 97, 0, 0, 0]), 'file.encoding'],
    ['zero bytes in text', Buffer.from(`a,b\n${'1,2\n'.repeat(30_000)}\0\n`), 'csv.unreadable'],
  ])('%s', async (_title, bytes, code) => {
    expect((await readError(bytes, 'table.csv')).code).toBe(code);
  });
});

describe('limits', () => {
  test('a line of many megabytes is refused at once', async () => {
    const started = performance.now();
    expect(await readError(`a,b\n${'x'.repeat(20 * 2 ** 20)}\n`, 'table.csv')).toMatchObject({
      code: 'csv.unreadable',
      args: { reason: 'line 2 is longer than 2 MB' },
    });
    expect(performance.now() - started).toBeLessThan(25_000);
  });

  test('too many columns are refused at once', async () => {
    expect(await readError('x,'.repeat(50_000), 'table.csv')).toMatchObject({
      code: 'csv.unreadable',
      args: { reason: 'line 1 has more than 16,384 cells' },
    });
  });

  test('a wide table is read', async () => {
    const header = Array.from({ length: 3000 }, (_unused, i) => `c${i}`).join(',');
    const raw = await readBytes(
      `${header}\n${Array.from({ length: 3000 }, (_unused, i) => i).join(',')}\n`,
      'table.csv',
    );
    expect(raw.table.columns).toHaveLength(3000);
    expect(cells(raw)[1][2999]).toBe(2999);
  });

  test('many rows in the order of the file', async () => {
    const lines = Array.from({ length: 200_000 }, (_unused, i) => `${i},name ${i % 7}`);
    const raw = await readBytes(`id,name\r\n${lines.join('\r\n')}\r\n`, 'table.csv');
    expect(raw.table.nRows).toBe(200_001);
    expect(raw.table.columns[0].values.every((value, row) => row === 0 || value === row - 1)).toBe(true);
    expect(raw.table.strings).toHaveLength(9);
  });
});
