import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { guessCodePage } from '#engine/formats/csv/codePage';
import { readBytes } from './reading.ts';

const WORDS = {
  japanese: '東京都 大阪府 山田太郎 佐藤花子 顧客番号 株式会社三菱 鈴木一郎 ｱﾝﾅ ①号店',
  chinese: '北京市 上海市 客户 张伟 王芳 李娜 账户余额 中国银行 深圳分行',
  taiwanese: '台北市 高雄市 客戶 陳先生 林小姐 帳戶餘額 銀行分行',
  korean: '서울특별시 부산광역시 고객번호 김철수 이영희 계좌잔액 은행지점',
  greek: 'Αθήνα Θεσσαλονίκη Παπαδόπουλος Γεωργίου πελάτης υπόλοιπο τράπεζα λογαριασμός και της',
  french: 'Orléans Hélène Élise Gérard générale théâtre Étienne préfet',
  russian: 'Москва Иванов Петров Казань счёт клиент остаток банк',
  czech: 'Dvořák Plzeň žluťoučký kůň příliš Čapek šťastný účet zůstatek',
};

/** Lines of two of the words; but for one in `every` they are English. */
function lines(words: string, every = 1, n = 300): string {
  const list = words.split(' ');
  const pick = (i: number) => (i % every === 0 ? list[(i * 7 + (i >> 3)) % list.length] : 'the customer of the branch');
  const rows = Array.from({ length: n }, (_none, i) => `${i},${pick(i)},${pick(i + every)},${(i * 37) % 9999}`);
  return ['id,name,city,amount', ...rows, ''].join('\n');
}

/** A stray byte in front of the line in the middle. */
function damaged(bytes: Buffer, byte: number): Buffer {
  const at = bytes.indexOf(0x0a, bytes.length >> 1) + 1;
  return Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)]);
}

describe('one damaged byte takes no page away', () => {
  test.each([
    ['euc-kr', WORDS.korean, 0xff],
    ['big5', WORDS.taiwanese, 0xff],
    ['gb18030', WORDS.chinese, 0xff],
    ['shift_jis', WORDS.japanese, 0xff],
    ['windows-1253', WORDS.greek, 0xd2],
    ['windows-1250', WORDS.czech, 0x81],
  ])('%s', async (page, words, byte) => {
    const whole = iconv.encode(lines(words), page);
    expect(guessCodePage(whole)).toBe(page);
    const raw = await readBytes(damaged(whole, byte), 'table.csv');
    expect(raw.encoding).toBe(page);
    expect(raw.notes).toMatchObject([{ code: 'read.unreadableCharacters', args: { encoding: page } }]);
  });
});

describe('that a page reads every byte does not make it the page', () => {
  test.each([
    ['French of the code page 850 is no Japanese', 'cp850', WORDS.french, 3],
    ['French of the code page 437 is no Japanese', 'cp437', WORDS.french, 3],
    ['a few Russian words of the code page 866 are no Chinese', 'cp866', 'Пётр Банк Нева Рига', 50],
  ])('%s', async (_title, page, words, every) => {
    const raw = await readBytes(iconv.encode(lines(words, every), page), 'table.csv');
    expect(raw.encoding).toBe('windows-1252');
    expect(raw.notes).toMatchObject([{ code: 'read.unreadableCharacters' }]);
  });

  test('Japanese with katakana of half width is no Russian: long it is known, short it is said to be unreadable', async () => {
    const long = await readBytes(iconv.encode(lines(WORDS.japanese), 'shift_jis'), 'table.csv');
    expect([long.encoding, long.notes]).toEqual(['shift_jis', []]);
    const short = await readBytes(iconv.encode(lines(WORDS.japanese, 1, 30), 'shift_jis'), 'table.csv');
    expect(short.encoding).toMatch(/^windows/);
    expect(short.notes).toMatchObject([{ code: 'read.unreadableCharacters' }]);
  });

  test('the letters that the likeliest page lacks show another of the same kind', () => {
    expect(guessCodePage(iconv.encode(lines(WORDS.czech, 10), 'windows-1250'))).toBe('windows-1250');
    expect(guessCodePage(iconv.encode(lines(WORDS.russian), 'windows-1251'))).toBe('windows-1251');
    expect(guessCodePage(iconv.encode(lines(WORDS.russian), 'koi8-r'))).toBe('koi8-r');
  });
});
