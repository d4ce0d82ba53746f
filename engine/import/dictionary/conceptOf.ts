import type { Concept } from './Concept.ts';
import { CREDIT } from './credit.ts';
import { DEMOGRAPHY } from './demography.ts';
import { IDENTITY } from './identity.ts';
import { RELATIONSHIP } from './relationship.ts';
import { RISK } from './risk.ts';
import { TARGETS } from './targets.ts';
import { TRANSACTIONS } from './transactions.ts';

/** Every concept that headers are recognised as. */
export const CONCEPTS: readonly Concept[] = [
  ...IDENTITY,
  ...DEMOGRAPHY,
  ...RISK,
  ...CREDIT,
  ...RELATIONSHIP,
  ...TRANSACTIONS,
  ...TARGETS,
];

const LONGEST_HEADER = 400;
const byAlias: ReadonlyMap<string, Concept> = new Map(
  CONCEPTS.flatMap(concept => concept.aliases.map(alias => [alias, concept] as const)),
);

/** "Is PEP " → "ispep": lower case, letters and digits only. */
export function aliasOf(header: string): string {
  return header
    .slice(0, LONGEST_HEADER)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * What a column holds, by its header alone: spelling, spaces and punctuation do not matter, nor does a unit in brackets
 * ("TransactionAmount (INR)") or the number that tells a repeated header apart ("DateofBirth (2)").
 */
export function conceptOf(header: string): Concept | null {
  return (
    byAlias.get(aliasOf(header)) ??
    byAlias.get(aliasOf(header.slice(0, LONGEST_HEADER).replace(/\([^()]*\)/g, ' '))) ??
    null
  );
}

/** The same for a column of a table: a person's own name for it does not hide what the file calls it. */
export function columnConcept({ name, header }: { readonly name: string; readonly header?: string }): Concept | null {
  return conceptOf(header ?? name) ?? conceptOf(name);
}
