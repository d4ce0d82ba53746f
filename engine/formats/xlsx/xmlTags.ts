import { PartProblem } from './problems.ts';
import { xmlText } from './xmlText.ts';

export interface XmlTag {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** Attribute values by name without prefix; the relationship id of a sheet is under "id". */
  attribute(name: string): string | null;
}

const MAX_TAG_CHARACTERS = 2 ** 20;
const ATTRIBUTE = /([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * The tags of a small XML part in order; text between them is passed over.
 * @throws PartProblem when the part is not XML or brings a document type of its own
 */
export function* xmlTags(text: string): Generator<XmlTag> {
  let at = 0;
  for (;;) {
    const open = text.indexOf('<', at);
    if (open < 0) return;
    const special = skipSpecial(text, open);
    if (special >= 0) {
      at = special;
      continue;
    }
    const close = tagEnd(text, open);
    yield toTag(text.slice(open + 1, close));
    at = close + 1;
  }
}

/** Comments, CDATA and processing instructions: where they end, or -1 when this is a tag. */
function skipSpecial(text: string, open: number): number {
  const next = text[open + 1];
  if (next !== '!' && next !== '?') return -1;
  if (text.startsWith('<!--', open)) return after(text, '-->', open);
  if (text.startsWith('<![CDATA[', open)) return after(text, ']]>', open);
  if (next === '?') return after(text, '?>', open);
  throw new PartProblem('it brings a document type of its own, which is not accepted');
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  if (at < 0) throw new PartProblem('it ends in the middle of a comment or instruction');
  return at + end.length;
}

/** The ">" of a tag; one inside a quoted attribute value does not count. */
function tagEnd(text: string, open: number): number {
  const limit = Math.min(text.length, open + MAX_TAG_CHARACTERS);
  let quote = '';
  for (let at = open + 1; at < limit; at++) {
    const character = text[at];
    if (quote) {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at;
  }
  throw new PartProblem(
    limit === text.length ? 'it ends in the middle of a tag' : 'it has a tag of more than a million characters',
  );
}

function toTag(body: string): XmlTag {
  const isClosing = body.startsWith('/');
  const isEmpty = body.endsWith('/');
  const name = localName(/^\/?([^\s/]*)/.exec(body)![1]);
  let attributes: Map<string, string> | null = null;
  return {
    name,
    kind: isClosing ? 'close' : isEmpty ? 'empty' : 'open',
    attribute: wanted => (attributes ??= parseAttributes(body)).get(wanted) ?? null,
  };
}

function parseAttributes(body: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const match of body.matchAll(ATTRIBUTE)) {
    if (match[1].startsWith('xmlns')) continue;
    attributes.set(localName(match[1]), xmlText(match[2] ?? match[3]));
  }
  return attributes;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
