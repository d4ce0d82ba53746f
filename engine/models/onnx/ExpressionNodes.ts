import type { Arithmetic, ExportInput, Expression } from '../export/ExportPlan.ts';
import { ML, type OnnxGraph } from './OnnxGraph.ts';

const NODES: Readonly<Record<Arithmetic, string>> = {
  '+': 'Add',
  '-': 'Sub',
  '*': 'Mul',
  '/': 'Div',
  min: 'Min',
  max: 'Max',
  ln: 'Log',
  exp: 'Exp',
};
const AS_DOUBLE = { to: { int: 11 } };
/** What stands for missing in a column of texts. */
const NO_TEXT = '';

/** Puts expressions into a graph; values are known by the names of their fields. */
export class ExpressionNodes {
  readonly graph: OnnxGraph;
  /** Levels of each category beyond which all are missing; null where every level means something. */
  private readonly categories: ReadonlyMap<string, readonly string[] | null>;
  /** Texts of each category that stand for missing. */
  private readonly codes: ReadonlyMap<string, readonly string[]>;
  private readonly values = new Map<string, string>();

  constructor(graph: OnnxGraph, inputs: readonly ExportInput[]) {
    this.graph = graph;
    const categories = inputs.filter(({ kind }) => kind === 'category');
    this.categories = new Map(categories.map(({ name, levels }) => [name, levels]));
    this.codes = new Map(categories.map(({ name, missing }) => [name, spellings(missing)]));
    for (const { name } of inputs) this.values.set(name, name);
  }

  name(field: string, value: string): void {
    this.values.set(field, value);
  }
  valueOf(field: string): string {
    return this.values.get(field)!;
  }

  /** @returns the name of the value */
  add(made: Expression): string {
    const { graph } = this;
    switch (made.is) {
      case 'field':
      case 'days':
        return this.valueOf(made.is === 'days' ? made.field : made.name);
      case 'number':
        return graph.number(made.value);
      case 'apply':
        return graph.node(
          NODES[made.how],
          made.of.map(one => this.add(one)),
        );
      case 'ifMissing':
        return graph.node('Where', [this.isMissing(made.field), this.add(made.yes), this.add(made.no)]);
      case 'ifNegative': {
        const isNegative = graph.node('Less', [this.valueOf(made.field), graph.number(0)]);
        return graph.node('Where', [isNegative, this.add(made.yes), this.add(made.no)]);
      }
      case 'in':
        return this.inLevels(made);
      case 'along':
        return this.along(this.valueOf(made.field), made.from, made.to);
    }
  }

  /** Numbers by the level of a category; `missing` where there is none. */
  byLevel(field: string, levels: readonly (readonly [string, number])[], other: number, missing: number): string {
    const gaps = [NO_TEXT, ...(this.codes.get(field) ?? [])];
    const known = levels.filter(([level]) => !gaps.includes(level));
    const keys = [...known.map(([level]) => level), ...gaps];
    const values = [...known.map(([, value]) => value), ...gaps.map(() => missing)];
    const attributes = {
      keys_strings: { strings: keys },
      values_floats: { floats: values },
      default_float: { float: other },
    };
    return this.graph.node('Cast', [this.graph.node('LabelEncoder', [this.valueOf(field)], attributes, ML)], AS_DOUBLE);
  }

  /** The same where levels that are not known are missing. */
  private byKnown(field: string, of: (level: string) => number, other: number, missing: number): string {
    const known = this.categories.get(field) ?? null;
    if (!known) return this.byLevel(field, [], other, missing);
    return this.byLevel(
      field,
      known.map(level => [level, of(level)] as const),
      missing,
      missing,
    );
  }

  isMissing(field: string): string {
    if (!this.categories.has(field)) return this.graph.node('IsNaN', [this.valueOf(field)]);
    return this.graph.node('Less', [this.graph.number(0), this.byKnown(field, () => 0, 0, 1)]);
  }

  /** A yes-or-no column is 1, 0 or missing already. */
  private inLevels({ field, levels, isNegated, missing }: Extract<Expression, { is: 'in' }>): string {
    const [set, not] = isNegated ? [0, 1] : [1, 0];
    if (this.categories.has(field)) {
      const of = (level: string) => (levels.includes(level) ? set : not);
      if (this.categories.get(field)) return this.byKnown(field, of, not, missing ?? Number.NaN);
      return this.byLevel(
        field,
        levels.map(level => [level, set] as const),
        not,
        missing ?? Number.NaN,
      );
    }
    const value = this.valueOf(field);
    if (missing === null) return value;
    return this.graph.node('Where', [this.isMissing(field), this.graph.number(missing), value]);
  }

  /** The first point, and of each stretch as much of its rise as lies before the value. */
  private along(x: string, from: readonly number[], to: readonly number[]): string {
    const { graph } = this;
    if (from.length === 1) return graph.node('Add', [graph.node('Mul', [x, graph.number(0)]), graph.number(to[0])]);
    const n = from.length - 1;
    const row = (values: number[]) => graph.constant(values, [1, n]);
    const widths = from.slice(1).map((end, i) => end - from[i]);
    const before = graph.node('Max', [graph.node('Sub', [x, row(from.slice(0, -1))]), graph.number(0)]);
    const inside = graph.node('Min', [before, row(widths)]);
    const rises = graph.node('Mul', [inside, row(widths.map((width, i) => (to[i + 1] - to[i]) / width))]);
    const axes = graph.constant([1], [1], 'int64');
    const sum = graph.node('ReduceSum', [rises, axes], { keepdims: { int: 1 } });
    return graph.node('Add', [sum, graph.number(to[0])]);
  }
}

/** Codes are words without case, which a table of texts cannot say: as written, in small letters and in capitals. */
function spellings(codes: readonly string[]): string[] {
  const all = codes.flatMap(code => [code, code.toLowerCase(), code.toUpperCase()]);
  return [...new Set(all)].filter(code => code !== NO_TEXT);
}
