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
  'score.setup': 'Looking for what could be predicted',
  'score.run': 'Scoring the customers',
  'score.choose': 'Taking another model',
  'score.setThreshold': 'Laying the threshold over the scores',
  'score.model': 'Laying the model out',
  'score.explain': 'Explaining the model',
  'score.dependence': 'Asking the model along a feature',
  'score.customers': 'Ranking the customers',
  'score.customer': 'Explaining the score',
  'score.whatIf': 'Scoring again',
  'score.save': 'Writing the scored customers',
  'report.build': 'Writing the report',
  'project.open': 'Opening the project',
  'project.save': 'Saving the project',
};
