import { findColumn, type Column, type Table } from '../../table/Column.ts';
import { similarName } from '../similarName.ts';
import { FUNCTIONS, SPECIAL_USAGE, type FormulaFunction } from './functions.ts';
import { FormulaFault, type CallNode, type ColumnNode, type FormulaNode, type FormulaType } from './Node.ts';

/** A formula whose names are known and whose types fit; one entry per node. */
export interface Typed {
  readonly node: FormulaNode;
  readonly type: FormulaType;
  readonly args: readonly Typed[];
  readonly column?: Column;
  readonly call?: FormulaFunction;
  /** The one argument, written as a text. */
  readonly isWritten?: true;
}

const COMPARISONS = new Set(['=', '<>', '<', '<=', '>', '>=']);
const TYPE_WORDS: Readonly<Record<FormulaType, string>> = {
  number: 'a number',
  text: 'a text',
  date: 'a date',
  boolean: 'yes or no',
  missing: 'a missing value',
};

/**
 * Finds the columns and functions that a formula names, and checks that they fit together.
 * @throws FormulaFault for a name that is not known (with the one perhaps meant) and for a value of another type than is needed
 */
export function compile(node: FormulaNode, table: Table): Typed {
  if (node.kind === 'literal') return { node, type: node.type, args: [] };
  if (node.kind === 'column') return compileColumn(node, table);
  const args = node.args.map(arg => compile(arg, table));
  const name = node.name.toLowerCase();
  if (COMPARISONS.has(name) || name === 'in') return compileComparison(node, args);
  if (name === 'and' || name === 'or' || name === 'not')
    return { node, type: 'boolean', args: args.map(arg => need(arg, 'boolean')) };
  if (name === '+' || name === '-') return compileSum(node, args);
  if (['*', '/', '%', '^', 'unary-', 'unary+'].includes(name))
    return { node, type: 'number', args: args.map(arg => need(arg, 'number')) };
  if (Object.hasOwn(SPECIAL_USAGE, name)) return compileSpecial(node, name, args);
  return compileCall(node, name, args);
}

function compileColumn(node: ColumnNode, table: Table): Typed {
  const column = findColumn(table, node.name) ?? sameButCase(table, node.name);
  if (!column) {
    const names = table.columns.map(known => known.name);
    throw new FormulaFault(
      node.at,
      'the name of a column or function',
      `"${node.name}"`,
      similarName(node.name, names),
    );
  }
  const type = column.kind === 'category' || column.kind === 'set' ? 'text' : column.kind;
  return { node, type, args: [], column };
}

function sameButCase(table: Table, name: string): Column | undefined {
  const found = table.columns.filter(column => column.name.toLowerCase() === name.toLowerCase());
  return found.length === 1 ? found[0] : undefined;
}

/** The argument as the type that is needed; yes and no count as 1 and 0, and a text that is a day stands for it. */
function need(arg: Typed, type: FormulaType): Typed {
  if (arg.type === type || arg.type === 'missing') return arg;
  if (type === 'number' && arg.type === 'boolean') return { ...arg, type };
  if (type === 'text') return { node: arg.node, type, args: [arg], isWritten: true };
  const { node } = arg;
  if (
    type === 'date' &&
    node.kind === 'literal' &&
    node.type === 'text' &&
    /^\d{4}-\d{1,2}-\d{1,2}$/.test(String(node.value))
  )
    return { node, type, args: [arg], call: FUNCTIONS.get('date') };
  throw new FormulaFault(node.at, TYPE_WORDS[type], TYPE_WORDS[arg.type]);
}

function compileSum(node: CallNode, args: readonly Typed[]): Typed {
  const [a, b] = args;
  if (a.type === 'date' && b.type === 'date' && node.name === '-') return { node, type: 'number', args };
  if (a.type === 'date') return { node, type: 'date', args: [a, need(b, 'number')] };
  if (b.type === 'date' && node.name === '+') return { node, type: 'date', args: [need(a, 'number'), b] };
  return { node, type: 'number', args: args.map(arg => need(arg, 'number')) };
}

function compileComparison(node: CallNode, args: readonly Typed[]): Typed {
  const type = args.some(arg => arg.type === 'date') ? 'date' : commonType(args);
  return { node, type: 'boolean', args: args.map(arg => need(arg, type)) };
}

/** What values that stand for one another have in common. */
function commonType(args: readonly Typed[]): FormulaType {
  const types = new Set(args.map(arg => arg.type).filter(type => type !== 'missing'));
  if (types.size === 0) return 'missing';
  if (types.size === 1) return [...types][0];
  const [first, ...rest] = args.filter(arg => arg.type !== 'missing');
  if (types.size === 2 && types.has('number') && types.has('boolean')) return 'number';
  const other = rest.find(arg => arg.type !== first.type)!;
  throw new FormulaFault(
    other.node.at,
    `${TYPE_WORDS[first.type]}, as at character ${first.node.at + 1}`,
    TYPE_WORDS[other.type],
  );
}

function compileSpecial(node: CallNode, name: string, args: readonly Typed[]): Typed {
  const counts: Readonly<Record<string, boolean>> = {
    if: args.length === 3,
    ismissing: args.length === 1,
    coalesce: args.length > 0,
    referencedate: args.length === 0,
  };
  if (!counts[name]) throw wrongCount(node, SPECIAL_USAGE[name]);
  if (name === 'ismissing') return { node, type: 'boolean', args };
  if (name === 'referencedate') return { node, type: 'date', args };
  if (name === 'coalesce') {
    const type = commonType(args);
    return { node, type, args: args.map(arg => need(arg, type)) };
  }
  const type = commonType(args.slice(1));
  return { node, type, args: [need(args[0], 'boolean'), need(args[1], type), need(args[2], type)] };
}

function compileCall(node: CallNode, name: string, args: readonly Typed[]): Typed {
  const call = FUNCTIONS.get(name);
  if (!call) {
    const names = [...FUNCTIONS.values(), ...Object.values(SPECIAL_USAGE)].map(known =>
      (typeof known === 'string' ? known : known.usage).replace(/\(.*/, ''),
    );
    throw new FormulaFault(node.at, 'the name of a function', `"${node.name}"`, similarName(node.name, names));
  }
  const least = call.params.length - (call.optional ?? 0);
  if (args.length < least || (args.length > call.params.length && !call.isOpen)) throw wrongCount(node, call.usage);
  const typed = args.map((arg, i) => need(arg, call.params[Math.min(i, call.params.length - 1)]));
  return { node, type: call.returns, args: typed, call };
}

function wrongCount(node: CallNode, usage: string): FormulaFault {
  return new FormulaFault(node.at, usage, `${node.args.length} values in the brackets`);
}

/** The columns that a formula is computed from, in order of appearance. */
export function columnsIn({ column, args }: Typed): string[] {
  const names = [...(column ? [column.name] : []), ...args.flatMap(columnsIn)];
  return [...new Set(names)];
}
