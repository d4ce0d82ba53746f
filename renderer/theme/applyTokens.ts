import { TOKENS, type Mode } from './tokens.ts';

/** Writes the tokens of a mode as CSS variables on the document. */
export function applyTokens(mode: Mode): void {
  const root = document.documentElement;
  root.dataset.theme = mode;
  root.style.setProperty('color-scheme', mode);
  for (const [name, value] of Object.entries(TOKENS[mode])) root.style.setProperty(`--${name}`, value);
}
