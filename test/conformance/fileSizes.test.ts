import { describe, expect, it } from 'vitest';
import { filesUnder, readText } from '../support/sourceFiles.ts';

const MAX_LINES = 400;
const FORBIDDEN_NAMES = /^(utils?|helpers?|common|misc)$/;
const files = filesUnder(
  ['shared', 'engine', 'headless', 'electron', 'renderer', 'scripts', 'test'],
  ['.ts', '.tsx', '.mjs'],
);

describe('files', () => {
  it(`have at most ${MAX_LINES} lines`, () => {
    const long = files.filter(file => readText(file).split('\n').length > MAX_LINES + 1);
    expect(long).toEqual([]);
  });

  it('are named after what they hold', () => {
    const vague = files.filter(file =>
      file.split('/').some(part => FORBIDDEN_NAMES.test(part.replace(/\.[a-z.]+$/, ''))),
    );
    expect(vague).toEqual([]);
  });

  it('do not speak of the machine they were written on', () => {
    const places = [['/', 'work', '/'].join(''), ['/', 'root', '/'].join(''), ['registry', 'npmjs'].join('.')];
    expect(files.filter(file => places.some(place => readText(file).includes(place)))).toEqual([]);
  });

  it('have no default exports outside tools that ask for them', () => {
    const offenders = files.filter(
      file =>
        /^(shared|engine|headless|electron|renderer)\//.test(file) &&
        !file.endsWith('.mjs') &&
        /^export default /m.test(readText(file)),
    );
    expect(offenders).toEqual([]);
  });
});
