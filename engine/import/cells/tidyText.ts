const NEEDS_TIDYING = /^[\s\u00a0\ufeff]|[\s\u00a0]$|[\t\r\n\u00a0]|\s{2}/;

/** Trimmed, with every run of spaces or line breaks as one space. */
export function tidyText(text: string): string {
  return NEEDS_TIDYING.test(text) ? text.replace(/[\s\u00a0\ufeff]+/g, ' ').trim() : text;
}
