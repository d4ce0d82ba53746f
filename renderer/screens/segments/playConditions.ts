import { choice, number, type OptionTable } from '#shared/option';
import type { PlayCondition, PlayPlace } from '#shared/playbook';
import { chosenPlace, placeChoice, placesOfChoice, shareOption, type FormValues } from './playPlaces.ts';

interface Form {
  readonly table: OptionTable;
  readonly values: FormValues;
}
type Of<K extends PlayCondition['kind']> = Extract<PlayCondition, { kind: K }>;

const KIND = choice({
  title: 'Condition',
  help: 'What has to hold of the segment.',
  values: ['differs', 'value', 'level', 'tier'],
  labels: {
    differs: 'It differs from the whole book',
    value: 'Its average, median or share lies beyond a value',
    level: 'Many of its customers have a level',
    tier: 'Many of its customers are in a risk tier',
  },
  default: 'differs',
});
const TIER = choice({ title: 'Tier', help: 'By the tier rule.', values: ['High', 'Medium', 'Low'], default: 'High' });
const HIGH_OR_LOW = choice({
  title: 'Is',
  help: 'Above or below the whole book.',
  values: ['high', 'low'],
  default: 'high',
});
const BY = number({
  title: 'By at least',
  help: 'Standard deviations; Cohen’s h for yes and no. 0.2 is little, 0.5 plain to see, 0.8 much.',
  min: 0,
  max: 10,
  default: 0.3,
});
const SIDE = choice({
  title: 'Is',
  help: 'As the profile states it: shares from 0 to 1, dates in years before the reference day.',
  values: ['atLeast', 'atMost'],
  labels: { atLeast: 'at least', atMost: 'at most' },
  default: 'atLeast',
});
const VALUE = number({ title: 'Value', help: 'In the units of the column.', min: -1e15, max: 1e15, default: 0 });
const SHARE = shareOption('At least', 'Share of the segment’s customers.');

export function conditionForm(condition: PlayCondition, places: readonly PlayPlace[]): Form {
  const { kind } = condition;
  if (kind === 'tier')
    return {
      table: { kind: KIND, tier: TIER, share: SHARE },
      values: { kind, tier: condition.tier, share: condition.share },
    };
  if (kind === 'level') return levelForm(condition, places);
  const of = placeChoice(condition.of, fitting(kind, places), 'Column');
  const shared = { kind, of: chosenPlace(condition.of, fitting(kind, places)) };
  if (kind === 'differs')
    return {
      table: { kind: KIND, of, is: HIGH_OR_LOW, by: BY },
      values: { ...shared, is: condition.is, by: condition.by },
    };
  return {
    table: { kind: KIND, of, is: SIDE, value: VALUE },
    values: { ...shared, is: condition.is, value: condition.value },
  };
}

function levelForm({ kind, of: named, level: asked, share }: Of<'level'>, places: readonly PlayPlace[]): Form {
  const place = chosenPlace(named, places);
  const levels = places.find(candidate => candidate.place === place)?.levels ?? [];
  const values = levels.includes(asked) ? levels : [asked, ...levels];
  const level = choice({ title: 'Level', help: 'Most frequent first.', values, default: values[0] });
  const of = placeChoice(named, fitting('level', places), 'Column');
  return { table: { kind: KIND, of, level, share: SHARE }, values: { kind, of: place, level: asked, share } };
}

export function conditionOfForm(
  before: PlayCondition,
  values: FormValues,
  places: readonly PlayPlace[],
): PlayCondition {
  if (values.kind !== before.kind) return freshCondition(values.kind as PlayCondition['kind'], places) ?? before;
  if (before.kind === 'tier') return { ...before, tier: values.tier as 'High', share: values.share as number };
  const of = placesOfChoice(values.of as string, before.of, places);
  if (before.kind === 'level') {
    const isMoved = of[0] !== before.of[0];
    const levels = places.find(({ place }) => place === of[0])?.levels ?? [];
    return {
      kind: 'level',
      of,
      level: isMoved && levels.length > 0 ? levels[0] : String(values.level),
      share: values.share as number,
    };
  }
  if (before.kind === 'differs') return { kind: 'differs', of, is: values.is as 'high', by: values.by as number };
  return { kind: 'value', of, is: values.is as 'atLeast', value: values.value as number };
}

/** A condition to start from; null where the file has no column for it. */
export function freshCondition(kind: PlayCondition['kind'], places: readonly PlayPlace[]): PlayCondition | null {
  if (kind === 'tier') return { kind, tier: 'High', share: 0.25 };
  const [first] = fitting(kind, places);
  if (!first) return null;
  if (kind === 'level') return { kind, of: [first.place], level: first.levels[0] ?? '', share: 0.5 };
  if (kind === 'value') return { kind, of: [first.place], is: 'atLeast', value: 0 };
  return { kind, of: [first.place], is: 'high', by: 0.3 };
}

function fitting(kind: PlayCondition['kind'], places: readonly PlayPlace[]): PlayPlace[] {
  const isCategory = kind === 'level';
  return places.filter(place => (place.kind === 'category') === isCategory && (!isCategory || place.levels.length > 0));
}
