import { isDeviceName } from '../files/isDeviceName.ts';

/** A name for files made from `fileName`: without its ending (of a packed file both), and legal on every operating system. */
export function baseName(fileName: string): string {
  const stem = fileName
    .replace(/\.gz$/i, '')
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    // oxlint-disable-next-line no-control-regex -- control characters are among what file systems refuse
    .replace(/[<>:"/\\|?*\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, '_')
    .replace(/[. ]+$/, '')
    .slice(0, 100);
  return stem === '' || isDeviceName(stem) ? `Tessera ${stem}`.trim() : stem;
}
