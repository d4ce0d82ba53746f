import { note, type Note } from '#shared/notes';
import { isTextColumn, textsOf } from '../changeTexts.ts';
import { similarName } from '../similarName.ts';
import type { Typed } from './compile.ts';

/** Parts that ask whether values are equal. */
const EQUALITIES = new Set(['=', '<>', 'in']);

/**
 * A note for each text that a column is compared with and never holds, such as "gold" where it is written Gold: texts are compared as they are
 * written, and the answer would be the same for every row without a word.
 */
export function unknownTexts(formula: string, typed: Typed): Note[] {
  const found = new Map<string, Note>();
  for (const { column, text } of comparisons(typed)) {
    const levels = textsOf(column);
    if (levels.includes(text)) continue;
    const args = { formula, column: column.name, text, similar: similarName(text, levels) };
    found.set(JSON.stringify([column.name, text]), note('formula.unknownText', args));
  }
  return [...found.values()];
}

function comparisons({ node, args }: Typed): { column: Parameters<typeof textsOf>[0]; text: string }[] {
  const own = node.kind === 'call' && EQUALITIES.has(node.name.toLowerCase()) ? args : [];
  // Members of a set are compared together, as one text.
  const columns = own.flatMap(({ column }) =>
    column && isTextColumn(column) && column.kind !== 'set' ? [column] : [],
  );
  const texts = own.flatMap(part =>
    part.node.kind === 'literal' && part.node.type === 'text' && part.args.length === 0
      ? [String(part.node.value)]
      : [],
  );
  return [...columns.flatMap(column => texts.map(text => ({ column, text }))), ...args.flatMap(comparisons)];
}
