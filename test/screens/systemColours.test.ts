import { expect, test } from 'vitest';
import { systemColours } from '../../renderer/hooks/systemColours.ts';

/** A media query as Chromium's: a change is told only to those who have not read the new state before. */
class ChromiumQuery extends EventTarget {
  isDark = false;
  #told = false;

  get matches(): boolean {
    this.#told = this.isDark;
    return this.isDark;
  }

  tell(): void {
    if (this.#told === this.isDark) return;
    this.#told = this.isDark;
    this.dispatchEvent(Object.assign(new Event('change'), { matches: this.isDark }));
  }
}

test('a change of the system’s colours is told to whoever listens, though it was asked for in between', () => {
  const query = new ChromiumQuery();
  const colours = systemColours(query as unknown as MediaQueryList);
  const seen: boolean[] = [];
  const stop = colours.subscribe(() => seen.push(colours.isDark()));
  for (const isDark of [true, false]) {
    query.isDark = isDark;
    colours.isDark();
    query.tell();
  }
  stop();
  query.isDark = true;
  query.tell();
  expect(seen).toEqual([true, false]);
  expect(colours.isDark()).toBe(true);
});
