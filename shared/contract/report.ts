import { z } from 'zod';
import type { Note } from '../notes.ts';
import { method } from './method.ts';

export const REPORT_FORMATS = ['html', 'pdf', 'xlsx', 'csv'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
export const PAPERS = ['A4', 'Letter'] as const;
export type Paper = (typeof PAPERS)[number];

export interface ReportFile {
  /** Opaque handle; the host turns it into a download or a saved file. */
  token: string;
  name: string;
  format: ReportFormat;
  sizeBytes: number;
  sha256: string;
  notes: readonly Note[];
}
export const reportContract = {
  'report.build': method(
    z.strictObject({ formats: z.array(z.enum(REPORT_FORMATS)).min(1).max(4), paper: z.enum(PAPERS) }),
  ).job<ReportFile[]>(),
};
