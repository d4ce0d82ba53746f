import { describe, expect, it } from 'vitest';
import { csvLine, neutraliseFormula } from '#engine/reports/customers/csvText';

describe('neutraliseFormula', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\tplain',
    ' =1+1',
    '\u00a0=1',
    '\ufeff=1',
    '\u200b@A1',
    '\uff1d1',
    '\uff0b1',
    '\uff0d1',
    '\uff20A1',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.com")',
  ])('puts an apostrophe before %j', text => {
    expect(neutraliseFormula(text)).toBe(`'${text}`);
  });

  it.each(['', 'Ali', '1+1', 'a=b', "'=1", '(–)', 'e@mail.example', '−5', '#N/A', '%'])('leaves %j', text => {
    expect(neutraliseFormula(text)).toBe(text);
  });
});

describe('csvLine', () => {
  it('quotes what needs it and doubles quotes', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', ' h', 'i;j'])).toBe('a,"b,c","d""e","f\ng"," h","i;j"\r\n');
    expect(csvLine(['=A1,B1'])).toBe(`"'=A1,B1"\r\n`);
  });

  it('writes numbers as they are, negative ones too, and what is missing as nothing', () => {
    expect(csvLine([-5, 0.1, 1e21, Number.NaN, null, true, false])).toBe('-5,0.1,1e+21,,,TRUE,FALSE\r\n');
  });
});

it('a text that is written as it is says the same to a reader as a quoted one', () => {
  const marks = [
    'a',
    'Z',
    '0',
    ' ',
    '-',
    '.',
    ',',
    ';',
    '"',
    '=',
    '@',
    '\t',
    '\n',
    '(',
    ')',
    '&',
    '/',
    ':',
    'é',
    '\u00a0',
  ];
  for (let i = 0; i < marks.length ** 3; i++) {
    const text = [i, i / marks.length, i / marks.length ** 2].map(n => marks[Math.floor(n) % marks.length]).join('');
    const safe = neutraliseFormula(text);
    const quoted = `"${safe.replaceAll('"', '""')}"`;
    const mustQuote = /[",;\t\r\n]|^\s|\s$/.test(safe);
    expect(csvLine([text])).toBe(`${mustQuote ? quoted : safe}\r\n`);
  }
});
