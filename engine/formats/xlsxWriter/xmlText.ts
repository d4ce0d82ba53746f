/** Excel's own limit of a cell, in UTF-16 units. */
export const MAX_CELL_TEXT = 32_767;

// Underscores that would read as the start of an escape, controls but tab and line feed, halves of pairs, the two non-characters.
const SPECIAL =
  // oxlint-disable-next-line no-control-regex
  /[&<>"]|_(?=x[0-9A-Fa-f]{4}_)|[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const EVERY_SPECIAL = new RegExp(SPECIAL.source, 'g');
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text as it stands in a part of a workbook: XML escaped, and what XML cannot hold as _xHHHH_ (ISO/IEC 29500-1, 22.9.2.19). A lone half of
 * a surrogate pair becomes U+FFFD, because many readers cannot store it.
 */
export function xmlText(text: string): string {
  return SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, escapeOne) : text;
}

function escapeOne(character: string): string {
  const named = NAMED[character];
  if (named) return named;
  const code = character.charCodeAt(0);
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** Cuts to the limit without splitting a pair. */
export function truncateText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}

/** `xml:space` is needed where a reader would otherwise drop white space at the ends. */
export function textElement(text: string): string {
  const keep = /^\s|\s$|\n|\t/.test(text) ? ' xml:space="preserve"' : '';
  return `<t${keep}>${xmlText(text)}</t>`;
}
