import type { ReportInput } from '../ReportInput.ts';

/**
 * What a reader checks the files against: the hash of each file by its name, and where there are several, or lists that cleaning steps were
 * given, the one hash over them all that identifies the input of the run.
 */
export function inputHashes({
  import: report,
  run,
}: Pick<ReportInput, 'import' | 'run'>): [what: string, sha256: string][] {
  const own: [string, string] = ['SHA-256 of the file', report.sha256];
  if (run.inputSha256 === report.sha256) return [own];
  const further = (report.combine?.tables ?? []).filter(({ id, sha256 }) => id !== 'main' && sha256 !== report.sha256);
  return [
    own,
    ...further.map(({ name, sha256 }): [string, string] => [`SHA-256 of ${name}`, sha256]),
    ['SHA-256 over all files', run.inputSha256],
  ];
}
