const ID_WORDS = new Set([
  'id',
  'ids',
  'uuid',
  'guid',
  'nr',
  'no',
  'number',
  'num',
  'key',
  'identifier',
  'code',
  'ref',
  'reference',
]);

/** "LoanId", "account_no", "Reference"; not "Number of products", where the word comes first. */
export function isIdentifierName(name: string): boolean {
  const words = name
    .slice(0, 400)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');
  return ID_WORDS.has(words[words.length - 1]) || words[0] === 'id';
}
