/** What a formula is made of, once it is read. `at` and `end` are places in its text, from 0. */
export type FormulaType = 'number' | 'text' | 'date' | 'boolean' | 'missing';

interface Place {
  readonly at: number;
  readonly end: number;
}
export interface LiteralNode extends Place {
  readonly kind: 'literal';
  readonly type: FormulaType;
  readonly value: number | string | boolean | null;
}
export interface ColumnNode extends Place {
  readonly kind: 'column';
  readonly name: string;
}
export interface CallNode extends Place {
  readonly kind: 'call';
  /** The name of a function or the sign of an operator; a sign before its operand is written `unary-`. */
  readonly name: string;
  readonly args: readonly FormulaNode[];
}
export type FormulaNode = LiteralNode | ColumnNode | CallNode;

/** What is wrong with a formula; the step makes the message of it. */
export class FormulaFault extends Error {
  readonly at: number;
  readonly expected: string;
  readonly found: string;
  readonly similar: string | null;
  constructor(at: number, expected: string, found: string, similar: string | null = null) {
    super(expected);
    this.at = at;
    this.expected = expected;
    this.found = found;
    this.similar = similar;
  }
}
