/** The beginning of a text that may be markup, in lower case, its byte order mark, zero bytes and blanks left out. */
export function markupStart(head: Uint8Array): string {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 8192))
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^[^<]{0,3}(?=<)/, '')
    .trimStart()
    .toLowerCase();
}

/** Whether it begins as web pages do, however carelessly made. */
export function isWebPage(start: string): boolean {
  return start.startsWith('<') && /<(!doctype html|html|head|body|table|meta|style|center|div)\b/.test(start);
}
