import type { PreparePreview } from '#shared/contract/prepare';
import type { LeftOut } from '../import/Imported.ts';
import type { ClassifierReport, Drift, RuleList, SegmentPair, TypicalCustomer } from '#shared/explanation';
import type { MonitorPeriod } from '#shared/monitor/result';
import type { Profile } from '#shared/profile';
import type { ContactList } from '#shared/decisions/contact';
import type { CreditDecisions } from '#shared/decisions/credit';
import type { PlaybookAnswer } from '#shared/playbook';
import type { Recipe } from '#shared/recipe';
import type { SegmentChallenge } from '#shared/scoring/challenge';
import type { OffersResult } from '#shared/offers/result';
import type { ScoringResult, SegmentScores } from '#shared/scoring/result';
import type { TierOutcomes, TierTransitions } from '#shared/contract/tiers';
import type {
  Composition,
  Dendrogram,
  Distribution,
  HandDecision,
  ImportReport,
  ProfileTable,
  SegmentMap,
  Segmentation,
} from '#shared/results';

/** All a report is made from. The same input gives the same bytes on every host. */
export interface ReportInput {
  readonly appVersion: string;
  readonly import: ImportReport;
  /** All rows that are no customers; the report on paper lists the first of them. */
  readonly leftOut?: LeftOut;
  readonly recipe: Recipe;
  readonly preparation: Omit<PreparePreview, 'features'>;
  /** Findings and gaps of the customers of this run. */
  readonly quality: Pick<Profile, 'headline' | 'findings' | 'gaps'>;
  readonly segmentation: Segmentation;
  readonly compositions: readonly Composition[];
  readonly distributions: readonly Distribution[];
  readonly map: SegmentMap;
  /** The tree that the segments are a cut of, where they were found by Ward's hierarchy. */
  readonly tree?: Dendrogram;
  readonly profile: ProfileTable;
  /** What the playbook proposes. */
  readonly recommendations?: PlaybookAnswer;
  readonly run: {
    readonly id: string;
    readonly inputSha256: string;
    readonly recipeSha256: string;
    readonly resultSha256: string;
  };
  /** Fitted centres and preparation state as JSON, attached to the PDF. */
  readonly modelJson: string;
  /** Why segments are what they are, where it was found out. */
  readonly explanation?: {
    readonly rules: RuleList;
    readonly pairs: readonly SegmentPair[];
    readonly classifier: ClassifierReport;
    readonly drift: Drift | null;
    /** The segments found again by another program. */
    readonly challenge?: SegmentChallenge | null;
  };
  /** Decisions by hand about single customers, in the order of the table. */
  readonly decisions?: readonly HandDecision[];
  /** The comparison of tiers that was made last, where one was. */
  readonly transitions?: TierTransitions;
  /** What happened to the customers of each tier, where a column says it. */
  readonly tierOutcomes?: TierOutcomes | null;
  /** How probable an event is for each customer, where customers were scored. */
  readonly scoring?: {
    readonly result: ScoringResult;
    readonly segments: SegmentScores;
    /** Where people chose what is done about the scores. */
    readonly contact?: ContactList | null;
    readonly credit?: CreditDecisions | null;
    /** Why what they chose cannot be followed any more, in sentences. */
    readonly problems?: readonly string[];
  };
  /** Later files that were held against this run, the oldest first. */
  readonly periods?: readonly MonitorPeriod[];
  /** What each customer is offered, where offers were made. */
  readonly offers?: OffersResult;
  /** By position of the segment; `writeReports` fills it in from the customer table. */
  readonly typicalCustomers?: readonly (readonly TypicalCustomer[])[];
}

/** What the report and the workbook are called. */
export function reportTitle({ import: { fileName }, scoring }: ReportInput): string {
  return `Customer risk segments${scoring ? ' and scores' : ''}: ${fileName}`;
}
