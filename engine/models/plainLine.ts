/** Control characters (C0 and C1), ends of lines, and what overrides the direction of writing. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g;

/** One line of text that moves no cursor and turns nothing that stands around it. */
export function plainLine(text: string): string {
  return text.replace(UNSAFE, ' ').trim();
}

export function isPlainLine(text: string): boolean {
  return text.search(UNSAFE) < 0;
}
