import { isDeviceName } from '../files/isDeviceName.ts';

const MAX_LENGTH = 150;

/**
 * A name that every operating system takes as one plain file: nothing that separates paths, names a device or stream, or turns the reading
 * direction. The ending is kept when a long name is cut.
 */
export function safeFileName(name: string, fallback = 'file'): string {
  const plain = name
    .normalize('NFC')
    // Controls, bidirectional marks and lone halves of surrogate pairs.
    .replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '-')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (plain === '') return fallback;
  const named = isDeviceName(plain) ? `_${plain}` : plain;
  if (named.length <= MAX_LENGTH) return named;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(named)?.[0] ?? '';
  return named.slice(0, MAX_LENGTH - ending.length).replace(/[\ud800-\udbff]$/, '') + ending;
}
