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
