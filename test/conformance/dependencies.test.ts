import { describe, expect, it } from 'vitest';
import { readText } from '../support/sourceFiles.ts';

interface Lock {
  packages: Record<
    string,
    { version: string; hasInstallScript?: boolean; license?: string; dev?: boolean; resolved?: string }
  >;
}
const lock = JSON.parse(readText('package-lock.json')) as Lock;
const manifest = JSON.parse(readText('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const installed = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 13), ...entry }));

/** Versions known to be bad, for machines where no advisory service can be asked. */
const DENIED: Record<string, (version: string) => boolean> = {
  xlsx: () => true,
  exceljs: () => true,
  'fast-xml-parser': version => older(version, '5.5.7'),
  jspdf: version => older(version, '4.2.1'),
  pdfmake: version => older(version, '0.3.6'),
  vega: version => older(version, '6.2.0'),
  '@duckdb/node-api': version => version.startsWith('1.3.3'),
  duckdb: version => version.startsWith('1.3.3'),
  jszip: version => older(version, '3.8.0'),
  papaparse: version => older(version, '5.2.0'),
  electron: version => older(version, '44.0.0'),
};
const LICENCES =
  /^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|OFL-1\.1|MPL-2\.0|Unlicense|CC0-1\.0|BlueOak-1\.0\.0|Python-2\.0|WTFPL|CC-BY-4\.0)/;

/** Bitstream Vera terms, and an MIT package that names no licence in its manifest: both read by a person. */
const KNOWN_ODD = ['dejavu-fonts-ttf: SEE LICENSE IN README.md AND LICENSE', 'png-js: undefined'];

function older(version: string, than: string): boolean {
  const [a, b] = [version, than].map(text => text.split(/[.-]/).map(Number));
  for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return a[i] < b[i];
  return false;
}

describe('dependencies', () => {
  it('are pinned exactly', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d/.test(version),
    );
    expect(loose).toEqual([]);
  });
  it('are none of the versions known to be bad', () => {
    expect(installed.filter(({ name, version }) => DENIED[name]?.(version)).map(p => `${p.name} ${p.version}`)).toEqual(
      [],
    );
  });
  it('run no install scripts at run time, and at build time only the known one', () => {
    expect(installed.filter(p => p.hasInstallScript && !p.dev).map(p => p.name)).toEqual([]);
    expect(
      installed
        .filter(p => p.hasInstallScript)
        .map(p => p.name)
        .filter(name => name !== 'fsevents'),
    ).toEqual(['electron-winstaller']);
  });
  it('that ship have a licence that allows it', () => {
    const doubtful = installed
      .filter(p => !p.dev && !LICENCES.test((p.license ?? '').replace(/^\(/, '')))
      .map(p => `${p.name}: ${p.license}`);
    expect(doubtful).toEqual(KNOWN_ODD);
  });
  it('record no download address', () => {
    expect(installed.filter(p => p.resolved !== undefined).map(p => p.name)).toEqual([]);
  });
  it('each have a reason in the README', () => {
    const readme = readText('README.md');
    const unexplained = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      name => !name.startsWith('@types/') && !readme.includes(`\`${name}\``),
    );
    expect(unexplained).toEqual([]);
  });
});
