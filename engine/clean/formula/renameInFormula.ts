import { FormulaFault } from './Node.ts';
import { tokenize, type Token } from './tokenize.ts';

/** Words that are no columns unless they stand in brackets. */
const WORDS = new Set(['and', 'or', 'not', 'in', 'true', 'false', 'missing']);

/**
 * The formula with a column under another name; texts in quotes, functions and spaces stay as they were written. A formula that cannot be
 * read stays whole.
 * @param isColumn whether a name as it is written in the formula is that of the column
 */
export function renameInFormula(formula: string, isColumn: (name: string) => boolean, to: string): string {
  const tokens = tokensOf(formula);
  let renamed = '';
  let at = 0;
  tokens.forEach((token, i) => {
    if (!namesColumn(token, tokens[i + 1]) || !isColumn(token.text)) return;
    renamed += `${formula.slice(at, token.at)}[${to.replaceAll(']', ']]')}]`;
    at = token.end;
  });
  return renamed + formula.slice(at);
}

function tokensOf(formula: string): Token[] {
  try {
    return tokenize(formula);
  } catch (error) {
    if (error instanceof FormulaFault) return [];
    throw error;
  }
}

function namesColumn({ kind, text }: Token, next: Token | undefined): boolean {
  if (kind === 'column') return true;
  if (kind !== 'name' || WORDS.has(text.toLowerCase())) return false;
  return !(next?.kind === 'sign' && next.text === '(');
}
