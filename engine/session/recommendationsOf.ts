import type { Playbook, PlaybookAnswer } from '#shared/playbook';
import { recommend } from '../playbook/recommend.ts';
import { suppliedPlaybook } from '../playbook/suppliedPlaybook.ts';
import { profileTable } from '../segments/views/profileTable.ts';
import type { Analysis } from './mainJob.ts';

/** What a playbook says about the segments of an analysis. @param playbook null takes the one that comes with the app */
export function recommendationsOf(analysis: Analysis, playbook: Playbook | null): PlaybookAnswer {
  const { imported, segmented } = analysis;
  return recommend(playbook ?? suppliedPlaybook(), {
    table: imported.table,
    roles: imported.roles,
    labels: segmented.labels,
    segments: segmented.segmentation.segments,
    profile: profileTable(analysis),
  });
}
