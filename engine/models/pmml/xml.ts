const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text for XML; what XML cannot hold is left out. */
export function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, c => ESCAPED[c]);
}

type Attributes = Readonly<Record<string, string | number | null>>;

/** @param attributes null leaves one out */
export function tag(name: string, attributes: Attributes = {}, ...content: readonly string[]): string {
  const head = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  return content.length === 0 ? `<${name}${head}/>` : `<${name}${head}>${content.join('')}</${name}>`;
}

/** Texts as an array of PMML, each in quotes. */
export function textArray(texts: readonly string[]): string {
  const quoted = texts.map(text => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(' ');
  return tag('Array', { type: 'string', n: texts.length }, escaped(quoted));
}
