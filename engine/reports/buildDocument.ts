import { attachments } from './attachments.ts';
import { boundTables } from './boundTables.ts';
import type { ReportDocument, Section } from './document.ts';
import { reportTitle, type ReportInput } from './ReportInput.ts';
import { appendixSection } from './sections/appendix.ts';
import { byHandSection } from './sections/byHand.ts';
import { categoriesSection } from './sections/categories.ts';
import { choiceSection } from './sections/choice.ts';
import { feedbackSection } from './sections/feedback/feedback.ts';
import { fileSection } from './sections/file.ts';
import { mapSection } from './sections/map.ts';
import { monitoringSection } from './sections/monitor/monitoring.ts';
import { notesSection } from './sections/notes.ts';
import { numbersSection } from './sections/numbers.ts';
import { offersSection } from './sections/offers/offers.ts';
import { playbookSection } from './sections/playbook.ts';
import { preparationSection } from './sections/preparation.ts';
import { profileSection } from './sections/profile.ts';
import { qualitySection } from './sections/quality.ts';
import { recogniseSection } from './sections/recognise.ts';
import { reportContext } from './sections/ReportContext.ts';
import { decisionsSection } from './sections/scores/decisions.ts';
import { challengeSection } from './sections/scores/challenge.ts';
import { fairnessSection } from './sections/scores/fairness.ts';
import { scoresSection } from './sections/scores/scores.ts';
import { validationSection } from './sections/scores/validation.ts';
import { modelRecordSection } from './sections/modelRecord.ts';
import { segmentsSection } from './sections/segments.ts';
import { summarySection } from './sections/summary.ts';
import { tablesSection } from './sections/tables.ts';
import { tiersSection } from './sections/tiers.ts';
import type { ReportFonts } from './text/ReportFonts.ts';

const SECTIONS = [
  summarySection,
  modelRecordSection,
  tiersSection,
  segmentsSection,
  byHandSection,
  scoresSection,
  decisionsSection,
  validationSection,
  fairnessSection,
  challengeSection,
  monitoringSection,
  feedbackSection,
  offersSection,
  recogniseSection,
  playbookSection,
  categoriesSection,
  numbersSection,
  mapSection,
  profileSection,
  choiceSection,
  tablesSection,
  fileSection,
  qualitySection,
  preparationSection,
  notesSection,
  appendixSection,
] as const;

/** Says everything there is to say about a run, once, for every output format. */
export function buildDocument(input: ReportInput, fonts: ReportFonts): ReportDocument {
  const context = reportContext(input, fonts);
  const sections = SECTIONS.map(build => build(context))
    .filter((section): section is Section => section !== null)
    .map(boundTables);
  return {
    title: reportTitle(input),
    fileName: input.import.fileName,
    headline: input.segmentation.headline,
    appVersion: input.appVersion,
    runId: input.run.id,
    dataSha256: input.run.inputSha256,
    date: input.import.referenceDate,
    sections,
    attachments: attachments(context),
  };
}
