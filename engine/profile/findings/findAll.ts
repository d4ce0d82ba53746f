import { FINDING_KINDS, SEVERITIES, type Finding } from '#shared/profile';
import { formatThings } from '#shared/format';
import { constants, duplicates, gaps, identifiers } from './columns.ts';
import { impossibleDates, lonelyLatestDates, placeholderDates } from './dates.ts';
import type { FindingContext, FindingRule } from './FindingContext.ts';
import { manyLevels, spellings, unknownWords } from './levels.ts';
import { repeatedIdentifiers } from './repeatedIdentifiers.ts';
import { leaks, rareTargets } from './target.ts';
import { datesAsText, numbersAsText } from './valuesAsText.ts';
import { beyondFences, codesForMissing, farOutliers, impossibleAges, skewedAmounts, twoUnits } from './values.ts';

const RULES: readonly FindingRule[] = [
  leaks,
  rareTargets,
  codesForMissing,
  placeholderDates,
  impossibleDates,
  lonelyLatestDates,
  impossibleAges,
  twoUnits,
  identifiers,
  repeatedIdentifiers,
  duplicates,
  gaps,
  spellings,
  numbersAsText,
  datesAsText,
  unknownWords,
  constants,
  farOutliers,
  beyondFences,
  manyLevels,
  skewedAmounts,
];

/** Everything that is worth a word, what needs a decision first. */
export function findAll(context: FindingContext): Finding[] {
  if (context.nRows === 0) return [];
  const found = RULES.flatMap(rule => rule(context));
  const rank = ({ severity, kind }: Finding) =>
    SEVERITIES.indexOf(severity) * FINDING_KINDS.length + FINDING_KINDS.indexOf(kind);
  return found
    .map((finding, at) => ({ finding, at }))
    .sort((a, b) => rank(a.finding) - rank(b.finding) || a.at - b.at)
    .map(({ finding }) => finding);
}

/** The answer in one sentence. */
export function profileHeadline(findings: readonly Finding[], nColumns: number): string {
  const columns = formatThings(nColumns, 'column');
  if (findings.length === 0) return `Nothing stands out in ${columns}.`;
  const open = findings.filter(({ severity }) => severity === 'decide').length;
  const need = open === 0 ? 'none needs' : open === 1 ? '1 needs' : `${open} need`;
  return `${formatThings(findings.length, 'finding')} in ${columns}; ${need} a decision before segmentation.`;
}
