const MANY_DIGITS = /\d{16}|\d[eE]\+?\d{3}/;
/** A string, a number, or anything between. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[^"\d-]+|[-"]/gs;

/**
 * Parses one record. A number that a double cannot hold, such as an account number of twenty digits, becomes the text it is written as.
 * @returns undefined for what is not JSON
 */
export function parseRecord(text: string): unknown {
  try {
    return JSON.parse(MANY_DIGITS.test(text) ? withLongNumbersAsTexts(text) : text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withLongNumbersAsTexts(text: string): string {
  return text.replace(TOKENS, token => (/^-?\d/.test(token) && isTooLong(token) ? `"${token}"` : token));
}

function isTooLong(token: string): boolean {
  const value = Number(token);
  return !Number.isFinite(value) || (/^-?\d+$/.test(token) && !Number.isSafeInteger(value));
}
