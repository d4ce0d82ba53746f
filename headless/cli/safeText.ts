/** Controls other than a line break and a tab, and characters that turn the direction of writing. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text from a file for a terminal: nothing in it moves the cursor, starts a line or turns what stands around it. Control characters are shown by number. */
export function safeText(text: string): string {
  return safeLines(text).replaceAll('\n', '\\u000a').replaceAll('\t', '\\u0009');
}

/** The same for text of lines that are our own. */
export function safeLines(text: string): string {
  return text.replace(UNSAFE, found => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Every text in plain data, made safe. */
export function safeTexts<T>(value: T): T {
  return made(value) as T;
}

function made(value: unknown): unknown {
  if (typeof value === 'string') return safeText(value);
  if (Array.isArray(value)) return value.map(made);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, made(one)]));
}
