import { FormulaFault, type FormulaNode } from './Node.ts';
import { tokenize, type Token } from './tokenize.ts';

/** So deep may brackets and functions stand in one another. */
const DEEPEST = 100;
export const LONGEST_FORMULA = 2000;

/** How tightly a sign binds what stands on both sides; powers bind from the right. */
const BINDING: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', 2],
  ['in', 4],
  ...['=', '==', '<>', '!=', '<', '<=', '>', '>='].map(sign => [sign, 4] as const),
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['%', 6],
  ['^', 8],
]);
const NOT_BINDS = 3;
const SIGN_BINDS = 7;
const SAME_SIGN: Readonly<Record<string, string>> = { '==': '=', '!=': '<>' };

/**
 * Reads a formula by operator precedence; an equals sign in front is set aside.
 * Source: Pratt (1973), doi:10.1145/512927.512931.
 * @throws FormulaFault with the place, what was expected there, and what stands there
 */
export function parseFormula(formula: string): FormulaNode {
  if (formula.trim() === '') throw new FormulaFault(0, 'a formula such as [Balance] / [Limit]', 'nothing');
  const [first, ...others] = tokenize(formula);
  const reader = new Reader(isSheetStart(first) ? others : [first, ...others]);
  const node = reader.expression(0, 0);
  const rest = reader.next();
  if (rest.kind !== 'end') throw new FormulaFault(rest.at, 'a sign such as + or the end of the formula', words(rest));
  return node;
}

/** "=Balance / Limit", as a formula begins in a spreadsheet. */
function isSheetStart({ kind, text }: Token): boolean {
  return kind === 'sign' && text === '=';
}

class Reader {
  private position = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  next(): Token {
    return this.tokens[Math.min(this.position++, this.tokens.length - 1)];
  }

  private peek(): Token {
    return this.tokens[this.position];
  }

  expression(least: number, depth: number): FormulaNode {
    if (depth > DEEPEST) throw new FormulaFault(this.peek().at, `at most ${DEEPEST} brackets in one another`, 'more');
    let left = this.operand(depth);
    for (;;) {
      const sign = signOf(this.peek());
      const binds = sign === null ? undefined : BINDING.get(sign);
      if (sign === null || binds === undefined || binds <= least) return left;
      this.position++;
      if (sign === 'in') left = this.list(left, depth);
      else {
        const right = this.expression(sign === '^' ? binds - 1 : binds, depth + 1);
        const name = SAME_SIGN[sign] ?? sign;
        left = { kind: 'call', name, args: [left, right], at: left.at, end: right.end };
      }
    }
  }

  private operand(depth: number): FormulaNode {
    const token = this.next();
    const { at, end, text } = token;
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', type: 'number', value: Number(text), at, end };
      case 'text':
        return { kind: 'literal', type: 'text', value: text, at, end };
      case 'column':
        return { kind: 'column', name: text, at, end };
      case 'name':
        return this.named(token, depth);
      case 'sign':
        if (text === '(') return this.bracketed(depth);
        if (text === '-' || text === '+') {
          const operand = this.expression(SIGN_BINDS, depth + 1);
          return { kind: 'call', name: `unary${text}`, args: [operand], at, end: operand.end };
        }
    }
    throw new FormulaFault(at, 'a number, a text in quotes, a column, a function or an opening bracket', words(token));
  }

  private named(token: Token, depth: number): FormulaNode {
    const { at, end, text } = token;
    const word = text.toLowerCase();
    if (this.peek().text === '(' && this.peek().kind === 'sign' && word !== 'not') {
      this.position++;
      const { args, end: closed } = this.args(depth);
      return { kind: 'call', name: text, args, at, end: closed };
    }
    if (word === 'true' || word === 'false')
      return { kind: 'literal', type: 'boolean', value: word === 'true', at, end };
    if (word === 'missing') return { kind: 'literal', type: 'missing', value: null, at, end };
    if (word === 'not') {
      const operand = this.expression(NOT_BINDS, depth + 1);
      return { kind: 'call', name: 'not', args: [operand], at, end: operand.end };
    }
    if (BINDING.has(word)) throw new FormulaFault(at, `something before "${text}"`, words(token));
    return { kind: 'column', name: text, at, end };
  }

  private bracketed(depth: number): FormulaNode {
    const node = this.expression(0, depth + 1);
    this.take(')');
    return node;
  }

  /** What stands behind `in`: values in brackets. */
  private list(left: FormulaNode, depth: number): FormulaNode {
    this.take('(');
    const { args, end } = this.args(depth);
    return { kind: 'call', name: 'in', args: [left, ...args], at: left.at, end };
  }

  private args(depth: number): { args: FormulaNode[]; end: number } {
    const args: FormulaNode[] = [];
    if (this.peek().text === ')' && this.peek().kind === 'sign') return { args, end: this.next().end };
    for (;;) {
      args.push(this.expression(0, depth + 1));
      const token = this.next();
      if (token.kind === 'sign' && token.text === ')') return { args, end: token.end };
      if (token.kind !== 'sign' || token.text !== ',') throw new FormulaFault(token.at, '"," or ")"', words(token));
    }
  }

  private take(sign: string): void {
    const token = this.next();
    if (token.kind !== 'sign' || token.text !== sign) throw new FormulaFault(token.at, `"${sign}"`, words(token));
  }
}

function signOf(token: Token): string | null {
  if (token.kind === 'sign') return token.text;
  const word = token.text.toLowerCase();
  return token.kind === 'name' && BINDING.has(word) ? word : null;
}

function words(token: Token): string {
  if (token.kind === 'end') return 'the end';
  return `"${token.text.slice(0, 40)}"`;
}
