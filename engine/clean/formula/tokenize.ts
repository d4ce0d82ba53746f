import { FormulaFault } from './Node.ts';

export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'column' | 'sign' | 'end';
  /** The sign, the name in small letters where it is a word of the language, or the text itself. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const SIGN = /<=|>=|<>|!=|==|[-+*/^%=<>(),]/y;
const SPACE = /\s+/y;

/**
 * Cuts a formula into words, numbers, texts and signs.
 * @throws FormulaFault at what is none of these, and at a text or column name that is not closed
 */
export function tokenize(formula: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < formula.length) {
    const space = match(SPACE, formula, at);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const token = tokenAt(formula, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', at: formula.length, end: formula.length });
  return tokens;
}

function tokenAt(formula: string, at: number): Token {
  const first = formula[at];
  if (first === '"' || first === "'") return quoted(formula, at, first);
  if (first === '[') return bracketed(formula, at);
  for (const [kind, pattern] of [
    ['number', NUMBER],
    ['name', NAME],
    ['sign', SIGN],
  ] as const) {
    const text = match(pattern, formula, at);
    if (text !== null) return { kind, text, at, end: at + text.length };
  }
  const character = String.fromCodePoint(formula.codePointAt(at)!);
  throw new FormulaFault(at, 'a number, a text in quotes, a column, a function or a sign', `"${character}"`);
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** A quote inside a text is written twice. */
function quoted(formula: string, at: number, quote: string): Token {
  let text = '';
  for (let i = at + 1; i < formula.length; i++) {
    if (formula[i] !== quote) text += formula[i];
    else if (formula[i + 1] === quote) text += formula[++i];
    else return { kind: 'text', text, at, end: i + 1 };
  }
  throw new FormulaFault(formula.length, `${quote} to close the text that opens at character ${at + 1}`, 'the end');
}

/** A closing bracket in a column name is written twice. */
function bracketed(formula: string, at: number): Token {
  let text = '';
  for (let i = at + 1; i < formula.length; i++) {
    if (formula[i] !== ']') text += formula[i];
    else if (formula[i + 1] === ']') text += formula[++i];
    else return { kind: 'column', text: text.trim(), at, end: i + 1 };
  }
  throw new FormulaFault(formula.length, `] to close the column name that opens at character ${at + 1}`, 'the end');
}
