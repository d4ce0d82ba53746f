import { PartProblem } from './problems.ts';

type Decoder = InstanceType<typeof TextDecoder>;

const UTF16_LITTLE = 'utf-16le';
const UTF16_BIG = 'utf-16be';

/** The encoding of an XML part from its byte order mark or declaration; null for UTF-8, which needs no work. */
export function xmlEncoding(head: Uint8Array): string | null {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0x3c && head[1] === 0)) return UTF16_LITTLE;
  if ((head[0] === 0xfe && head[1] === 0xff) || (head[0] === 0 && head[1] === 0x3c)) return UTF16_BIG;
  const declaration = Buffer.from(head.subarray(0, 200)).toString('latin1');
  const encoding = /^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(declaration)?.[1];
  if (!encoding || /^(utf-?8|us-ascii|utf-?16.*)$/i.test(encoding)) return null;
  return encoding;
}

/** A whole small part as text. @throws PartProblem when its encoding is unknown or it is not valid in it */
export function decodeXml(bytes: Uint8Array): string {
  return decoderFor(xmlEncoding(bytes) ?? 'utf-8').decode(bytes);
}

/** Turns pieces of a part in another encoding into UTF-8; UTF-8 pieces pass untouched. @throws PartProblem as decodeXml */
export async function* asUtf8(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: Decoder | null = null;
  let isFirst = true;
  for await (const piece of pieces) {
    if (isFirst && piece.length > 0) {
      const encoding = xmlEncoding(piece);
      decoder = encoding === null ? null : decoderFor(encoding);
      isFirst = false;
    }
    yield decoder ? Buffer.from(decoder.decode(Uint8Array.from(piece), { stream: true }), 'utf8') : piece;
  }
}

function decoderFor(encoding: string): Decoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new PartProblem(`its text encoding ${encoding} is unknown`);
  }
}
