/**
 * Numbers, shares and dates in words, the same on every machine: commas between thousands, a point before decimals, ISO dates. What has
 * no value is a dash.
 */
const NOTHING = '–';

/** 4812 → "4,812"; fractions are rounded away. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? grouped(value.toFixed(0)) : NOTHING;
}

/** 0.0648 → "6.5 %". */
export function formatPercent(share: number, decimals = 1): string {
  return Number.isFinite(share) ? `${grouped((share * 100).toFixed(decimals))} %` : NOTHING;
}

/** The share of some in all, never rounded to none or to all: 21 of 140,000 → "< 0.1 %", 9,999 of 10,000 → "> 99.9 %". */
export function formatPart(part: number, whole: number): string {
  const share = part / whole;
  if (part > 0 && share < 0.0005) return '< 0.1 %';
  if (part < whole && share >= 0.9995) return '> 99.9 %';
  return formatPercent(share);
}

/** A fixed number of decimals: formatFixed(0.5, 2) → "0.50". */
export function formatFixed(value: number, decimals: number): string {
  return Number.isFinite(value) ? grouped(value.toFixed(decimals)) : NOTHING;
}

/** At least `significant` digits, never a rounded-away whole part: 61234.5 → "61,235", 38.92 → "38.9", 0.01234 → "0.0123". */
export function formatNumber(value: number, significant = 3): string {
  if (!Number.isFinite(value)) return NOTHING;
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e15 || magnitude < 1e-6) return value.toExponential(significant - 1);
  const exponent = exponentOf(magnitude, significant);
  const text = value.toFixed(Math.min(20, Math.max(0, significant - 1 - exponent)));
  return grouped(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

/**
 * Two values that are compared, to the same number of decimals: three digits for the larger, at least one for the smaller. 0.0313 and 0.183 →
 * "0.031" and "0.183"; 7.97 and 15 → "8" and "15".
 */
export function formatCompared(a: number, b: number): readonly [string, string] {
  const larger = Math.max(Math.abs(a), Math.abs(b));
  const smaller = Math.min(Math.abs(a), Math.abs(b));
  if (!(larger < 1e15 && larger >= 1e-3)) return [formatNumber(a), formatNumber(b)];
  const forLarger = 2 - exponentOf(larger, 3);
  const forSmaller = smaller > 0 ? -exponentOf(smaller, 1) : 0;
  const decimals = Math.min(6, Math.max(0, forLarger, forSmaller));
  const text = (value: number) => {
    const fixed = value.toFixed(decimals);
    return grouped(fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed);
  };
  return [text(a), text(b)];
}

/** For axes and tight places: 1234567 → "1.23 M", 45200 → "45.2 k", 2100000000 → "2.1 bn". */
export function formatCompact(value: number): string {
  if (!Number.isFinite(value)) return NOTHING;
  const magnitude = Math.abs(value);
  const steps: readonly [number, string][] = [
    [1e12, ' T'],
    [1e9, ' bn'],
    [1e6, ' M'],
    [1e3, ' k'],
  ];
  for (const [size, suffix] of steps) {
    if (magnitude >= size) return `${formatNumber(value / size)}${suffix}`;
  }
  return formatNumber(value);
}

export type QuantityUnit = 'number' | 'days' | 'years' | 'percent';

/** A value with its unit; `percent` takes a share from 0 to 1, and what is less than 0.1 % is not rounded to nothing: 0.0005 → "0.05 %". */
export function formatQuantity(value: number, unit: QuantityUnit): string {
  if (!Number.isFinite(value)) return NOTHING;
  if (unit === 'percent') return isSlight(value, 1e-3) ? `${formatNumber(100 * value, 2)} %` : formatPercent(value);
  if (unit === 'number') return formatNumber(value);
  return `${formatNumber(value)} ${unit}`;
}

/** Two shares that are compared: as `formatQuantity`, with so many decimals, up to four, that they do not read the same. 0.0541 and 0.0539 → "5.41 %" and "5.39 %". */
export function formatPercents(a: number, b: number): readonly [string, string] {
  const texts = [formatQuantity(a, 'percent'), formatQuantity(b, 'percent')] as const;
  if (texts[0] !== texts[1] || a === b) return texts;
  let decimals = 2;
  while (decimals < 4 && formatPercent(a, decimals) === formatPercent(b, decimals)) decimals++;
  return [formatPercent(a, decimals), formatPercent(b, decimals)];
}

function isSlight(value: number, below: number): boolean {
  return value !== 0 && Math.abs(value) < below;
}

/** A quantity for the tightest places, unit left out: 0.1234 and percent → "12%", 0.0005 → "0.05%", 1234567 → "1.2M". */
export function formatTight(value: number, unit: QuantityUnit): string {
  if (!Number.isFinite(value)) return NOTHING;
  if (unit === 'percent')
    return isSlight(value, 1e-2) ? `${formatNumber(100 * value, 1)}%` : `${(value * 100).toFixed(0)}%`;
  const magnitude = Math.abs(value);
  const [size, suffix] = TIGHT_STEPS.find(([from]) => magnitude >= from * 0.995) ?? [1, ''];
  return `${formatNumber(value / size, 2)}${suffix}`;
}

const TIGHT_STEPS: readonly [number, string][] = [
  [1e12, 'T'],
  [1e9, 'bn'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** Days since 1970-01-01 → "2024-12-31", with the time of day when there is one. */
export function formatDate(days: number): string {
  if (!Number.isFinite(days) || Math.abs(days) > 100_000_000) return NOTHING;
  const iso = new Date(Math.round(days * 86_400) * 1000).toISOString();
  const [day, time] = [iso.slice(0, iso.indexOf('T')), iso.slice(iso.indexOf('T') + 1, -5)];
  return time === '00:00:00' ? day : `${day} ${time.endsWith(':00') ? time.slice(0, 5) : time}`;
}

/** 2500000 → "2.5 MB". */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return NOTHING;
  if (bytes < 1000) return `${formatCount(bytes)} bytes`;
  const steps = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(steps.length, Math.floor(Math.log10(bytes) / 3));
  return `${formatNumber(bytes / 1000 ** power)} ${steps[power - 1]}`;
}

/** 1 → "1 row", 2 → "2 rows"; the plural adds an s unless it is given. */
export function formatThings(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** ["a", "b", "c"] → "a, b and c". */
export function joinWords(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1]}`;
}

/** The first `most` of a long list, with the count of the rest: "a, b and 3 more". */
export function listSome(items: readonly string[], most: number): string {
  if (items.length <= most) return joinWords(items);
  return `${items.slice(0, most).join(', ')} and ${formatCount(items.length - most)} more`;
}

/** Decimal exponent after rounding to `significant` digits, so that 9.996 counts as 10. */
function exponentOf(magnitude: number, significant: number): number {
  const text = magnitude.toExponential(significant - 1);
  return Number(text.slice(text.indexOf('e') + 1));
}

function grouped(text: string): string {
  const isNegative = text.startsWith('-');
  const [whole, fraction] = (isNegative ? text.slice(1) : text).split('.');
  const body = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  return isNegative && /[1-9]/.test(body) ? `-${body}` : body;
}
