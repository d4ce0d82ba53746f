const LINE_LENGTH = 96;

/** JSON for people: what fits stands on one line, the rest is broken and indented by two spaces. */
export function compactJson(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value) ?? 'null';
  if (indent.length + flat.length <= LINE_LENGTH || typeof value !== 'object' || value === null) {
    return typeof value === 'object' && value !== null ? spaced(value) : flat;
  }
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every(item => typeof item !== 'object' || item === null)) return filled(value, indent);
    return `[\n${value.map(item => inner + compactJson(item, inner)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${compactJson(item, inner)}`,
  );
  return `{\n${entries.join(',\n')}\n${indent}}`;
}

function spaced(value: object): string {
  if (Array.isArray(value)) return `[${value.map(item => compactFlat(item)).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${compactFlat(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function compactFlat(value: unknown): string {
  return typeof value === 'object' && value !== null ? spaced(value) : (JSON.stringify(value) ?? 'null');
}

function filled(items: readonly unknown[], indent: string): string {
  const inner = `${indent}  `;
  const lines: string[] = [];
  let line = '';
  items.forEach((item, i) => {
    const text = `${JSON.stringify(item) ?? 'null'}${i < items.length - 1 ? ',' : ''}`;
    if (line !== '' && inner.length + line.length + 1 + text.length > LINE_LENGTH) {
      lines.push(inner + line);
      line = text;
    } else line = line === '' ? text : `${line} ${text}`;
  });
  if (line !== '') lines.push(inner + line);
  return `[\n${lines.join('\n')}\n${indent}]`;
}
