import type { ReportFile } from '#shared/contract/report';

let kept: { resultSha256: string | null; files: readonly ReportFile[] } = { resultSha256: null, files: [] };

/** The files last built, so that leaving the screen does not lose them; only for the result they describe. */
export function keptReports(resultSha256: string | null): readonly ReportFile[] {
  return resultSha256 !== null && kept.resultSha256 === resultSha256 ? kept.files : [];
}

export function keepReports(resultSha256: string | null, files: readonly ReportFile[]): void {
  kept = { resultSha256, files };
}
