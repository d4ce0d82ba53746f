import { truncateText } from './xmlText.ts';

const MAX_NAME = 31;
// oxlint-disable-next-line no-control-regex
const NOT_ALLOWED = /[:\\/?*[\]\u0000-\u001f\u007f\ufffe\uffff]/g;

/** Hands out names that Excel accepts: at most 31 characters, none of : \ / ? * [ ], unique without regard to case. */
export class SheetNames {
  private readonly taken = new Set<string>();

  unique(wanted: string): string {
    const base = legalName(wanted);
    for (let n = 1; ; n++) {
      const suffix = n === 1 ? '' : ` (${n})`;
      const name = truncateText(base, MAX_NAME - suffix.length).trimEnd() + suffix;
      const key = name.toLowerCase();
      if (this.taken.has(key)) continue;
      this.taken.add(key);
      return name;
    }
  }
}

function legalName(wanted: string): string {
  const plain = wanted
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(NOT_ALLOWED, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[' ]+|[' ]+$/g, '');
  const name = truncateText(plain, MAX_NAME).replace(/[' ]+$/, '');
  if (name === '') return 'Sheet';
  return name.toLowerCase() === 'history' ? `${name}_` : name;
}
