import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const config = readFileSync('electron-builder.yml', 'utf8');

/** The lines of one top-level entry. */
function section(name: string): string[] {
  const lines = config.split('\n');
  const start = lines.indexOf(`${name}:`);
  expect(start, name).toBeGreaterThanOrEqual(0);
  const end = lines.findIndex((line, i) => i > start && /^\S/.test(line));
  return lines.slice(start + 1, end < 0 ? undefined : end).map(line => line.trim());
}

describe('the desktop packages', () => {
  it('have every fuse set to the safe side', () => {
    expect(section('electronFuses')).toEqual([
      'runAsNode: false',
      'enableCookieEncryption: true',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'loadBrowserProcessSpecificV8Snapshot: false',
      'grantFileProtocolExtraPrivileges: false',
    ]);
    expect(config).toMatch(/^asar: true$/m);
  });

  it('keep what native code and threads load outside the archive', () => {
    expect(section('asarUnpack')).toEqual(['- dist/node/**', '- assets/**', '- node_modules/@duckdb/**']);
  });

  it('publish nothing, rebuild nothing and open projects', () => {
    expect(config).toMatch(/^publish: null$/m);
    expect(config).toMatch(/^npmRebuild: false$/m);
    expect(section('fileAssociations')[0]).toBe('- ext: tessera');
  });

  it('hold the files that are named', () => {
    for (const file of ['LICENSE', 'assets/icons/icon.png', 'package.json']) expect(existsSync(file), file).toBe(true);
    expect(JSON.parse(readFileSync('package.json', 'utf8')).main).toBe('dist/electron/main.js');
  });
});
