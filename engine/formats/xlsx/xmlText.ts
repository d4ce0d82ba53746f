const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Text of an XML part as a person means it: the five entities and character references, CDATA, line ends as one line feed. Entities
 * that a document defines itself are left as they stand, never expanded.
 */
export function xmlText(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!text.includes('<![CDATA[')) return references(text);
  return text
    .split('<![CDATA[')
    .map((piece, i) => {
      if (i === 0) return references(piece);
      const end = piece.indexOf(']]>');
      return end < 0 ? piece : piece.slice(0, end) + references(piece.slice(end + 3));
    })
    .join('');
}

function references(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, named) => {
    if (named !== undefined) return NAMED[named as string] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return point <= 0x10ffff && point > 0 ? String.fromCodePoint(point) : whole;
  });
}

/** Excel writes characters that XML cannot hold as _xHHHH_; an underscore that would look like one as _x005F_. */
export function excelText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Leading and trailing white space that xml:space does not ask to keep. */
export function trimXml(text: string): string {
  return text.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '');
}
