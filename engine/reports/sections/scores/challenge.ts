import { formatCount, formatFixed, formatThings } from '#shared/format';
import type { Agreement, Challenger, ChallengeReport } from '#shared/scoring/challenge';
import type { Block, Cell, DataTable, Section } from '../../document.ts';
import {
  asFigure,
  asShare,
  intervalText,
  measureText,
  nCustomers,
  type ValueFormat,
} from '../../scores/measureWords.ts';
import { cutText, type ReportContext } from '../ReportContext.ts';
import { pText } from './models.ts';
import { left, right, scoreContext } from './ScoreContext.ts';

const TITLE = 'Independent challenge';
const NOT_MADE = 'No independent challenge was made, because too few customers with a known outcome were tested.';

/** The same task by others who share nothing with the model; nothing where customers were not scored. */
export function challengeSection(report: ReportContext): Section | null {
  const context = scoreContext(report);
  if (!context) return null;
  const { challenge } = context.result;
  if (!challenge) return { id: 'challenge', title: TITLE, headline: NOT_MADE, blocks: [] };
  const others = challenge.challengers.filter(({ id }) => id !== 'model');
  const blocks: Block[] = [{ kind: 'paragraph', text: challenge.method }];
  const sentences = others.map(({ sentence }) => cutText(sentence, 500)).filter(text => text !== '');
  if (sentences.length > 0) blocks.push({ kind: 'notes', items: sentences });
  if (challenge.challengers.length > 0) blocks.push({ kind: 'table', table: challengersTable(challenge) });
  if (others.some(({ agreement }) => agreement !== null))
    blocks.push({ kind: 'table', table: agreementTable(challenge, others) });
  return { id: 'challenge', title: TITLE, headline: headline(challenge), blocks };
}

function headline(challenge: ChallengeReport): string {
  if (challenge.conclusion !== '') return challenge.conclusion;
  return `The score was tried against ${formatThings(Math.max(0, challenge.challengers.length - 1), 'challenger')} on ${formatThings(challenge.nTested, 'customer')}.`;
}

function nameCell({ id, title }: Challenger): Cell {
  return { text: cutText(title, 80), isStrong: id === 'model' };
}

function challengersTable(challenge: ChallengeReport): DataTable {
  return {
    id: 'challengers',
    title: `Tried on the same customers; difference is the model less the challenger (learned from ${formatCount(challenge.nLearned)}, ml-random-forest from ${formatCount(challenge.nForestLearned)}, seed ${challenge.seed})`,
    n: nCustomers(challenge.nTested),
    columns: [
      left('Who', 2),
      right('AUC'),
      right('n'),
      right('Brier score'),
      right('Difference of AUC'),
      right('95 % interval'),
      right('p'),
    ],
    rows: challenge.challengers.map(challenger => {
      const { auc, brier, difference } = challenger;
      return [
        nameCell(challenger),
        measureText(auc, asFigure),
        formatCount(auc.n),
        brier === null ? '–' : asFigure(brier),
        difference ? asDifference(difference.value) : '–',
        difference ? intervalText(difference, asDifference) : '–',
        difference ? pText(difference.pValue) : '–',
      ];
    }),
  };
}

const asDifference: ValueFormat = value => formatFixed(value, 4);

function agreementTable(challenge: ChallengeReport, others: readonly Challenger[]): DataTable {
  const known = others.flatMap(one => (one.agreement ? [{ one, agreement: one.agreement }] : []));
  return {
    id: 'challenge-agreement',
    title: 'How far the model and each challenger agree, each taking as many customers as the model does',
    n: nCustomers(challenge.nTested),
    columns: [
      left('Challenger', 2),
      right('Rank correlation'),
      right('Treated alike'),
      right('95 % interval'),
      right('n'),
      right('Cohen’s kappa'),
    ],
    rows: known.map(({ one, agreement }) => [nameCell(one), ...agreementCells(agreement)]),
  };
}

function agreementCells({ spearman, sameDecisions, kappa }: Agreement): string[] {
  return [
    formatFixed(spearman, 2),
    asShare(sameDecisions.value),
    intervalText(sameDecisions, asShare),
    formatCount(sameDecisions.n),
    formatFixed(kappa, 2),
  ];
}
