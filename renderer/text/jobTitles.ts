import type { MethodName } from '#shared/contract/contract';

/** Long work by the words people know it by. */
export const JOB_TITLES: Partial<Record<MethodName, string>> = {
  'dataset.open': 'Reading the file',
  'dataset.preview': 'Looking at the file',
  'dataset.leftOutFile': 'Writing the rows left out',
  'dataset.openSample': 'Reading the sample',
  'dataset.setReading': 'Reading the file again',
  'profile.run': 'Profiling the columns',
  'prepare.preview': 'Preparing the columns',
  'segment.run': 'Finding segments',
  'segment.dendrogram': 'Drawing the tree',
  'report.build': 'Writing the report',
  'project.open': 'Opening the project',
  'project.save': 'Saving the project',
};
